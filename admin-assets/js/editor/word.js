// Word and Google Docs say with styles what other pages say with tags. This says it with tags.

export function clean(html) {
  const page = new DOMParser().parseFromString(html, 'text/html')
  wordLists(page)
  // Google wraps all in a bold that is none.
  for (const wrapper of page.querySelectorAll('b[id^="docs-internal"], b[style*="font-weight:normal"], b[style*="font-weight: normal"]')) {
    wrapper.replaceWith(...wrapper.childNodes)
  }
  for (const span of page.querySelectorAll('span[style]')) {
    const { fontWeight, fontStyle, textDecoration, textDecorationLine, verticalAlign } = span.style
    const tags = []
    if (fontWeight === 'bold' || Number(fontWeight) >= 600) tags.push('strong')
    if (fontStyle === 'italic') tags.push('em')
    const line = textDecorationLine || textDecoration
    if (line.includes('underline') && !span.closest('a')) tags.push('u')
    if (line.includes('line-through')) tags.push('s')
    if (verticalAlign === 'sub' || verticalAlign === 'super') tags.push(verticalAlign === 'sub' ? 'sub' : 'sup')
    // The bold of a heading is the heading's.
    const inHeading = span.closest('h1, h2, h3, h4, h5, h6') !== null
    const inner = tags.filter((tag) => !(inHeading && tag === 'strong')).reduce((inside, tag) => {
      const element = page.createElement(tag)
      element.append(...inside)
      return [element]
    }, [...span.childNodes])
    span.replaceWith(...inner)
  }
  return page.body.innerHTML
}

// Word writes a list's items as paragraphs, each with `mso-list: l0 level2 lfo1` and its sign before the text.
function wordLists(page) {
  const items = [...page.querySelectorAll('p[style*="mso-list"], h1[style*="mso-list"], h2[style*="mso-list"]')]
    .filter((item) => /mso-list:\s*l\d+\s+level\d+/i.test(item.getAttribute('style')))
  let open = []
  let before = null
  for (const item of items) {
    const level = Number(/level(\d+)/i.exec(item.getAttribute('style'))[1])
    const sign = marker(item)
    const tag = /^\s*(\(?[0-9]+[.)]|\(?[a-z]{1,4}[.)])/i.test(sign) ? 'ol' : 'ul'
    if (before === null || previous(item) !== before) open = []
    before = item
    while (open.length > level) open.pop()
    while (open.length < level) {
      const list = page.createElement(tag)
      const start = Number.parseInt(sign, 10)
      if (tag === 'ol' && start > 1 && open.length === level - 1) list.setAttribute('start', String(start))
      const parent = open.at(-1)
      if (!parent) item.before(list)
      else {
        if (!parent.lastElementChild) parent.append(page.createElement('li'))
        parent.lastElementChild.append(list)
      }
      open.push(list)
    }
    const li = page.createElement('li')
    const p = page.createElement('p')
    p.append(...item.childNodes)
    li.append(p)
    open.at(-1).append(li)
    // Stands where the item stood, so that the next one knows its neighbour.
    const mark = page.createComment('item')
    item.replaceWith(mark)
    before = mark
  }
}

// What stands before an element, whitespace and the list that was just begun aside.
function previous(item) {
  let one = item.previousSibling
  while (one && ((one.nodeType === 3 && one.textContent.trim() === '') || /^(UL|OL)$/.test(one.nodeName))) one = one.previousSibling
  return one
}

// The item's sign, taken out of it.
function marker(item) {
  const ignored = item.querySelector('[style*="mso-list"]')
  if (ignored && /mso-list:\s*ignore/i.test(ignored.getAttribute('style'))) {
    const text = ignored.textContent
    ignored.remove()
    return text
  }
  const first = item.firstChild
  const match = first?.nodeType === 3 ? /^\s*([·•o§-]|\d+[.)]|[a-z][.)])[\s\u00a0]+/i.exec(first.textContent) : null
  if (!match) return ''
  first.textContent = first.textContent.slice(match[0].length)
  return match[1]
}
