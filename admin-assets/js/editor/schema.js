// The tree's nodes and marks, as the server's `document/tree.rs` has them: the same names, the same attributes.
// What a document holds beyond them is refused by name (tree.js), so nothing is ever dropped.
import { Extension, Mark, Node, markInputRule, mergeAttributes, nodeInputRule, textblockTypeInputRule, wrappingInputRule } from '@tiptap/core'
import { BulletList, ListItem, ListKeymap, OrderedList } from '@tiptap/extension-list'
import { history, redo, undo } from '@tiptap/pm/history'
import { dropCursor } from '@tiptap/pm/dropcursor'
import { gapCursor } from '@tiptap/pm/gapcursor'
import { goToNextCell, tableEditing } from '@tiptap/pm/tables'
import { say } from './dom.js'
import { views } from './views.js'
import { blockIds } from './ids.js'

// An attribute that the page carries as `data-name`, so that what is cut and pasted keeps it.
const kept = (name, fallback, read = (text) => text) => ({
  default: fallback,
  parseHTML: (element) => {
    const text = element.getAttribute(`data-${name}`)
    return text === null ? fallback : read(text)
  },
  renderHTML: (attrs) => (attrs[name] === null || attrs[name] === '' || attrs[name] === false ? {} : { [`data-${name}`]: typeof attrs[name] === 'object' ? JSON.stringify(attrs[name]) : String(attrs[name]) }),
})
const id = { id: kept('id', '') }
const number = (text) => Number.parseInt(text, 10)
const dir = { dir: 'auto' }

// Blocks that stand anywhere are of the group `block`; those that show entries only at the top and in callouts.
const flow = { group: 'block' }

const Doc = Node.create({ name: 'doc', topNode: true, content: '(block | entry)+' })
const Text = Node.create({ name: 'text', group: 'inline' })

const Paragraph = Node.create({
  name: 'paragraph',
  priority: 1000,
  ...flow,
  content: 'inline*',
  addAttributes: () => id,
  parseHTML: () => [{ tag: 'p' }],
  renderHTML: ({ HTMLAttributes }) => ['p', mergeAttributes(dir, HTMLAttributes), 0],
  addKeyboardShortcuts() {
    return { 'Mod-Alt-0': () => this.editor.commands.setNode('paragraph') }
  },
})

const LEVELS = [2, 3, 4]
const Heading = Node.create({
  name: 'heading',
  ...flow,
  content: 'inline*',
  defining: true,
  addAttributes: () => ({
    ...id,
    level: { default: 2, rendered: false },
    anchor: kept('anchor', null),
  }),
  // The page's title is the 1; what is deeper than 4 is a 4.
  parseHTML: () => [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level: Math.min(4, Math.max(2, level)) } })),
  renderHTML: ({ node, HTMLAttributes }) => [`h${node.attrs.level}`, mergeAttributes(dir, HTMLAttributes), 0],
  addKeyboardShortcuts() {
    return Object.fromEntries(LEVELS.map((level) => [`Mod-Alt-${level}`, () => this.editor.commands.toggleNode('heading', 'paragraph', { level })]))
  },
  addInputRules() {
    return [1, 2, 3, 4].map((hashes) => textblockTypeInputRule({
      find: new RegExp(`^(#{${hashes}})\\s$`),
      type: this.type,
      getAttributes: { level: Math.max(2, hashes) },
    }))
  },
})

const Bullets = BulletList.extend({ ...flow, addAttributes: () => id })
const Numbers = OrderedList.extend({
  ...flow,
  addAttributes: () => ({
    ...id,
    start: { default: 1, parseHTML: (element) => number(element.getAttribute('start') ?? '1') || 1 },
  }),
})
// Tab always leaves the editor.
const Item = ListItem.extend({
  content: 'block+',
  addKeyboardShortcuts() {
    return {
      Enter: () => this.editor.commands.splitListItem(this.name),
      'Mod-]': () => this.editor.commands.sinkListItem(this.name),
      'Mod-[': () => this.editor.commands.liftListItem(this.name),
    }
  },
})

const Quote = Node.create({
  name: 'blockquote',
  ...flow,
  content: 'block+',
  defining: true,
  addAttributes: () => id,
  parseHTML: () => [{ tag: 'blockquote' }],
  renderHTML: ({ HTMLAttributes }) => ['blockquote', HTMLAttributes, 0],
  addInputRules() {
    return [wrappingInputRule({ find: /^\s*>\s$/, type: this.type })]
  },
})

