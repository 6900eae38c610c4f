// Small helpers for parts that scripts draw.
import { words } from '../status.js'

const said = JSON.parse(words.editor ?? '{}')

// The catalogue's words under `editor-…`; `n` stands where the message has its number or name.
export function say(key, n) {
  const text = said[key] ?? key
  return n === undefined ? text : text.replaceAll('#', String(n))
}

// An element with attributes, properties (`on…`, `value`, `checked`, `hidden`, …) and children.
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on') && typeof value === 'function') element.addEventListener(name.slice(2), value)
    else if (typeof value === 'boolean' || name === 'value' || name === 'className') element[name] = value
    else if (value !== null && value !== undefined) element.setAttribute(name, value)
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined))
  return element
}

// A plain button. Its mouse press leaves the focus where it is.
export function button(label, press, attributes = {}) {
  return el('button', { type: 'button', onclick: press, ...attributes }, label)
}

export function plural(singular, many, n) {
  return n === 1 ? say(singular) : say(many, n)
}
