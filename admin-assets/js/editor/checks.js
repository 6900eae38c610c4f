// Leads from a check to the very block, and puts right at one press what can be put right. The list itself is the server's.
import { NodeSelection } from '@tiptap/pm/state'
import { show } from './outline.js'

export function checks(texts) {
  const part = document.querySelector('[data-part="checks"]')
  if (!part) return
  const reveal = () => {
    for (const button of part.querySelectorAll('[data-fix]')) {
      const { text, block } = button.closest('li').dataset
      const place = texts.has(text) && find(texts.get(text).editor, block)
      // A block that shows an entry has no link to it.
      button.hidden = !place || (button.dataset.fix === 'link' && linked(place, button).length === 0)
    }
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
    if (fix) fixes[fix.dataset.fix]?.(text.editor, place, fix)
    else if (!event.target.closest('a[href^="#"]')) return
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

// What of a block is linked to the address or the entry of a button.
function linked({ node, pos }, { dataset }) {
  const found = []
  node.forEach((child, offset) => {
    const mark = child.marks.find(({ type, attrs }) =>
      type.name === 'link' && (dataset.href ? attrs.href === dataset.href : attrs.entry === dataset.entry))
    if (mark) found.push({ mark, from: pos + 1 + offset, to: pos + 1 + offset + child.nodeSize })
  })
  return found
}

const fixes = {
  link(editor, place, button) {
    const tr = editor.state.tr
    for (const { mark, from, to } of linked(place, button)) tr.removeMark(from, to, mark)
    editor.view.dispatch(tr)
  },

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
