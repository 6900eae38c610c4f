// The box above a list ticks all below it; shift ticks from the last one to this one; the bar below counts.
let last

const boxes = () => [...document.querySelectorAll('.listing tbody .tick input')]

function show() {
  const all = boxes()
  const picked = all.filter((box) => box.checked).length
  const head = document.querySelector('[data-pick-all]')
  if (head) {
    head.hidden = all.length === 0
    const box = head.querySelector('input')
    box.checked = picked > 0 && picked === all.length
    box.indeterminate = picked > 0 && picked < all.length
  }
  const words = document.querySelector('[data-picked]')
  if (words) words.textContent = words.dataset.picked.replace('#', picked)
}

document.addEventListener('click', (event) => {
  const box = event.target
  if (!(box instanceof HTMLInputElement) || !box.closest('.listing .tick')) return
  const all = boxes()
  if (box.closest('[data-pick-all]')) {
    for (const one of all) one.checked = box.checked
  } else {
    if (event.shiftKey && all.includes(last)) {
      const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b)
      for (const one of all.slice(from, to + 1)) one.checked = box.checked
    }
    last = box
  }
  show()
})

document.addEventListener('galley:results', show)
// A browser that goes back ticks again what was ticked.
addEventListener('pageshow', show)
show()
