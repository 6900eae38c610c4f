// Asks before a form is left that holds more than a line and was not sent. An entry's form is its draft's to look after.
const form = document.querySelector('form[data-guard]:not(#entry)')

if (form) {
  let dirty = false
  addEventListener('input', (event) => { if (event.target.form === form && event.target.name) dirty = true })
  addEventListener('submit', (event) => { if (!event.defaultPrevented) dirty = false })
  addEventListener('beforeunload', (event) => { if (dirty) event.preventDefault() })
}
