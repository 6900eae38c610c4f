// Documents as the server settles them, from a seed: every block and mark, nested where they may be.
import { chance, pick } from './harness/chance.js'

const WORDS = ['word', 'zwei', '三', 'é', '*', '<b>', '&amp;', 'two  spaces', '\u00a0', 'right', '::cta{']
const MARKS = ['bold', 'italic', 'underline', 'strike', 'subscript', 'superscript', 'code']

export function tree(seed) {
  const random = chance(seed)
  const below = (n) => Math.floor(random() * n)
  const some = (least, most, make) => Array.from({ length: least + below(most - least + 1) }, (_, n) => make(n))
  const uuid = () => `01990000-0000-7000-8000-${String(below(1e9)).padStart(12, '0')}`
  const maybe = (value) => (random() < 0.5 ? value : null)
  const words = () => some(1, 4, () => pick(random, WORDS)).join(' ')
  let ids = 0
  const id = () => `b${(ids += 1)}`
  const node = (type, attrs, content) => ({ type, ...(attrs && { attrs }), ...(content?.length && { content }) })

  const link = () => ({ href: '/a?b=c', entry: null, title: maybe(words()), nofollow: random() < 0.5, sponsored: false })
  const to = () => ({ href: null, entry: uuid(), title: null, nofollow: false, sponsored: random() < 0.5 })
  const marks = () => [
    ...(random() < 0.2 ? [{ type: 'link', attrs: random() < 0.5 ? link() : to() }] : []),
    ...(random() < 0.1 ? [{ type: 'language', attrs: { lang: 'de' } }] : []),
    ...MARKS.filter(() => random() < 0.15).map((type) => ({ type })),
  ]
  // Neighbours with the same marks are one text.
  const line = () => some(0, 4, () => {
    const all = marks()
    return [{ type: 'text', text: words(), ...(all.length && { marks: all }) }, { type: 'hardBreak' }]
  }).flat()

  const paragraph = () => node('paragraph', { id: id() }, line())
  const leaves = [
    paragraph,
    () => node('heading', { id: id(), level: 2 + below(3), anchor: `a-${ids}` }, line()),
    () => node('codeBlock', { id: id(), language: maybe('rust') }, [{ type: 'text', text: `${words()}\n  ${words()}` }]),
    () => node('horizontalRule', { id: id() }),
    () => node('embed', { id: id(), url: 'https://example.org/v' }),
    () => node('image', { id: id(), media: uuid(), alt: maybe(words()), decorative: false, caption: maybe(words()), width: maybe(640) }),
  ]
  const leaf = () => pick(random, leaves)()
  const entries = [
    () => node('cta', { id: id(), ref: uuid() }),
    () => node('faqs', { id: id(), heading: 'Questions', anchor: `a-${ids}`, refs: some(0, 3, uuid) }),
    () => node('buttonRow', { id: id(), refs: some(0, 3, uuid) }),
  ]
  const items = (depth) => some(1, 3, () => node('listItem', undefined, some(1, 2, () => flow(depth + 1))))
  const table = () => {
    const width = 1 + below(3)
    const row = (type) => node('tableRow', undefined, Array.from({ length: width }, () => node(type, { colspan: 1, rowspan: 1 }, some(1, 2, leaf))))
    return node('table', { id: id() }, [row('tableHeader'), ...some(1, 2, () => row('tableCell'))])
  }
  const holders = [
    (depth) => node('bulletList', { id: id() }, items(depth)),
    (depth) => node('orderedList', { id: id(), start: pick(random, [1, 3]) }, items(depth)),
    (depth) => node('blockquote', { id: id() }, some(1, 2, () => flow(depth + 1))),
    (depth) => node('callout', { id: id(), kind: pick(random, ['info', 'tip', 'warning']) }, some(1, 2, () => flow(depth + 1))),
    (depth) => (depth === 0 ? table() : paragraph()),
  ]
  const flow = (depth = 0) => (depth < 3 && random() < 0.4 ? pick(random, holders)(depth) : leaf())
  return node('doc', undefined, some(4, 10, () => (random() < 0.2 ? pick(random, entries)() : flow())))
}
