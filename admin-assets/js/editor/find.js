// Find in the text: matches are marked, Enter goes to the next, Shift+Enter to the one before.
import { Plugin, PluginKey, TextSelection } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { button, el, say } from './dom.js'

const key = new PluginKey('find')
const MOST = 1000

const marks = () => new Plugin({
  key,
  state: {
    init: () => ({ text: '', found: [], at: -1 }),
    apply(tr, old, _, state) {
      const told = tr.getMeta(key)
      if (!told && !tr.docChanged) return old
      const text = told?.text ?? old.text
      const found = told?.text === undefined && !tr.docChanged ? old.found : search(state.doc, text)
      return { text, found, at: told?.at ?? Math.min(old.at, found.length - 1) }
    },
  },
  props: {
    decorations(state) {
      const { found, at } = key.getState(state)
      return DecorationSet.create(state.doc, found.map(([from, to], index) => Decoration.inline(from, to, { class: index === at ? 'found current' : 'found' })))
    },
  },
})

function search(doc, text) {
  const found = []
  if (text === '') return found
  const wanted = text.toLowerCase()
  doc.descendants((node, pos) => {
    if (!node.isTextblock || found.length >= MOST) return
    const inside = node.textBetween(0, node.content.size, '\n', '\ufffc').toLowerCase()
    for (let at = inside.indexOf(wanted); at >= 0 && found.length < MOST; at = inside.indexOf(wanted, at + wanted.length)) {
      found.push([pos + 1 + at, pos + 1 + at + wanted.length])
    }
  })
  return found
}

export function openFind(editor) {
  const host = editor.view.dom.closest('.rich-text')
  const known = host.querySelector('.find-bar input')
  if (known) {
    known.focus()
    known.select()
    return
  }
  if (!key.getState(editor.state)) editor.registerPlugin(marks())
  const input = el('input', { type: 'search', 'aria-label': say('find'), placeholder: say('find') })
  const count = el('span', { class: 'find-count', role: 'status' })
  const tell = () => {
    const { text, found, at } = key.getState(editor.state)
    count.textContent = text === '' ? '' : found.length === 0 ? say('find-none') : `${at + 1} / ${found.length}`
  }
  const go = (step) => {
    const { found, at } = key.getState(editor.state)
    if (found.length === 0) return
    const next = (at + step + found.length) % found.length
    const [from, to] = found[next]
    editor.view.dispatch(editor.state.tr.setMeta(key, { at: next }).setSelection(TextSelection.create(editor.state.doc, from, to)))
    const dom = editor.view.domAtPos(from).node
    ;(dom instanceof Element ? dom : dom.parentElement)?.scrollIntoView({ block: 'center' })
    tell()
  }
  const close = () => {
    bar.remove()
    editor.view.dispatch(editor.state.tr.setMeta(key, { text: '', at: -1 }))
    editor.view.focus()
  }
  input.addEventListener('input', () => {
    editor.view.dispatch(editor.state.tr.setMeta(key, { text: input.value, at: -1 }))
    go(1)
    tell()
  })
  const bar = el('div', { class: 'find-bar', role: 'search' }, input, count,
    button(say('find-previous'), () => go(-1), { class: 'button quiet small' }),
    button(say('find-next'), () => go(1), { class: 'button quiet small' }),
    button(say('close'), close, { class: 'button quiet small' }))
  bar.addEventListener('keydown', (event) => {
    event.stopPropagation()
    if (event.key === 'Enter' && event.target === input) {
      event.preventDefault()
      go(event.shiftKey ? -1 : 1)
    } else if (event.key === 'Escape') {
      event.preventDefault()
      close()
    }
  })
  host.querySelector('.text-tools').after(bar)
  const { from, to } = editor.state.selection
  input.value = from === to ? '' : editor.state.doc.textBetween(from, to, ' ').slice(0, 60)
  input.focus()
  if (input.value !== '') input.dispatchEvent(new Event('input'))
}
