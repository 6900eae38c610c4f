// Single keys: c begins a new entry, / goes to the search, ? to the help. They rest while somebody types, and where
// they are switched off (WCAG 2.2, 2.1.4). The help page lists them.
const keys = {
  c: () => follow(document.body.dataset.new),
  '/': () => search(),
  '?': () => follow(document.body.dataset.help),
}

addEventListener('keydown', (event) => {
  if (document.documentElement.dataset.shortcuts === 'off' || event.defaultPrevented || event.isComposing) return
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || takesLetters(event.target)) return
  if (Object.hasOwn(keys, event.key) && keys[event.key]()) event.preventDefault()
})

function takesLetters(element) {
  const boxes = 'input:not([type=checkbox], [type=radio], [type=button], [type=submit])'
  return element instanceof Element && element.closest(`${boxes}, textarea, select, [contenteditable], dialog`) !== null
}

function follow(href) {
  if (href) location.assign(href)
  return Boolean(href)
}

function search() {
  const field = document.querySelector('main input[type=search]')
  field?.focus()
  field?.select()
  return Boolean(field)
}
