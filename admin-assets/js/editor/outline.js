// Keeps the outline to the text; each heading of it leads to its place.
import { TextSelection } from '@tiptap/pm/state'
import { button, el } from './dom.js'

const WAIT = 300

export function outline(field, editor) {
  const list = document.querySelector(`[data-outline-of="${field}"]`)
  if (!list) return
  let timer
  let before = ''
  const draw = () => {
    const found = headings(editor.state.doc)
    const now = JSON.stringify(found.map(({ level, text }) => [level, text]))
    if (now === before || list.contains(document.activeElement)) return
    before = now
    list.replaceChildren(...found.map(({ level, text }, index) => el('li', { 'data-level': String(level) },
      button(text, () => go(editor, index), { dir: 'auto' }))))
    if (list.previousElementSibling) list.previousElementSibling.hidden = found.length > 0
  }
  editor.on('update', () => {
    clearTimeout(timer)
    timer = setTimeout(draw, WAIT)
  })
  draw()
}

function headings(doc) {
  const found = []
  doc.descendants((node, pos) => {
    const text = node.type.name === 'heading' ? node.textContent.trim() : node.type.name === 'faqs' ? node.attrs.heading : ''
    if (text) found.push({ level: node.attrs.level ?? 2, text, pos })
    return !node.isTextblock
  })
  return found
}

// Where the heading is now: the text may have grown since the list was drawn.
function go(editor, index) {
  const heading = headings(editor.state.doc)[index]
  if (heading) show(editor, heading.pos)
}

// Brings a block into view with the cursor at its end.
export function show(editor, pos) {
  const node = editor.state.doc.nodeAt(pos)
  const at = node.isTextblock ? pos + node.nodeSize - 1 : pos
  const $at = editor.state.doc.resolve(at)
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.near($at)))
  editor.view.focus()
  const dom = editor.view.nodeDOM(pos)
  const top = dom.getBoundingClientRect().top
  scrollBy({ top: top - innerHeight / 3 })
}
