// The form's fields as pairs, and back into the form.
import { replaced, texts } from '../editor/mount.js'
import { read, write } from '../editor/tree.js'

const OWN = /^_/

export function collect(form) {
  for (const text of texts.values()) text.value()
  return [...new FormData(form)].filter(([name]) => !OWN.test(name))
}

// Puts values into the form: into the fields of these names, or into all of them.
export function fill(form, pairs, only = null) {
  const names = new Set(only ?? pairs.map(([name]) => name))
  for (const name of names) {
    const values = pairs.filter(([one]) => one === name).map(([, value]) => value)
    const text = name.endsWith('.doc') && texts.get(name.slice(0, -4))
    if (text) {
      if (text.value() !== values[0]) put(text.editor, JSON.parse(values[0]))
      continue
    }
    const controls = [...form.elements].filter((control) => control.name === name)
    controls.forEach((control, index) => {
      if (control.type === 'checkbox' || control.type === 'radio') control.checked = values.includes(control.value)
      else if (control.value !== values[index]) {
        control.value = values[index] ?? ''
        control.dispatchEvent(new Event('change', { bubbles: true }))
      }
    })
  }
  // What was ticked off stands in no pair.
  for (const control of only ? [] : form.elements) {
    if (control.type === 'checkbox' && control.name && !names.has(control.name)) control.checked = false
  }
}

function put(editor, json) {
  const doc = read(editor.schema, json)
  editor.view.dispatch(replaced(editor.state, doc))
}

// The pairs of an entry's form as the server draws it now, with the revision that it shows.
export async function fresh(form) {
  const answer = await fetch(form.getAttribute('action'), { headers: { accept: 'text/html' } })
  if (!answer.ok || answer.redirected) return null
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const drawn = page.getElementById('entry')
  const base = drawn?.elements.namedItem('_base')
  if (!base) return null
  const trees = new Map([...drawn.querySelectorAll('[data-tree]')].map((host) => [host.dataset.rich, host.dataset.tree]))
  const pairs = [...new FormData(drawn)].filter(([name]) => !OWN.test(name))
    .map(([name, value]) => (texts.has(name) && trees.has(name) ? [`${name}.doc`, own(name, trees.get(name))] : [name, value]))
  return { base: Number(base.value), pairs, page }
}

// The same tree as the editor writes it: the order of its members is the editor's.
function own(name, text) {
  const { schema } = texts.get(name).editor
  return write(read(schema, JSON.parse(text)))
}

// Takes over what others changed: field by field and block by block, and only where nobody wrote since it was sent.
export function take(form, pairs, sent) {
  const all = (list, name) => JSON.stringify(list.filter(([one]) => one === name).map(([, value]) => value))
  const now = collect(form)
  for (const name of new Set([...pairs, ...sent].map(([one]) => one))) {
    const text = name.endsWith('.doc') && texts.get(name.slice(0, -4))
    if (text) {
      const before = sent.find(([one]) => one === name)?.[1]
      const { schema } = text.editor
      if (before) blocks(text.editor, read(schema, JSON.parse(before)), read(schema, JSON.parse(pairs.find(([one]) => one === name)[1])))
    } else if (name !== 'slug' && all(pairs, name) !== all(sent, name) && all(now, name) === all(sent, name)) {
      fill(form, pairs.filter(([one]) => one === name), [name])
    }
  }
}

function blocks(editor, sent, merged) {
  const was = byId(sent)
  const becomes = byId(merged)
  const tr = editor.state.tr.setMeta('addToHistory', false)
  // From the end, so that places before stay what they are.
  const here = []
  tr.doc.forEach((node, pos) => here.push({ node, pos }))
  for (const { node, pos } of here.reverse()) {
    const { id } = node.attrs
    const old = was.get(id)
    if (!old || !node.eq(old)) continue
    const now = becomes.get(id)
    if (!now) tr.delete(pos, pos + node.nodeSize)
    else if (!now.eq(node)) tr.replaceWith(pos, pos + node.nodeSize, now)
  }
  // What is new stands behind the block that it follows.
  let behind = null
  merged.forEach((node) => {
    const { id } = node.attrs
    if (!was.has(id) && !find(tr.doc, id)) {
      const before = behind === null ? null : find(tr.doc, behind)
      tr.insert(before ? before.pos + before.node.nodeSize : 0, node)
    }
    behind = id
  })
  if (tr.docChanged) editor.view.dispatch(tr)
}

function byId(doc) {
  const found = new Map()
  doc.forEach((node) => found.set(node.attrs.id, node))
  return found
}

function find(doc, id) {
  let found = null
  doc.forEach((node, pos) => { if (node.attrs.id === id) found = { node, pos } })
  return found
}