const Callout = Node.create({
  name: 'callout',
  ...flow,
  content: '(block | entry)+',
  defining: true,
  addAttributes: () => ({ ...id, kind: kept('kind', 'info') }),
  parseHTML: () => [{ tag: 'div[data-callout]' }],
  // The word says what the colour says.
  renderHTML({ node, HTMLAttributes }) {
    const word = say(`insert-${node.attrs.kind}`)
    return ['div', mergeAttributes({ 'data-callout': '', role: 'note', 'aria-label': word, 'data-word': word, class: `callout callout-${node.attrs.kind}` }, HTMLAttributes), 0]
  },
})

const Code = Node.create({
  name: 'codeBlock',
  ...flow,
  content: 'text*',
  marks: '',
  code: true,
  defining: true,
  addAttributes: () => ({ ...id, language: kept('language', null) }),
  parseHTML: () => [{ tag: 'pre', preserveWhitespace: 'full' }],
  renderHTML: ({ HTMLAttributes }) => ['pre', mergeAttributes({ spellcheck: 'false' }, HTMLAttributes), ['code', 0]],
  addInputRules() {
    return [textblockTypeInputRule({ find: /^```([a-z0-9+#.-]*)[\s\n]$/i, type: this.type, getAttributes: ([, language]) => ({ language: language || null }) })]
  },
  addKeyboardShortcuts() {
    return {
      // Out of the block, below its last line: Enter there twice, or ↓.
      Enter: ({ editor }) => {
        const { $from, empty } = editor.state.selection
        if (!empty || $from.parent.type !== this.type) return false
        const last = $from.parentOffset === $from.parent.content.size
        if (!last || !$from.parent.textContent.endsWith('\n\n')) return false
        return editor.chain().command(({ tr }) => { tr.delete($from.pos - 2, $from.pos); return true }).exitCode().run()
      },
      ArrowDown: ({ editor }) => {
        const { $from, empty } = editor.state.selection
        const last = $from.parentOffset === $from.parent.content.size
        return empty && $from.parent.type === this.type && last && $from.after() === editor.state.doc.content.size
          ? editor.commands.exitCode() : false
      },
    }
  },
})

const Rule = Node.create({
  name: 'horizontalRule',
  ...flow,
  addAttributes: () => id,
  parseHTML: () => [{ tag: 'hr' }],
  renderHTML: ({ HTMLAttributes }) => ['hr', HTMLAttributes],
  addInputRules() {
    return [nodeInputRule({ find: /^(?:---|—-|___\s|\*\*\*\s)$/, type: this.type })]
  },
})

const Break = Node.create({
  name: 'hardBreak',
  group: 'inline',
  inline: true,
  selectable: false,
  linebreakReplacement: true,
  parseHTML: () => [{ tag: 'br' }],
  renderHTML: () => ['br'],
  renderText: () => '\n',
  addKeyboardShortcuts() {
    const insert = () => this.editor.commands.insertContent({ type: 'hardBreak' })
    return { 'Shift-Enter': insert, 'Mod-Enter': () => false }
  },
})

const span = (name) => ({ default: 1, parseHTML: (element) => number(element.getAttribute(name) ?? '1') || 1 })
const cell = (name, tag, tableRole) => Node.create({
  name,
  content: 'block+',
  tableRole,
  isolating: true,
  addAttributes: () => ({ colspan: span('colspan'), rowspan: span('rowspan') }),
  parseHTML: () => [{ tag }],
  renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
})
const Table = Node.create({
  name: 'table',
  ...flow,
  content: 'tableRow+',
  isolating: true,
  addAttributes: () => id,
  tableRole: 'table',
  // What prosemirror-tables knows its nodes by.
  extendNodeSchema: ({ config }) => (config.tableRole ? { tableRole: config.tableRole } : {}),
  parseHTML: () => [{ tag: 'table' }],
  renderHTML: ({ HTMLAttributes }) => ['table', HTMLAttributes, ['tbody', 0]],
  addKeyboardShortcuts() {
    // Tab always leaves the editor: arrows go from cell to cell.
    return {
      'Mod-ArrowRight': () => goToNextCell(1)(this.editor.state, this.editor.view.dispatch),
      'Mod-ArrowLeft': () => goToNextCell(-1)(this.editor.state, this.editor.view.dispatch),
    }
  },
  addProseMirrorPlugins: () => [tableEditing({ allowTableNodeSelection: true })],
})
const Row = Node.create({
  name: 'tableRow',
  content: '(tableCell | tableHeader)+',
  tableRole: 'row',
  parseHTML: () => [{ tag: 'tr' }],
  renderHTML: ({ HTMLAttributes }) => ['tr', HTMLAttributes, 0],
})

// A block without text of its own, drawn by a view.
const leaf = (name, group, attributes) => Node.create({
  name,
  group,
  atom: true,
  draggable: true,
  addAttributes: () => ({ ...id, ...attributes }),
  parseHTML: () => [{ tag: `div[data-block="${name}"]` }],
  renderHTML: ({ HTMLAttributes }) => ['div', mergeAttributes({ 'data-block': name }, HTMLAttributes)],
  addNodeView: () => views[name] ?? null,
})
const list = (text) => JSON.parse(text)
const Image = leaf('image', 'block', {
  media: kept('media', ''),
  alt: kept('alt', null),
  decorative: kept('decorative', false, (text) => text === 'true'),
  caption: kept('caption', null),
  width: kept('width', null, number),
})
const Embed = leaf('embed', 'block', { url: kept('url', '') })
const Cta = leaf('cta', 'entry', { ref: kept('ref', '') })
const Faqs = leaf('faqs', 'entry', { heading: kept('heading', null), anchor: kept('anchor', null), refs: kept('refs', [], list) })
const ButtonRow = leaf('buttonRow', 'entry', { refs: kept('refs', [], list) })

// Marks, in the order in which they nest: the outermost first.
const Link = Mark.create({
  name: 'link',
  inclusive: false,
  addAttributes: () => ({
    href: { default: null, parseHTML: (element) => element.getAttribute('data-entry') ? null : element.getAttribute('href') },
    entry: kept('entry', null),
    title: { default: null },
    nofollow: kept('nofollow', false, (text) => text === 'true'),
    sponsored: kept('sponsored', false, (text) => text === 'true'),
  }),
  parseHTML: () => [{ tag: 'a[href], a[data-entry]' }],
  // No address that a script could be in: the server refuses it, and until then it leads nowhere.
  renderHTML: ({ HTMLAttributes: { href, ...rest } }) => ['a', { ...rest, ...(safe(href) && { href }) }, 0],
})
export const safe = (href) => typeof href === 'string' && (/^(https?:|mailto:|tel:)/i.test(href) || !/^[a-z][a-z0-9+.-]*:/i.test(href))

const Language = Mark.create({
  name: 'language',
  addAttributes: () => ({ lang: { default: null } }),
  parseHTML: () => [{ tag: 'span[lang]' }],
  renderHTML: ({ HTMLAttributes }) => ['span', HTMLAttributes, 0],
})

const simple = (name, tags, { key, rules = [] } = {}) => Mark.create({
  name,
  parseHTML: () => tags.map((tag) => ({ tag })),
  renderHTML: () => [tags[0], 0],
  addKeyboardShortcuts() {
    return key ? { [key]: () => this.editor.commands.toggleMark(name) } : {}
  },
  addInputRules() {
    return rules.map((find) => markInputRule({ find, type: this.type }))
  },
})
const marks = [
  Link,
  Language,
  simple('bold', ['strong', 'b'], { key: 'Mod-b', rules: [/(?:^|\s)(\*\*(?!\s)((?:[^*]+))\*\*(?!\s))$/, /(?:^|\s)(__(?!\s)((?:[^_]+))__(?!\s))$/] }),
  simple('italic', ['em', 'i'], { key: 'Mod-i', rules: [/(?:^|\s)(\*(?![\s*])((?:[^*]+))\*(?![\s*]))$/, /(?:^|\s)(_(?![\s_])((?:[^_]+))_(?![\s_]))$/] }),
  simple('underline', ['u'], { key: 'Mod-u' }),
  simple('strike', ['s', 'del', 'strike'], { key: 'Mod-Shift-x', rules: [/(?:^|\s)(~~(?!\s)((?:[^~]+))~~(?!\s))$/] }),
  simple('subscript', ['sub'], { key: 'Mod-,' }),
  simple('superscript', ['sup'], { key: 'Mod-.' }),
  simple('code', ['code'], { key: 'Mod-e', rules: [/(^|[^`])(`([^`]+)`(?!`))$/] }),
]

const Undo = Extension.create({
  name: 'undo',
  addProseMirrorPlugins: () => [history(), dropCursor({ class: 'drop-cursor', color: false }), gapCursor()],
  addKeyboardShortcuts() {
    const run = (command) => () => command(this.editor.state, this.editor.view.dispatch)
    return { 'Mod-z': run(undo), 'Mod-Shift-z': run(redo), 'Mod-y': run(redo) }
  },
})

export function extensions() {
  return [
    Doc, Text, Paragraph, Heading, Bullets, Numbers, Item, Quote, Callout, Code, Rule, Break, Table, Row,
    cell('tableHeader', 'th', 'header_cell'), cell('tableCell', 'td', 'cell'),
    Image, Embed, Cta, Faqs, ButtonRow,
    ...marks, ListKeymap, Undo, blockIds,
  ]
}
