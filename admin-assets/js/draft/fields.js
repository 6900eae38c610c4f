// The form's fields as pairs, and back into the form.
import { tick } from '../boxes.js'
import { even } from '../editor/even.js'
import { replaced, texts } from '../editor/mount.js'
import { read, write } from '../editor/tree.js'
import { takeText } from './merge.js'

const OWN = /^_/
const EMPTY = JSON.stringify([''])

export function collect(form) {
  for (const text of texts.values()) text.value()
  return [...new FormData(form)].filter(([name]) => !OWN.test(name))
}

// Puts values into the form: into the fields of these names, or into all of them. `title(name, value)`: what a choice is
// called that the form did not have.
export function fill(form, pairs, only = null, title = (_, value) => value) {
  const names = new Set(only ?? pairs.map(([name]) => name))
  for (const name of names) {
    const values = pairs.filter(([one]) => one === name).map(([, value]) => value)
    const text = name.endsWith('.doc') && texts.get(name.slice(0, -4))
    if (text) {
      if (text.value() !== values[0]) put(text.editor, JSON.parse(values[0]))
      continue
    }
    const boxes = form.querySelector(`ul.boxes[data-name="${CSS.escape(name)}"]`)
    if (boxes) refer(form, boxes, values.filter((value) => value !== ''), (value) => title(name, value))
    else [...form.elements].filter((control) => control.name === name).forEach((control, at) => set(control, values, at, title))
  }
  // What was ticked off stands in no pair.
  for (const control of only ? [] : form.elements) {
    if (control.type === 'checkbox' && control.name && !names.has(control.name)) control.checked = false
  }
}

function set(control, values, at, title) {
  if (control.type === 'checkbox' || control.type === 'radio') {
    control.checked = values.includes(control.value)
    return
  }
  const value = values[at] ?? ''
  if (control.value === value) return
  if (control.matches('select') && ![...control.options].some((option) => option.value === value)) {
    control.append(new Option(title(control.name, value), value))
  }
  control.value = value
  const chosen = control.closest('.field')?.querySelector('.chosen')
  if (chosen) chosen.textContent = value && title(control.name, value)
  control.dispatchEvent(new Event('change', { bubbles: true }))
}

// Several entries, in their order: those that there is no box for get one, and nothing stays in the places to type in.
function refer(form, boxes, values, title) {
  const ticked = () => [...boxes.querySelectorAll('input:checked')].map(({ value }) => value)
  for (const box of boxes.querySelectorAll('input')) box.checked = values.includes(box.value)
  for (const value of values) tick(boxes, value, title(value))
  if (JSON.stringify(ticked()) !== JSON.stringify(values)) {
    boxes.prepend(...values.map((value) => [...boxes.querySelectorAll('input')].find((box) => box.value === value).closest('li')))
  }
  for (const place of form.elements) {
    if (place.name === boxes.dataset.name && place.type === 'text') place.value = ''
  }
}

function put(editor, json) {
  const doc = read(editor.schema, json)
  editor.view.dispatch(replaced(editor.state, doc))
}

// The pairs of an entry's form as a page of the server shows it. Throws where nobody can write in it, or this tab knows too
// little of what is in it.
export function drawn(page) {
  const form = page.getElementById('entry')
  if (!form || form.querySelector('fieldset.read-only')) throw new Error('nobody can write in it')
  const trees = new Map([...form.querySelectorAll('[data-tree]')].map((host) => [host.dataset.rich, host.dataset.tree]))
  return [...new FormData(form)].filter(([name]) => !OWN.test(name))
    .map(([name, value]) => (texts.has(name) && trees.has(name) ? [`${name}.doc`, own(name, trees.get(name))] : [name, value]))
}

// What choices are called on such a page.
export function titles(page) {
  return (name, value) => {
    const choice = [...page.querySelectorAll(`#entry [name="${CSS.escape(name)}"]`)]
      .flatMap((control) => (control.matches('select') ? [...control.options] : [control])).find((one) => one.value === value)
    const words = choice?.closest('label')?.querySelector('span') ?? choice?.closest('.field')?.querySelector('.chosen') ?? choice
    return words?.textContent.trim() || value
  }
}

// The same tree as the editor writes it: the order of its members is the editor's, and its tables are even.
function own(name, text) {
  const { schema } = texts.get(name).editor
  return write(even(read(schema, JSON.parse(text))))
}

// Takes over what others changed: field by field and block by block, and only where nobody wrote since it was sent. Answers
// whether all of it stands here now. `slug`: what the server made of an empty one.
export function take(form, pairs, { sent, slug, title }) {
  const all = (list, name, as = (value) => value) => JSON.stringify(list.filter(([one]) => one === name).map(([, value]) => as(value)))
  // The server keeps no space at the ends of a field, where somebody may be about to write on.
  const trimmed = (value) => value.trim()
  const now = collect(form)
  let whole = true
  for (const name of new Set([...pairs, ...sent].map(([one]) => one))) {
    const [was, here, there] = [sent, now, pairs].map((list) => all(list, name))
    const same = (list) => all(list, name, trimmed) === all(pairs, name, trimmed)
    // Nobody else touched it, or both wrote the same.
    if (same(sent) || same(now) || (name === 'slug' && here === EMPTY && there === JSON.stringify([slug]))) continue
    const text = name.endsWith('.doc') && texts.get(name.slice(0, -4))
    if (text) {
      whole = takeText(text.editor, JSON.parse(was)[0], JSON.parse(there)[0]) && whole
    } else if (here === was) {
      fill(form, pairs, [name], title)
      whole = all(collect(form), name) === there && whole
    } else {
      whole = false
    }
  }
  return whole
}
