// Makes a search of every field that refers to one of many entries.
import { combobox } from './listbox.js'

for (const input of document.querySelectorAll('input[data-lookup]')) {
  if (input.matches(':disabled')) continue
  const boxes = input.closest('fieldset.choices')?.querySelector('ul.boxes')
  const many = input.closest('.places') !== null
  const anyKind = !new URL(input.dataset.lookup, location.href).searchParams.has('kind')
  combobox(input, input.dataset.lookup, (hit) => {
    const value = anyKind ? `${hit.kind}/${hit.slug}` : hit.slug
    if (many && boxes) {
      tick(boxes, value, hit)
      input.value = ''
    } else {
      input.value = value
      const chosen = input.closest('.field')?.querySelector('.chosen')
      if (chosen) chosen.textContent = hit.title
    }
    input.dispatchEvent(new InputEvent('input', { bubbles: true }))
  })
}

function tick(boxes, value, hit) {
  const known = [...boxes.querySelectorAll('input')].find((box) => box.value === value)
  if (known) {
    known.checked = true
    return
  }
  const item = document.createElement('li')
  const label = document.createElement('label')
  label.className = 'box'
  const box = document.createElement('input')
  box.type = 'checkbox'
  box.name = boxes.dataset.name
  box.value = value
  box.checked = true
  const title = document.createElement('span')
  title.dir = 'auto'
  title.textContent = hit.title
  label.append(box, title)
  item.append(label)
  boxes.append(item)
}
