// What others changed of a text comes into the one that is being written: block by block and in the order that the server
// gives two people's texts (`document::merge`). A block that was written in since it was sent stays as it is here.
import { Selection } from '@tiptap/pm/state'
import { even } from '../editor/even.js'
import { read } from '../editor/tree.js'

// `sent` and `merged` are trees as text. Answers whether all of what others changed stands here now.
export function takeText(editor, sent, merged) {
  const { schema, doc } = editor.state
  const was = read(schema, JSON.parse(sent))
  const there = even(read(schema, JSON.parse(merged)))
  const { kept, clash } = put(byId(was), byId(doc), byId(there))
  const [weMoved, theyMoved] = [doc, there].map((now) => moved(was, now))
  const order = weMoved ? sequence(doc, there, kept) : sequence(there, doc, kept)
  const tr = editor.state.tr.setMeta('addToHistory', false)
  arrange(tr, order.map((id) => kept.get(id)))
  if (tr.docChanged) editor.view.dispatch(tr)
  return !clash && !(weMoved && theyMoved)
}

// Of each block the one that somebody changed; of two changes the one made here.
function put(was, here, there) {
  const kept = new Map()
  let clash = false
  for (const id of new Set([...was.keys(), ...here.keys(), ...there.keys()])) {
    const [before, mine, theirs] = [was, here, there].map((blocks) => blocks.get(id))
    if (!same(before, mine) && !same(before, theirs) && !same(mine, theirs)) clash = true
    const block = same(before, mine) ? theirs : mine
    if (block) kept.set(id, block)
  }
  return { kept, clash }
}

const same = (one, other) => one === other || Boolean(one && other && one.eq(other))

const ids = (doc) => doc.content.content.map(({ attrs }) => attrs.id)

const byId = (doc) => new Map(doc.content.content.map((block) => [block.attrs.id, block]))

function moved(was, now) {
  const [before, after] = [new Set(ids(was)), new Set(ids(now))]
  const order = ids(now).filter((id) => before.has(id))
  return ids(was).filter((id) => after.has(id)).some((id, index) => id !== order[index])
}

// Whoever moved blocks leads; what the other added stands behind the block that it followed.
function sequence(leads, adds, kept) {
  const order = ids(leads).filter((id) => kept.has(id))
  let behind = null
  for (const id of ids(adds).filter((one) => kept.has(one))) {
    if (!order.includes(id)) order.splice(behind === null ? 0 : order.indexOf(behind) + 1, 0, id)
    behind = id
  }
  return order
}

// Makes these the blocks of the document in few steps; the cursor stays in its block.
function arrange(tr, blocks) {
  const { $head } = tr.selection
  const cursor = $head.depth ? { id: $head.node(1).attrs.id, within: $head.pos - $head.before(1) } : null
  const stays = new Set(blocks.map(({ attrs }) => attrs.id))
  let at = 0
  blocks.forEach((block, index) => {
    // A document is never without a block: the last one goes when another stands before it.
    while (index < tr.doc.childCount && tr.doc.childCount > 1 && !stays.has(tr.doc.child(index).attrs.id)) tr.delete(at, at + tr.doc.child(index).nodeSize)
    const here = tr.doc.maybeChild(index)
    if (here?.attrs.id === block.attrs.id) {
      if (!here.eq(block)) tr.replaceWith(at, at + here.nodeSize, block)
    } else {
      const old = find(tr.doc, block.attrs.id)
      if (old) tr.delete(old.at, old.at + old.node.nodeSize)
      tr.insert(at, block)
    }
    at += block.nodeSize
  })
  if (at < tr.doc.content.size) tr.delete(at, tr.doc.content.size)
  if (!cursor || !tr.mapping.mapResult($head.pos).deleted) return
  const block = find(tr.doc, cursor.id)
  if (block) tr.setSelection(Selection.near(tr.doc.resolve(block.at + Math.min(cursor.within, block.node.nodeSize - 1))))
}

function find(doc, id) {
  let found = null
  doc.forEach((node, at) => { if (node.attrs.id === id) found = { node, at } })
  return found
}
