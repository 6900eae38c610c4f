// What the toolbar's buttons do, and whether what they do is on where the cursor is.
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, toggleHeader } from '@tiptap/pm/tables'
import { redo, undo } from '@tiptap/pm/history'
import { DIVIDER, TABLE, focused, insert } from './blocks.js'

const mark = (name) => ({
  run: (editor) => focused(editor).toggleMark(name).run(),
  on: (editor) => editor.isActive(name),
})
const raw = (command) => ({ run: (editor) => { command(editor.state, editor.view.dispatch); editor.view.focus() } })

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
      const chain = focused(editor)
      if (!editor.isActive('heading')) chain.setNode('heading', { level: 2 }).run()
      else if (level < 4) chain.updateAttributes('heading', { level: level + 1 }).run()
      else chain.setNode('paragraph').run()
    },
    on: (editor) => editor.isActive('heading'),
  },
  list: { run: (editor) => focused(editor).toggleBulletList().run(), on: (editor) => editor.isActive('bulletList') },
  numbers: { run: (editor) => focused(editor).toggleOrderedList().run(), on: (editor) => editor.isActive('orderedList') },
  quote: { run: (editor) => focused(editor).toggleWrap('blockquote').run(), on: (editor) => editor.isActive('blockquote') },
  link: { run: (editor) => import('./link.js').then(({ openLink }) => openLink(editor)), on: (editor) => editor.isActive('link') },
  table: { run: (editor) => insert(editor, TABLE), on: (editor) => editor.isActive('table') },
  divider: { run: (editor) => insert(editor, DIVIDER) },
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
