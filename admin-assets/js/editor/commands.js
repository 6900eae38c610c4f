// What the toolbar's buttons do, and whether what they do is on where the cursor is.
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, toggleHeader } from '@tiptap/pm/tables'
import { redo, undo } from '@tiptap/pm/history'
import { insert } from './blocks.js'

const mark = (name) => ({
  run: (editor) => editor.chain().focus().toggleMark(name).run(),
  on: (editor) => editor.isActive(name),
})
const raw = (command) => ({ run: (editor) => { command(editor.state, editor.view.dispatch); editor.view.focus() } })
const divider = { type: 'horizontalRule' }
const cell = (type) => ({ type, content: [{ type: 'paragraph' }] })
const row = (type) => ({ type: 'tableRow', content: [cell(type), cell(type)] })

export const commands = {
  bold: mark('bold'),
  italic: mark('italic'),
  underline: mark('underline'),
  strike: mark('strike'),
  code: mark('code'),
  subscript: mark('subscript'),
  superscript: mark('superscript'),
  // One press to a heading, the next a step deeper, the last back to a paragraph.
  heading: {
    run(editor) {
      const { level } = editor.getAttributes('heading')
      const chain = editor.chain().focus()
      if (!editor.isActive('heading')) chain.setNode('heading', { level: 2 }).run()
      else if (level < 4) chain.updateAttributes('heading', { level: level + 1 }).run()
      else chain.setNode('paragraph').run()
    },
    on: (editor) => editor.isActive('heading'),
  },
  list: { run: (editor) => editor.chain().focus().toggleBulletList().run(), on: (editor) => editor.isActive('bulletList') },
  numbers: { run: (editor) => editor.chain().focus().toggleOrderedList().run(), on: (editor) => editor.isActive('orderedList') },
  quote: { run: (editor) => editor.chain().focus().toggleWrap('blockquote').run(), on: (editor) => editor.isActive('blockquote') },
  link: { run: (editor) => import('./link.js').then(({ openLink }) => openLink(editor)), on: (editor) => editor.isActive('link') },
  table: { run: (editor) => insert(editor, { type: 'table', content: [row('tableHeader'), row('tableCell')] }), on: (editor) => editor.isActive('table') },
  divider: { run: (editor) => insert(editor, divider) },
  undo: raw(undo),
  redo: raw(redo),
  find: { run: (editor) => import('./find.js').then(({ openFind }) => openFind(editor)) },
  'row-add': raw(addRowAfter),
  'row-remove': raw(deleteRow),
  'column-add': raw(addColumnAfter),
  'column-remove': raw(deleteColumn),
  'table-header': raw(toggleHeader('row')),
  'table-remove': raw(deleteTable),
}
