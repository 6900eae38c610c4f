// From the tree's JSON to the editor's document and back. A tree that the schema does not know is refused by the name of
// what is strange in it; there and back is the identity.

// What a tree holds that the editor has no place for.
export class Unknown extends Error {}

// The editor's document of a tree's JSON.
export function read(schema, json) {
  known(schema, json)
  // The editor needs a place to type in. Its empty id says that nobody wrote it.
  const content = json.content?.length ? json.content : [{ type: 'paragraph' }]
  const doc = schema.nodeFromJSON({ type: 'doc', content })
  try {
    doc.check()
  } catch (error) {
    throw new Unknown(error.message)
  }
  return doc
}

// The tree's JSON, as text, of an editor's document. A node never changes, so what was written of a block holds as long
// as the block stands: a key in a long text costs its own block.
const written = new WeakMap()

export function write(doc) {
  const { firstChild } = doc
  const nothing = doc.childCount === 1 && firstChild.type.name === 'paragraph' && firstChild.attrs.id === '' && firstChild.content.size === 0
  return `{"type":"doc","content":[${nothing ? '' : doc.content.content.map(text).join(',')}]}`
}

function text(block) {
  let known = written.get(block)
  if (known === undefined) written.set(block, known = JSON.stringify(json(block)))
  return known
}

// Breaks show no marks, and the tree keeps none of theirs.
function json(node) {
  const out = { type: node.type.name }
  if (Object.keys(node.type.spec.attrs ?? {}).length) out.attrs = node.attrs
  if (node.isText) out.text = node.text
  else if (node.content.size) out.content = node.content.content.map(json)
  if (node.marks.length && node.type.name !== 'hardBreak') out.marks = node.marks.map((mark) => mark.toJSON())
  return out
}

const KEYS = new Set(['type', 'attrs', 'content', 'marks', 'text'])

function known(schema, json) {
  const type = schema.nodes[json?.type]
  if (!type) throw new Unknown(String(json?.type))
  for (const key of Object.keys(json)) if (!KEYS.has(key)) throw new Unknown(`${json.type}.${key}`)
  attributes(type, json)
  for (const mark of json.marks ?? []) {
    const markType = schema.marks[mark?.type]
    if (!markType) throw new Unknown(String(mark?.type))
    attributes(markType, mark)
  }
  for (const child of json.content ?? []) known(schema, child)
}

function attributes(type, json) {
  for (const name of Object.keys(json.attrs ?? {})) {
    if (!(name in (type.spec.attrs ?? {}))) throw new Unknown(`${json.type}.${name}`)
  }
}
