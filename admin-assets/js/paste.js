// Turns what is pasted from pages and word processors to Markdown, on the server. With Shift, as code, or where the
// server cannot be asked, the plain text is taken.
import { say, words } from './status.js'
import { type } from './typing.js'

for (const bar of document.querySelectorAll('[data-tools-of]')) {
  const area = document.getElementById(bar.dataset.toolsOf)
  let plain = false
  area?.addEventListener('keydown', (event) => { plain = event.shiftKey })
  area?.addEventListener('paste', (event) => {
    const html = event.clipboardData?.getData('text/html')
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (plain || !html || !words.pasteAt || !isRich(html)) return
    event.preventDefault()
    convert(area, html, text)
  })
}

// Editors of code put a colour on every word and mean none of it.
function isRich(html) {
  const page = new DOMParser().parseFromString(html, 'text/html')
  return page.querySelector('a[href], h1, h2, h3, h4, li, table, strong, em, b, i, blockquote, p') !== null
}

async function convert(area, html, text) {
  const { selectionStart, selectionEnd } = area
  let taken = text
  let lost = []
  try {
    const answer = await fetch(words.pasteAt, { method: 'POST', body: html, headers: { 'content-type': 'text/html' } })
    if (answer.ok) ({ markdown: taken, notKept: lost } = await answer.json())
  } catch {
    // Without the server the plain text is better than nothing.
  }
  area.setSelectionRange(selectionStart, selectionEnd)
  type(area, taken.trimEnd())
  if (lost.length) say(words.notKept.replace('#', lost.join(', ')), 'warn')
}
