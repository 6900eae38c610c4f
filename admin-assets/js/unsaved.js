// Asks before a form with typed text in it is left without saving.
const form = document.querySelector('form[data-guard]')

if (form) {
  // A page that comes back with errors holds text that no save has taken yet.
  let dirty = form.querySelector('[data-unsaved]') !== null
  form.addEventListener('input', () => { dirty = true })
  addEventListener('submit', () => { dirty = false })
  addEventListener('beforeunload', (event) => {
    if (dirty) event.preventDefault()
  })
}
