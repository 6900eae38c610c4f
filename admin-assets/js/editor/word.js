// Word and Google Docs say with styles what other pages say with tags. This says it with tags.

// What was copied, with its styles kept as data: the page's policy (CSP) lets no browser apply or read them, and each would
// be told of as a breach of it.
export const inert = (html) => html.replace(/<style[\s\S]*?<\/style>/gi, '').replace(/(<[a-z][^>]*?\s)style(\s*=)/gi, '$1data-style$2')

export const parse = (html) => new DOMParser().parseFromString(inert(html), 'text/html')

// The body of such a page, with tags for its styles.
export function clean(page) {
  wordLists(page)
  // Google wraps all in a bold that is none.
  for (const wrapper of page.querySelectorAll('b[id^="docs-internal"], b[data-style]')) {
    if (wrapper.matches('[id^="docs-internal"]') || styles(wrapper).get('font-weight') === 'normal') wrapper.replaceWith(...wrapper.childNodes)
  }
  for (const span of page.querySelectorAll('span[data-style]')) {
    const said = styles(span)
    const weight = said.get('font-weight') ?? ''
    const verticalAlign = said.get('vertical-align')
    const tags = []
    if (weight === 'bold' || Number(weight) >= 600) tags.push('strong')
    if (said.get('font-style') === 'italic') tags.push('em')
    const line = said.get('text-decoration-line') ?? said.get('text-decoration') ?? ''
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

// An element's own styles as they are written.
function styles(element) {
  return new Map(element.getAttribute('data-style').split(';').map((one) => {
    const [name, ...value] = one.split(':')
    return [name.trim().toLowerCase(), value.join(':').trim().toLowerCase()]
  }))
}

// Word writes a list's items as paragraphs, each with `mso-list: l0 level2 lfo1` and its sign before the text.
function wordLists(page) {
  const items = [...page.querySelectorAll('p[data-style*="mso-list"], h1[data-style*="mso-list"], h2[data-style*="mso-list"]')]
    .filter((item) => /mso-list:\s*l\d+\s+level\d+/i.test(item.getAttribute('data-style')))
  let open = []
  let before = null
  for (const item of items) {
    const level = Number(/level(\d+)/i.exec(item.getAttribute('data-style'))[1])
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
  const ignored = item.querySelector('[data-style*="mso-list"]')
  if (ignored && /mso-list:\s*ignore/i.test(ignored.getAttribute('data-style'))) {
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
