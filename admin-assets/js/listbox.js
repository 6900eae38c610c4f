// A combobox (ARIA, combobox with a listbox): asks the server for entries by their letters, shows them, and hands over
// the one that was chosen. The input keeps the focus throughout.
import { words } from './status.js'

const WAIT = 120
let last = 0

// `onChoose` is given what the server said of the entry.
export function combobox(input, href, onChoose) {
  const list = document.createElement('ul')
  list.id = `hits-${++last}`
  list.className = 'hits'
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', words.searching ?? '')
  list.hidden = true
  const count = document.createElement('p')
  count.className = 'visually-hidden'
  count.setAttribute('role', 'status')
  const place = document.createElement('div')
  place.className = 'combobox'
  input.before(place)
  place.append(input, list, count)

  input.setAttribute('role', 'combobox')
  input.setAttribute('aria-autocomplete', 'list')
  input.setAttribute('aria-expanded', 'false')
  input.setAttribute('aria-controls', list.id)
  input.autocomplete = 'off'
  input.removeAttribute('list')

  let hits = []
  let current = -1
  let timer
  let asked

  const close = () => {
    clearTimeout(timer)
    asked?.abort()
    list.hidden = true
    current = -1
    input.setAttribute('aria-expanded', 'false')
    input.removeAttribute('aria-activedescendant')
  }
  const go = (index) => {
    current = index
    mark(input, [...list.children], index)
  }
  const choose = (index) => {
    const hit = hits[index]
    if (!hit) return
    close()
    onChoose(hit)
  }
  const show = (found) => {
    hits = found
    list.replaceChildren(...found.map((hit, index) => option(hit, `${list.id}-${index}`, () => choose(index))))
    if (found.length === 0) list.replaceChildren(nothing())
    count.textContent = found.length ? (words.hits ?? '').replace('#', found.length) : words.nothingFound ?? ''
    list.hidden = false
    input.setAttribute('aria-expanded', 'true')
    go(found.length ? 0 : -1)
  }
  const ask = async () => {
    asked?.abort()
    asked = new AbortController()
    const url = new URL(href, location.href)
    url.searchParams.set('q', input.value.trim())
    try {
      const answer = await fetch(url, { signal: asked.signal, headers: { accept: 'application/json' } })
      if (answer.ok && document.activeElement === input) show(await answer.json())
    } catch {
      // Another letter came, or there is no network: the field still takes what is typed.
    }
  }
  input.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(ask, WAIT)
  })
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' && list.hidden) {
      event.preventDefault()
      ask()
    } else if (list.hidden || event.isComposing) {
      return
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      if (hits.length) go((current + step + hits.length) % hits.length)
    } else if (event.key === 'Enter' && current >= 0) {
      event.preventDefault()
      choose(current)
    } else if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      close()
    }
  })
  input.addEventListener('blur', close)
  return { ask, close, place }
}

// Marks the option that Enter takes, and says so at the input.
export function mark(input, options, index) {
  options.forEach((option, at) => option.setAttribute('aria-selected', String(at === index)))
  const chosen = options[index]
  chosen?.scrollIntoView({ block: 'nearest' })
  if (chosen) input.setAttribute('aria-activedescendant', chosen.id)
  else input.removeAttribute('aria-activedescendant')
}

function option(hit, id, onPress) {
  const item = document.createElement('li')
  item.id = id
  item.setAttribute('role', 'option')
  const title = document.createElement('span')
  title.className = 'hit-title'
  title.dir = 'auto'
  title.textContent = hit.title
  const note = document.createElement('span')
  note.className = 'hit-note'
  note.textContent = [hit.kindWord, hit.stateWord, hit.used].join(' · ')
  item.append(title, note)
  // Before the input loses the focus.
  item.addEventListener('pointerdown', (event) => event.preventDefault())
  item.addEventListener('click', onPress)
  return item
}

function nothing() {
  const item = document.createElement('li')
  item.className = 'hits-none'
  item.setAttribute('role', 'option')
  item.setAttribute('aria-disabled', 'true')
  item.textContent = words.nothingFound ?? ''
  return item
}
