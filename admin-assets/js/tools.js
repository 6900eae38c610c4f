// The toolbar above a Markdown text: one stop for Tab, arrow keys within, Alt+F10 reaches it, Escape leads back.
import { block, replace, type } from './typing.js'
import { open } from './insert-menu.js'

for (const bar of document.querySelectorAll('[data-tools-of]')) {
  const area = document.getElementById(bar.dataset.toolsOf)
  if (!area || area.matches(':disabled')) continue
  bar.hidden = false
  const buttons = [...bar.querySelectorAll('button')]
  const focus = (index) => {
    const next = buttons[(index + buttons.length) % buttons.length]
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1
    next.focus()
  }
  bar.addEventListener('keydown', (event) => {
    const index = buttons.indexOf(document.activeElement)
    const step = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: buttons.length - 1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      focus(step)
    } else if (event.key === 'Escape') {
      area.focus()
    }
  })
  bar.addEventListener('click', (event) => {
    const button = event.target.closest('button')
    if (!button) return
    for (const one of buttons) one.tabIndex = one === button ? 0 : -1
    if (button.dataset.insert) open(area, bar, button.dataset.insert)
    else tools[button.dataset.tool](area)
  })
  area.addEventListener('keydown', (event) => {
    if (event.altKey && event.key === 'F10') {
      event.preventDefault()
      focus(Math.max(0, buttons.findIndex((button) => button.tabIndex === 0)))
    }
    const tool = (event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey && keys[event.key]
    if (tool) {
      event.preventDefault()
      tools[tool](area)
    }
  })
}

const keys = { b: 'bold', i: 'italic', k: 'link' }

const tools = {
  heading: (area) => lines(area, (text) => (/^## /.test(text) ? text.replace(/^## /, '### ') : /^### /.test(text) ? text.replace(/^### /, '') : `## ${text}`)),
  bold: (area) => around(area, '**'),
  italic: (area) => around(area, '*'),
  link,
  list: (area) => lines(area, (text) => (text.startsWith('- ') ? text.slice(2) : `- ${text}`)),
  numbers: (area) => lines(area, (text, index) => (/^\d+\. /.test(text) ? text.replace(/^\d+\. /, '') : `${index + 1}. ${text}`)),
  quote: (area) => lines(area, (text) => (text.startsWith('> ') ? text.slice(2) : `> ${text}`)),
  table: (area) => block(area, '|  |  |\n| --- | --- |\n|  |  |'),
  divider: (area) => block(area, '---'),
}

function around(area, mark) {
  const { selectionStart: start, selectionEnd: end, value } = area
  const text = value.slice(start, end)
  if (value.slice(start - mark.length, start) === mark && value.slice(end, end + mark.length) === mark) {
    replace(area, start - mark.length, end + mark.length, text)
    area.setSelectionRange(start - mark.length, end - mark.length)
  } else {
    replace(area, start, end, mark + text + mark)
    area.setSelectionRange(start + mark.length, end + mark.length)
  }
}

function link(area) {
  const { selectionStart: start, selectionEnd: end, value } = area
  const text = value.slice(start, end)
  type(area, `[${text}]()`)
  // Where something is still to be typed: the words, or the address.
  const at = text ? start + text.length + 3 : start + 1
  area.setSelectionRange(at, at)
}

// Changes every line that the selection touches.
function lines(area, change) {
  const { selectionStart, selectionEnd, value } = area
  const start = value.lastIndexOf('\n', selectionStart - 1) + 1
  const next = value.indexOf('\n', selectionEnd)
  const end = next < 0 ? value.length : next
  const changed = value.slice(start, end).split('\n').map(change).join('\n')
  replace(area, start, end, changed)
  if (selectionStart !== selectionEnd) area.setSelectionRange(start, start + changed.length)
}
