// What can be put into a text, in the order of the menu; the same list behind `/` and behind the Insert button.
import { TextSelection } from '@tiptap/pm/state'
import { say } from './dom.js'

const node = (type, attrs, content) => ({ type, ...(attrs && { attrs }), ...(content && { content }) })
const paragraph = node('paragraph')
const turn = (type, attrs) => (editor) => focused(editor).setNode(type, attrs).run()
const wrap = (type, attrs) => (editor) => focused(editor).wrapIn(type, attrs).run()

const cell = (type) => node(type, undefined, [paragraph])
export const TABLE = node('table', undefined, [
  node('tableRow', undefined, [cell('tableHeader'), cell('tableHeader')]),
  node('tableRow', undefined, [cell('tableCell'), cell('tableCell')]),
])

export const DIVIDER = node('horizontalRule')

const BLOCKS = [
  ['heading2', turn('heading', { level: 2 })],
  ['heading3', turn('heading', { level: 3 })],
  ['heading4', turn('heading', { level: 4 })],
  ['bullets', (editor) => focused(editor).toggleBulletList().run()],
  ['numbers', (editor) => focused(editor).toggleOrderedList().run()],
  ['quote', wrap('blockquote')],
  ['info', wrap('callout', { kind: 'info' })],
  ['tip', wrap('callout', { kind: 'tip' })],
  ['warning', wrap('callout', { kind: 'warning' })],
  ['table', (editor) => insert(editor, TABLE)],
  ['code', turn('codeBlock')],
  ['divider', (editor) => insert(editor, DIVIDER)],
  ['embed', (editor) => import('./ask.js').then(({ ask }) => ask(editor, say('embed-url'), 'https://', (url) => insert(editor, node('embed', { url }))))],
]

// A chain of commands in the text, which has the focus at once: Tiptap's own `focus` waits for a frame, and the keys until
// then go nowhere.
export function focused(editor) {
  editor.view.focus()
  return editor.chain()
}

// The blocks of the menu whose words, or a word of theirs, begin with the letters; all of them where there are none.
export function blocks(letters, embeds) {
  const items = []
  if (embeds.includes('faq')) items.push({ key: 'faq-new', words: say('insert-faq-new'), also: 'faq question', run: newFaqs })
  items.push(...BLOCKS.map(([key, run]) => ({ key, words: say(`insert-${key}`), run })))
  const text = letters.toLowerCase()
  const fits = ({ words, also = '' }) => `${words} ${also}`.toLowerCase().split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(text)) || words.toLowerCase().startsWith(text)
  return text === '' ? items : items.filter(fits)
}

// Puts a block where the cursor is: in place of an empty paragraph, or behind the block that holds the cursor. What shows
// entries goes to the top of the text.
export function insert(editor, json) {
  const { state } = editor
  const block = state.schema.nodeFromJSON(json)
  const { $from } = state.selection
  let depth = $from.depth
  const fits = (depth) => {
    const parent = $from.node(depth - 1)
    const at = $from.indexAfter(depth - 1)
    return parent.canReplaceWith(at, at, block.type)
  }
  while (depth > 1 && !fits(depth)) depth -= 1
  const tr = state.tr
  let at
  if ($from.depth === 0) {
    at = state.selection.to
    tr.insert(at, block)
  } else if ($from.node(depth).type.name === 'paragraph' && $from.node(depth).content.size === 0) {
    at = $from.before(depth)
    tr.replaceWith(at, $from.after(depth), block)
  } else {
    at = $from.after(depth)
    tr.insert(at, block)
  }
  // A place to go on writing.
  const behind = at + block.nodeSize
  if (tr.doc.resolve(behind).nodeAfter === null) tr.insert(behind, state.schema.nodes.paragraph.create())
  const inside = block.isAtom ? behind : at + 1
  tr.setSelection(TextSelection.near(tr.doc.resolve(inside)))
  editor.view.dispatch(tr.scrollIntoView())
  editor.view.focus()
  return at
}

// An entry that was found: a call to action stands alone, a question joins the group before the cursor or begins one.
export function insertEntry(editor, kind, id) {
  if (kind === 'cta') return insert(editor, node('cta', { ref: id }))
  const group = groupBefore(editor)
  if (group) {
    editor.view.dispatch(editor.state.tr.setNodeAttribute(group.pos, 'refs', [...group.node.attrs.refs, id]))
    return group.pos
  }
  return insert(editor, node('faqs', { heading: null, refs: [id] }))
}

// The group of questions that stands just before an empty paragraph with the cursor.
function groupBefore({ state }) {
  const { $from } = state.selection
  if ($from.depth === 0 || $from.parent.content.size > 0) return null
  const before = state.doc.resolve($from.before($from.depth))
  const one = before.nodeBefore
  return one?.type.name === 'faqs' ? { node: one, pos: before.pos - one.nodeSize } : null
}

// A group with a form for a new question in it.
function newFaqs(editor, letters = '') {
  const group = groupBefore(editor)
  const at = group ? group.pos : insert(editor, node('faqs', { heading: null, refs: [] }))
  editor.view.nodeDOM(at)?.dispatchEvent(new CustomEvent('newfaq', { detail: letters }))
}
