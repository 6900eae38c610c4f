// Keys of the edit screen: save, and save on to readers.
const form = document.getElementById('entry')

addEventListener('keydown', (event) => {
  if (!form || event.isComposing || !(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey) return
  const then = event.key === 's' ? 'save' : event.key === 'Enter' ? 'publish' : null
  const button = then && document.querySelector(`button[form="entry"][name="_then"][value="${then}"]`)
  // The browser's own would save the page as a file.
  if (then === 'save') event.preventDefault()
  if (!button) return
  event.preventDefault()
  form.requestSubmit(button)
})
