// Knows whether a form holds text that no save has taken, says so, and asks before it is left.
import { say, words } from './status.js'

const form = document.querySelector('form[data-guard]')
// A page that comes back with errors holds text that no save has taken yet.
let dirty = form?.querySelector('[data-unsaved]') != null

if (form) {
  addEventListener('input', (event) => {
    if (event.target.form !== form || !event.target.name) return
    if (!dirty) say(words.changed)
    dirty = true
  })
  addEventListener('submit', (event) => { if (!event.defaultPrevented) dirty = false })
  addEventListener('beforeunload', (event) => {
    if (dirty) event.preventDefault()
  })
}

// A save has taken everything, or only what stood there before more was typed.
export function saved(all) {
  dirty = !all
  if (dirty) say(words.changed)
}
