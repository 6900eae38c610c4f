// Finds a CTA or FAQ by its letters and puts it into the text: opened by the toolbar, or by `/` at a line's beginning.
import { combobox } from './listbox.js'
import { words } from './status.js'
import { insert, replace } from './typing.js'

// Opens the search below the tools. `from` is where a slash was typed that the choice takes the place of.
export function open(area, bar, kind, from = null) {
  document.querySelector('.insert-menu')?.remove()
  const menu = document.createElement('div')
  menu.className = 'insert-menu'
  const input = document.createElement('input')
  input.type = 'text'
  input.setAttribute('aria-label', words.searching)
  input.placeholder = words.searching
  menu.append(input)
  bar.append(menu)
  const [start, end] = from === null ? [area.selectionStart, area.selectionEnd] : [from, from + 1]
  const back = () => {
    // Leaving it takes it away.
    area.focus()
    area.setSelectionRange(end, end)
  }
  const url = new URL(bar.dataset.lookup, location.href)
  if (kind) url.searchParams.set('kind', kind)
  const box = combobox(input, url, (hit) => {
    back()
    if (from !== null) replace(area, start, end, '')
    if (hit.code) insert(area, hit.code)
  })
  menu.addEventListener('keydown', (event) => {
    // The bar's arrow keys are not meant here.
    event.stopPropagation()
    if (event.key === 'Escape' || (event.key === 'Backspace' && input.value === '' && from !== null)) {
      event.preventDefault()
      back()
    }
  })
  menu.addEventListener('focusout', (event) => {
    if (!menu.contains(event.relatedTarget)) menu.remove()
  })
  input.focus()
  box.ask()
}

for (const bar of document.querySelectorAll('[data-tools-of][data-lookup]')) {
  const area = document.getElementById(bar.dataset.toolsOf)
  area?.addEventListener('input', (event) => {
    const at = area.selectionStart
    const alone = event.data === '/' && (at === 1 || area.value[at - 2] === '\n')
    if (alone) open(area, bar, '', at - 1)
  })
}
