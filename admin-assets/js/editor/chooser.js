// A search for an entry of a kind, below a card: what is chosen takes a place in it.
import { combobox } from '../listbox.js'
import { words } from '../status.js'
import { el, say } from './dom.js'

export function choose(place, kind, put, back) {
  place.querySelector('.chooser')?.remove()
  const input = el('input', { type: 'text', 'aria-label': say(`choose-${kind}`), placeholder: say(`choose-${kind}`) })
  const box = el('div', { class: 'chooser' }, input)
  place.append(box)
  const url = new URL(words.lookupAt, location.href)
  url.searchParams.set('kind', kind)
  const search = combobox(input, url, (hit) => {
    box.remove()
    put(hit.id)
    back()
  })
  box.addEventListener('keydown', (event) => {
    event.stopPropagation()
    if (event.key === 'Escape') {
      box.remove()
      back()
    }
  })
  box.addEventListener('focusout', (event) => {
    if (!box.contains(event.relatedTarget)) box.remove()
  })
  input.focus()
  search.ask()
}
