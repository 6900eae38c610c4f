// What is pasted from word processors, pages and Markdown: the server turns it into blocks, as it does for imports, and
// says what it could not keep. What was copied here stays as it is; with Shift, or where the server cannot be asked, it is
// plain text.
import { Extension } from '@tiptap/core'
import { Slice } from '@tiptap/pm/model'
import { Plugin, PluginKey, Selection } from '@tiptap/pm/state'
import { say as status, words } from '../status.js'
import { freshId } from './ids.js'
import { clean, inert, parse } from './word.js'
import { read } from './tree.js'

const key = new PluginKey('paste')

export const paste = Extension.create({
  name: 'smartPaste',
  addProseMirrorPlugins: () => [new Plugin({
    key,
    // Where the server's answer goes, whatever is typed meanwhile.
    state: {
      init: () => new Map(),
      apply(tr, places) {
        const told = tr.getMeta(key)
        if (!tr.docChanged && !told) return places
        // What is typed there meanwhile stands behind it.
        const next = new Map([...places].map(([id, pos]) => [id, tr.mapping.map(pos, -1)]))
        if (told?.at !== undefined) next.set(told.id, told.at)
        else if (told) next.delete(told.id)
        return next
      },
    },
    props: {
      transformPastedHTML: inert,
      handlePaste(view, event) {
        const html = event.clipboardData?.getData('text/html') ?? ''
        const text = event.clipboardData?.getData('text/plain') ?? ''
        const plain = view.input?.shiftKey ?? false
        if (plain || html.includes('data-pm-slice') || view.state.selection.$from.parent.type.spec.code) return false
        const page = parse(html)
        if (isRich(page)) take(view, clean(page), 'text/html', text)
        else if (isMarkdown(text)) take(view, demote(text), 'text/markdown', text)
        else return false
        return true
      },
    },
  })],
})

// Editors of code put a colour on every word and mean none of it.
function isRich(page) {
  return page.querySelector('a[href], h1, h2, h3, h4, h5, h6, li, table, strong, em, b, i, blockquote, p, img, hr') !== null
}

// More than words: headings, lists, quotes, links, tables, fences, directives.
function isMarkdown(text) {
  if (!text.includes('\n')) return /\[[^\]]+\]\([^)]+\)|\*\*[^*]+\*\*|^#{1,4} |^::\w+\{/.test(text)
  return /^(#{1,6} |[-*+] |\d+[.)] |> |```|\||:::?\w+\{)/m.test(text) || /\[[^\]]+\]\([^)]+\)|\*\*[^*]+\*\*/.test(text) || /\n\s*\n/.test(text)
}

// The page's title is the heading above all; what is deeper than the fourth is a fourth.
function demote(text) {
  const first = /^# /m.test(text)
  return text.replace(/^(#{1,6}) /gm, (_, hashes) => `${'#'.repeat(Math.min(4, Math.max(2, hashes.length + (first && hashes.length < 4 ? 1 : 0))))} `)
}

async function take(view, body, type, text) {
  const id = freshId()
  const { from, to } = view.state.selection
  view.dispatch(view.state.tr.delete(from, to).setMeta(key, { id, at: from }))
  let lost = []
  let slice = null
  try {
    const answer = await fetch(words.pasteAt, { method: 'POST', body, headers: { 'content-type': type, accept: 'application/json' } })
    if (answer.ok) {
      const { doc, notKept } = await answer.json()
      lost = notKept
      slice = blocks(view.state.schema, doc)
    }
  } catch {
    // Without the server the plain text is better than nothing.
  }
  const pos = key.getState(view.state).get(id)
  const tr = view.state.tr.setMeta(key, { id, done: true })
  const { head } = view.state.selection
  if (slice) tr.setSelection(near(tr, pos)).replaceSelection(slice)
  else tr.insertText(text, pos)
  // Whoever wrote on meanwhile writes on.
  if (head !== pos) tr.setSelection(Selection.near(tr.doc.resolve(tr.mapping.map(head)), 1))
  view.dispatch(tr.scrollIntoView().setMeta('paste', true))
  if (lost.length) status(words.notKept.replace('#', lost.join(', ')), 'warn')
}

function near(tr, pos) {
  const $pos = tr.doc.resolve(pos)
  return $pos.parent.isTextblock ? new (tr.selection.constructor)($pos, $pos) : tr.selection
}

// A line within a line; blocks between blocks. Their ids are their own.
function blocks(schema, json) {
  strip(json)
  const { content } = read(schema, json)
  const line = content.childCount === 1 && content.firstChild.type.name === 'paragraph'
  return new Slice(content, line ? 1 : 0, line ? 1 : 0)
}

function strip(json) {
  if (json.attrs && 'id' in json.attrs) json.attrs.id = ''
  json.content?.forEach(strip)
}
