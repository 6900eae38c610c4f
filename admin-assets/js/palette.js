// The palette: what the page of the search found, as options below a field that keeps the focus. The page is the one
// that opens without a script; the words stand in the dialog.
import { el } from './editor/dom.js'
import { mark } from './listbox.js'

const WAIT = 50
const dialog = document.getElementById('palette')
const input = dialog.querySelector('[role=combobox]')
const list = dialog.querySelector('[role=listbox]')

let options = []
let current = -1
let timer
let asked
let pending = false
// The press of Enter that came before what it meant.
let early = null
// What was selected below: with the focus alone, the cursor of a text would come back at its beginning.
let selected = null

// The dialog was just opened; something may be typed already.
export function begin(range) {
  selected = range
  ask()
}

async function ask() {
  asked?.abort()
  asked = new AbortController()
  pending = true
  const url = new URL(dialog.dataset.at, location.href)
  url.searchParams.set('q', input.value.trim())
  try {
    const answer = await fetch(url, { signal: asked.signal })
    if (!answer.redirected && !answer.ok) throw new Error(answer.statusText)
    const page = answer.redirected ? null : new DOMParser().parseFromString(await answer.text(), 'text/html')
    draw(page?.querySelectorAll('#results .found-group') ?? [])
    say(answer.redirected ? 'signed-out' : options.length ? 'count' : 'nothing', page?.getElementById('count').textContent)
  } catch (error) {
    // Another letter came, and another request with it.
    if (error.name === 'AbortError') return
    draw([])
    say('offline')
  }
  pending = false
  if (early) open(options[current], early)
  early = null
}

function draw(groups) {
  options = []
  list.replaceChildren(...[...groups].map((group) => {
    const heading = group.querySelector('h2').textContent
    return el('div', { role: 'group', 'aria-label': heading },
      el('div', { class: 'hits-group', 'aria-hidden': 'true' }, heading),
      [...group.querySelectorAll('a')].map((link) => {
        const option = el('div', { role: 'option', class: 'hit', id: `palette-${options.length}`, 'data-href': link.getAttribute('href') }, [...link.childNodes])
        options.push(option)
        return option
      }))
  }))
  list.hidden = options.length === 0
  list.scrollTop = 0
  input.setAttribute('aria-expanded', String(options.length > 0))
  choose(options.length ? 0 : -1)
}

function choose(index) {
  current = index
  mark(input, options, index)
}

function say(what, count = '') {
  for (const line of dialog.querySelectorAll('[data-say]')) line.hidden = line.dataset.say !== what
  dialog.querySelector('[data-say=count]').textContent = what === 'count' ? count : ''
}

function open(option, event) {
  if (!option) return
  if (event.ctrlKey || event.metaKey || event.button === 1) {
    globalThis.open(option.dataset.href, '_blank', 'noopener')
  } else {
    dialog.close()
    location.assign(option.dataset.href)
  }
}

input.addEventListener('input', () => {
  clearTimeout(timer)
  asked?.abort()
  pending = true
  timer = setTimeout(ask, WAIT)
})
input.addEventListener('keydown', (event) => {
  if (event.isComposing) return
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step && options.length) {
    choose((current + step + options.length) % options.length)
  } else if (event.key === 'Enter') {
    // With Ctrl it would publish the entry below.
    event.stopPropagation()
    if (pending) early = event
    else open(options[current], event)
  } else {
    return
  }
  event.preventDefault()
})
// The field keeps the focus.
list.addEventListener('pointerdown', (event) => event.preventDefault())
for (const type of ['click', 'auxclick']) list.addEventListener(type, (event) => open(event.target.closest('[role=option]'), event))
dialog.addEventListener('click', ({ target }) => { if (target === dialog || target.closest('button')) dialog.close() })
dialog.addEventListener('close', () => {
  clearTimeout(timer)
  asked?.abort()
  pending = false
  early = null
  input.value = ''
  draw([])
  say('count')
  restore()
})
// Not only when the browser tells of it: the next key may be quicker.
dialog.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || event.isComposing) return
  event.preventDefault()
  dialog.close()
  restore()
})

function restore() {
  if (selected) getSelection().setBaseAndExtent(selected.startContainer, selected.startOffset, selected.endContainer, selected.endOffset)
  selected = null
}
