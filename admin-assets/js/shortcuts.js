// Keys that every page has: ⌘K opens the palette; single keys begin a new entry (c), go to the search (/) and show the
// keys (?). Single keys rest while somebody types, and where they are switched off (WCAG 2.2, 2.1.4). The help page
// lists them all.
const mac = /^(Mac|iP)/.test(navigator.platform)
const { help, new: another } = document.body.dataset

const keys = {
  c: () => follow(another),
  '/': () => search(),
  '?': () => showKeys(),
}

addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.isComposing || event.altKey || event.repeat) return
  // Ctrl+K of a Mac takes away the rest of a line.
  if (event.key === 'k' && (mac ? event.metaKey : event.ctrlKey) && !event.shiftKey) {
    if (openPalette()) event.preventDefault()
    return
  }
  if (document.documentElement.dataset.shortcuts === 'off' || event.ctrlKey || event.metaKey || takesLetters(event.target)) return
  if (Object.hasOwn(keys, event.key) && keys[event.key]()) event.preventDefault()
})

for (const form of document.querySelectorAll('form.find')) {
  const key = form.querySelector('kbd')
  if (mac) key.textContent = key.dataset.mac
  key.hidden = false
  form.addEventListener('submit', (event) => { if (openPalette()) event.preventDefault() })
}

function takesLetters(element) {
  const boxes = 'input:not([type=checkbox], [type=radio], [type=button], [type=submit])'
  return element instanceof Element && element.closest(`${boxes}, textarea, select, [contenteditable], dialog`) !== null
}

function follow(href) {
  if (href) location.assign(href)
  return Boolean(href)
}

// What cannot be loaded to be shown here, a whole page can say.
function openPalette() {
  const palette = document.getElementById('palette')
  if (palette?.open) {
    palette.close()
  } else if (palette && !document.querySelector('dialog:modal')) {
    const selection = getSelection()
    const range = document.activeElement.isContentEditable && selection.rangeCount ? selection.getRangeAt(0) : null
    // At once: what is typed while the script is loaded is for its field.
    palette.showModal()
    import('./palette.js').then(({ begin }) => begin(range)).catch(() => follow(palette.dataset.at))
  }
  return Boolean(palette)
}

function showKeys() {
  const list = `${help}#keyboard`
  if (document.getElementById('keyboard')) return follow(list)
  if (help) import('./keys.js').then((keys) => keys.showKeys(help)).catch(() => follow(list))
  return Boolean(help)
}

function search() {
  const field = document.querySelector('main input[type=search]')
  field?.focus()
  field?.select()
  return Boolean(field)
}
