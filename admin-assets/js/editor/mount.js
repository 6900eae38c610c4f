// Puts the editor in the place of each rich text's Markdown field. Where it cannot stand (a tree that it does not know, a
// text that is no tree yet), the field stays.
import { Editor } from '@tiptap/core'
import { Selection } from '@tiptap/pm/state'
import { say as status } from '../status.js'
import { el, say } from './dom.js'
import { even } from './even.js'
import { length } from './length.js'
import { WRITING, slash } from './menu.js'
import { move } from './move.js'
import { outline } from './outline.js'
import { paste } from './paste.js'
import { pin } from './pin.js'
import { extensions } from './schema.js'
import { measure, sight } from './sight.js'
import { bindToolbar } from './toolbar.js'
import { Unknown, read, write } from './tree.js'

// The mounted texts, by their field's name.
export const texts = new Map()

export function mountAll(form, changed) {
  for (const host of form.querySelectorAll('.rich-text')) {
    const area = host.querySelector('textarea')
    if (!area || area.matches(':disabled')) continue
    try {
      if (host.dataset.tree === undefined) throw new Unknown('')
      texts.set(host.dataset.rich, mount(host, area, changed))
    } catch (error) {
      if (!(error instanceof Unknown)) throw error
      if (error.message) status(say('unknown', error.message), 'warn')
    }
  }
}

function mount(host, area, changed) {
  const json = JSON.parse(host.dataset.tree)
  const embeds = host.dataset.embeds.split(',').filter(Boolean)
  const place = el('div', { class: 'canvas-frame' })
  const label = document.querySelector(`label[for="${area.id}"]`)
  const editor = new Editor({
    element: null,
    injectCSS: false,
    extensions: [...extensions(), slash(embeds), move, paste, sight],
    content: { type: 'doc', content: [{ type: 'paragraph' }] },
    editorProps: {
      attributes: {
        class: 'canvas reading',
        ...WRITING,
        'aria-label': label?.textContent.trim() ?? '',
        spellcheck: 'true',
        lang: host.dataset.lang ?? document.documentElement.lang,
      },
    },
  })
  // Before it is shown: what it cannot hold must not be lost in it.
  const doc = read(editor.schema, json)
  editor.mount(place)
  const shown = replaced(editor.state, doc)
  editor.view.dispatch(shown.setSelection(Selection.atStart(shown.doc)))

  const hidden = el('input', { type: 'hidden', name: `${area.name}.doc`, value: write(doc) })
  hidden.dataset.rich = area.name
  const canvas = editor.view.dom
  area.after(place)
  host.append(hidden)
  canvas.id = area.id
  area.id = `${area.id}-plain`
  area.removeAttribute('name')
  area.hidden = true
  host.classList.add('mounted')
  if (area.getAttribute('aria-describedby')) canvas.setAttribute('aria-describedby', area.getAttribute('aria-describedby'))
  if (area.getAttribute('aria-invalid')) canvas.setAttribute('aria-invalid', 'true')
  if (label) {
    label.id ||= `${canvas.id}-label`
    canvas.removeAttribute('aria-label')
    canvas.setAttribute('aria-labelledby', label.id)
    label.addEventListener('click', () => editor.view.focus())
  }
  // Enter in a field of a card must not send the form.
  host.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target.matches('input:not([type=checkbox])')) event.preventDefault()
  })
  // Below the last block there is always a place to write.
  place.addEventListener('pointerdown', (event) => {
    if (event.target !== canvas && event.target !== place) return
    const last = canvas.lastElementChild?.getBoundingClientRect()
    if (!last || event.clientY < last.bottom) return
    event.preventDefault()
    const { doc, schema, tr } = editor.state
    if (doc.lastChild?.type.name !== 'paragraph') tr.insert(doc.content.size, schema.nodes.paragraph.create())
    editor.view.dispatch(tr.setSelection(Selection.atEnd(tr.doc)))
    editor.view.focus()
  })
  const bar = host.querySelector('.text-tools')
  if (bar) bindToolbar(bar, editor, embeds)
  measure(host)
  pin(canvas, { '--placeholder': JSON.stringify(say('placeholder')) })
  length(host, editor)
  outline(area.id.replace(/-plain$/, ''), editor)

  let said = editor.state.doc
  let text = hidden.value
  const value = () => {
    const now = editor.state.doc
    if (now !== said) {
      said = now
      text = write(now)
      hidden.value = text
    }
    return text
  }
  editor.on('update', () => changed())
  return { editor, value, hidden, host }
}

// The whole document, outside of what can be undone.
export function replaced(state, doc) {
  return state.tr.replaceWith(0, state.doc.content.size, even(doc).content).setMeta('addToHistory', false).setMeta('loaded', true)
}
