// The list of what can be inserted, below the cursor or below a field: blocks of the text, calls to action and questions
// by their letters, and new ones. Whoever opens it keeps the focus; the list only marks and answers.
import { words } from '../status.js'
import { blocks, insertEntry } from './blocks.js'
import { el, say } from './dom.js'

const WAIT = 100
let last = 0

export class Options {
  #letters = null
  #items = []
  #found = []
  #current = 0
  #asked
  #timer
  #pending = false
  #chosen = false

  constructor(editor, embeds, done) {
    this.editor = editor
    this.embeds = embeds
    this.done = done
    this.id = `insert-${++last}`
    this.dom = el('div', { class: 'hits insert-list', role: 'listbox', id: this.id, 'aria-label': say('insert-label') })
    this.count = el('p', { class: 'visually-hidden', role: 'status' })
    this.dom.addEventListener('pointerdown', (event) => event.preventDefault())
  }

  get active() {
    return `${this.id}-${this.#current}`
  }

  search(letters) {
    if (letters === this.#letters) return
    this.#letters = letters
    this.#chosen = false
    this.#current = 0
    this.#found = []
    this.#draw()
    clearTimeout(this.#timer)
    this.#asked?.abort()
    if (this.embeds.length === 0) return
    this.#pending = true
    this.#timer = setTimeout(() => this.#ask(letters), letters === '' ? 0 : WAIT)
  }

  async #ask(letters) {
    this.#asked = new AbortController()
    const url = new URL(words.lookupAt, location.href)
    url.searchParams.set('kind', this.embeds.join(','))
    url.searchParams.set('q', letters)
    try {
      const answer = await fetch(url, { signal: this.#asked.signal, headers: { accept: 'application/json' } })
      if (answer.ok) this.#found = await answer.json()
    } catch (error) {
      // Another letter came; or there is no network, and the blocks of the text are still there.
      if (error.name === 'AbortError') return
    }
    this.#pending = false
    this.#draw()
    if (this.#chosen) this.choose()
  }

  #draw() {
    const letters = this.#letters
    const own = blocks(letters, this.embeds)
    const groups = [[say('insert-blocks'), own.map((one) => ({ ...one, title: one.words }))]]
    for (const kind of this.embeds) {
      const found = this.#found.filter((hit) => hit.kind === kind).slice(0, 8)
      groups.push([say(`insert-${kind}s`), found.map((hit) => ({
        title: hit.title, note: `${hit.stateWord} · ${hit.used}`, run: (editor) => insertEntry(editor, kind, hit.id),
      }))])
    }
    const make = []
    if (letters.trim() !== '' && !this.#pending) {
      if (this.embeds.includes('faq')) {
        make.push({ title: say('create-faq', letters), run: (editor) => own.find(({ key }) => key === 'faq-new')?.run(editor, letters) ?? blocks('', this.embeds)[0].run(editor, letters) })
      }
      if (this.embeds.includes('cta')) {
        make.push({ title: say('create-cta', letters), run: (editor) => import('./entry-form.js').then(({ newCta }) => newCta(editor, letters, (id) => insertEntry(editor, 'cta', id))) })
      }
    }
    groups.push([say('insert-new'), make])
    // What is meant by whole words comes first: entries before blocks, once there are letters.
    if (letters.trim().length > 1 && this.#found.length && own.length && !own[0].words.toLowerCase().startsWith(letters.toLowerCase())) groups.push(groups.shift())
    this.#items = []
    const parts = groups.filter(([, items]) => items.length).map(([label, items]) => el('div', { role: 'group', 'aria-label': label },
      el('div', { class: 'hits-group', 'aria-hidden': 'true' }, label),
      items.map((item) => {
        const index = this.#items.push(item) - 1
        const option = el('div', { role: 'option', id: `${this.id}-${index}`, class: 'hit' },
          el('span', { class: 'hit-title', dir: 'auto' }, item.title), item.note ? el('span', { class: 'hit-note' }, item.note) : null)
        option.addEventListener('click', () => {
          this.#current = index
          this.choose()
        })
        return option
      })))
    this.dom.replaceChildren(...parts)
    if (this.#items.length === 0) this.dom.append(el('div', { class: 'hits-none', role: 'option', 'aria-disabled': 'true' }, say('insert-none')))
    this.count.textContent = say('insert-count', this.#items.length)
    this.mark(Math.min(this.#current, Math.max(0, this.#items.length - 1)))
  }

  mark(index) {
    this.#current = index
    for (const option of this.dom.querySelectorAll('.hit')) {
      const marked = option.id === this.active
      option.setAttribute('aria-selected', String(marked))
      if (marked) option.scrollIntoView({ block: 'nearest' })
    }
    this.onmark?.()
  }

  // True where the key was the list's.
  key(event) {
    const count = this.#items.length
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (count) this.mark((this.#current + (event.key === 'ArrowDown' ? 1 : -1) + count) % count)
    } else if (event.key === 'Enter') {
      this.choose()
    } else {
      return false
    }
    event.preventDefault()
    return true
  }

  // What was asked for may still be on its way.
  choose() {
    if (this.#pending && this.#items.every(({ key }) => key === undefined)) {
      this.#chosen = true
      return
    }
    const item = this.#items[this.#current]
    if (!item) return
    this.done()
    item.run(this.editor)
  }

  close() {
    clearTimeout(this.#timer)
    this.#asked?.abort()
  }
}
