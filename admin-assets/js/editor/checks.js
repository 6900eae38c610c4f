// Leads from a check to the very block, and puts right at one press what can be put right. The list itself is the server's.
import { NodeSelection } from '@tiptap/pm/state'
import { show } from './outline.js'

export function checks(texts) {
  const part = document.querySelector('[data-part="checks"]')
  if (!part) return
  const reveal = () => {
    for (const button of part.querySelectorAll('[data-fix]')) button.hidden = !texts.has(button.closest('li').dataset.text)
  }
  // It is drawn anew after a save.
  new MutationObserver(reveal).observe(part, { childList: true })
  reveal()
  part.addEventListener('click', (event) => {
    const item = event.target.closest('li[data-text]')
    const text = item && texts.get(item.dataset.text)
    const place = text && item.dataset.block ? find(text.editor, item.dataset.block) : null
    if (!place) return
    const fix = event.target.closest('[data-fix]')
    if (fix) fixes[fix.dataset.fix]?.(text.editor, place)
    else if (!event.target.closest('a')) return
    event.preventDefault()
    const still = find(text.editor, item.dataset.block)
    if (still) show(text.editor, still.pos)
    else text.editor.view.focus()
    if (fix) item.remove()
  })
}

function find(editor, id) {
  let found = null
  editor.state.doc.descendants((node, pos) => {
    if (node.attrs.id === id) found = { node, pos }
    return found === null
  })
  return found
}

const fixes = {
  heading_order(editor, { pos }) {
    // A step below the heading before it; the title is the first.
    let before = 1
    editor.state.doc.nodesBetween(0, pos, (node, at) => {
      if (at < pos && node.type.name === 'heading' && node.textContent.trim() !== '') before = node.attrs.level
      if (at < pos && node.type.name === 'faqs' && node.attrs.heading) before = 2
    })
    editor.view.dispatch(editor.state.tr.setNodeAttribute(pos, 'level', Math.min(4, before + 1)))
  },
  heading_empty(editor, { node, pos }) {
    const tr = editor.state.tr
    if (editor.state.doc.childCount > 1) tr.delete(pos, pos + node.nodeSize)
    else tr.setNodeMarkup(pos, editor.schema.nodes.paragraph, { id: node.attrs.id })
    editor.view.dispatch(tr)
  },
  alt_undecided(editor, { pos }) {
    const tr = editor.state.tr.setNodeAttribute(pos, 'decorative', true)
    editor.view.dispatch(tr.setSelection(NodeSelection.create(tr.doc, pos)))
  },
}
