// The form's fields as pairs, and back into the form.
import { replaced, texts } from '../editor/mount.js'
import { read, write } from '../editor/tree.js'
import { takeText } from './merge.js'

const OWN = /^_/
const EMPTY = JSON.stringify([''])

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

// The pairs of an entry's form as a page of the server shows it.
export function drawn(page) {
  const form = page.getElementById('entry')
  const trees = new Map([...form.querySelectorAll('[data-tree]')].map((host) => [host.dataset.rich, host.dataset.tree]))
  return [...new FormData(form)].filter(([name]) => !OWN.test(name))
    .map(([name, value]) => (texts.has(name) && trees.has(name) ? [`${name}.doc`, own(name, trees.get(name))] : [name, value]))
}

// The same tree as the editor writes it: the order of its members is the editor's.
function own(name, text) {
  const { schema } = texts.get(name).editor
  return write(read(schema, JSON.parse(text)))
}

// Takes over what others changed: field by field and block by block, and only where nobody wrote since it was sent. Answers
// whether that was all of it.
export function take(form, pairs, sent) {
  const all = (list, name) => JSON.stringify(list.filter(([one]) => one === name).map(([, value]) => value))
  const now = collect(form)
  let whole = true
  for (const name of new Set([...pairs, ...sent].map(([one]) => one))) {
    const [was, here, there] = [sent, now, pairs].map((list) => all(list, name))
    // Nobody else touched it, or both wrote the same; an empty slug was made of the title.
    if (there === was || there === here || (name === 'slug' && here === EMPTY)) continue
    const text = name.endsWith('.doc') && texts.get(name.slice(0, -4))
    if (text) whole = takeText(text.editor, JSON.parse(was)[0], JSON.parse(there)[0]) && whole
    else if (here === was) fill(form, pairs.filter(([one]) => one === name), [name])
    else whole = false
  }
  return whole
}
