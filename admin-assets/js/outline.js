// Keeps the outline to the text, and makes each heading of it lead to its line.
for (const list of document.querySelectorAll('[data-outline-of]')) {
  const area = document.getElementById(list.dataset.outlineOf)
  if (!area || area.matches(':disabled')) continue
  let timer
  area.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(() => draw(list, area), 500)
  })
  draw(list, area)
}

function draw(list, area) {
  if (list.contains(document.activeElement)) return
  const found = headings(area.value)
  list.replaceChildren(...found.map(({ level, text, at }) => {
    const item = document.createElement('li')
    item.dataset.level = level
    const button = document.createElement('button')
    button.type = 'button'
    button.dir = 'auto'
    button.textContent = text
    button.addEventListener('click', () => go(area, at))
    item.append(button)
    return item
  }))
  if (list.previousElementSibling) list.previousElementSibling.hidden = found.length > 0
}

function headings(text) {
  const found = []
  let at = 0
  let fence = null
  for (const line of text.split('\n')) {
    const mark = /^\s*(```|~~~)/.exec(line)?.[1]
    if (mark && (!fence || fence === mark)) fence = fence ? null : mark
    else if (!fence) {
      const heading = /^(#{2,4}) +(.+?)(?: \{#[^}]*\})?$/.exec(line.trimEnd())
      const faqs = /^::faqs\{[^}]*heading="([^"]+)"/.exec(line)
      if (heading) found.push({ level: heading[1].length, text: heading[2], at })
      if (faqs) found.push({ level: 2, text: faqs[1], at })
    }
    at += line.length + 1
  }
  return found
}

// Selecting alone does not scroll: where the line is, a copy of the text as tall as its beginning tells.
function go(area, at) {
  const end = area.value.indexOf('\n', at)
  area.focus({ preventScroll: true })
  area.setSelectionRange(at, end < 0 ? area.value.length : end)
  const copy = area.cloneNode()
  copy.removeAttribute('id')
  copy.removeAttribute('name')
  copy.value = area.value.slice(0, at)
  copy.classList.add('measured')
  area.after(copy)
  const top = copy.scrollHeight
  copy.remove()
  const place = area.getBoundingClientRect().top + top
  scrollBy({ top: place - innerHeight / 3 })
}
