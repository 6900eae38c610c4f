// Makes a search of every field that refers to one of many entries.
import { tick } from './boxes.js'
import { combobox } from './listbox.js'

for (const input of document.querySelectorAll('input[data-lookup]')) {
  if (input.matches(':disabled')) continue
  const boxes = input.closest('fieldset.choices')?.querySelector('ul.boxes')
  const many = input.closest('.places') !== null
  const anyKind = !new URL(input.dataset.lookup, location.href).searchParams.has('kind')
  combobox(input, input.dataset.lookup, (hit) => {
    const value = anyKind ? `${hit.kind}/${hit.slug}` : hit.slug
    if (many && boxes) {
      tick(boxes, value, hit.title)
      input.value = ''
    } else {
      input.value = value
      const chosen = input.closest('.field')?.querySelector('.chosen')
      if (chosen) chosen.textContent = hit.title
    }
    input.dispatchEvent(new InputEvent('input', { bubbles: true }))
  })
}
