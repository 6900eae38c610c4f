// Types into a text as a hand would, so that it can be undone; the standard way cannot be.
export function type(area, text) {
  area.focus()
  if (!document.execCommand('insertText', false, text)) {
    area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end')
    area.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
}

// Replaces a part of a text.
export function replace(area, start, end, text) {
  area.setSelectionRange(start, end)
  if (text === '') {
    area.focus()
    if (!document.execCommand('delete')) type(area, text)
  } else {
    type(area, text)
  }
}

// Puts a block on lines of its own at the cursor.
export function block(area, text) {
  const before = area.value.slice(0, area.selectionStart)
  const after = area.value.slice(area.selectionEnd)
  const gap = before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n'
  type(area, gap + text + (after.startsWith('\n\n') ? '' : '\n\n'))
}

// Puts in what shows an entry: one list of questions takes the next question, where the cursor stands behind it.
export function insert(area, code) {
  area.focus()
  const before = area.value.slice(0, area.selectionStart)
  const slug = /^::faqs\{.*refs="([^"]*)"\}$/.exec(code)?.[1]
  const list = slug && /::faqs\{[^}\n]*refs="[^"\n]*("\})\s*$/.exec(before)
  if (!list) return block(area, code)
  const end = before.lastIndexOf(list[1])
  replace(area, end, end, `, ${slug}`)
  const behind = end + slug.length + 2 + list[1].length
  area.setSelectionRange(behind, behind)
}
