// A Portable Text renderer of other people renders every sample article with our blocks as components, and meets
// nothing that it does not know.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { escapeHTML, toHTML } from '@portabletext/to-html'
import { articles, json, site } from './harness.js'

let server
before(async () => { server = await site() })
after(() => server?.stop())

const unknown = []
const inner = (blocks) => toHTML(blocks, options)
const cta = (value) => `<a class="cta" href="${escapeHTML(value.target?.url ?? '#')}">${escapeHTML(value.label ?? '')}</a>`

const options = {
  onMissingComponent: (message) => unknown.push(message),
  components: {
    types: {
      callout: ({ value }) => `<aside class="${value.kind}">${inner(value.content)}</aside>`,
      table: ({ value }) => `<table>${value.rows.map((row) => `<tr>${row.cells.map((cell) => `<td colspan="${cell.colspan}">${inner(cell.content)}</td>`).join('')}</tr>`).join('')}</table>`,
      code: ({ value }) => `<pre><code>${escapeHTML(value.code)}</code></pre>`,
      embed: ({ value }) => `<a href="${escapeHTML(value.url)}">${escapeHTML(value.url)}</a>`,
      divider: () => '<hr>',
      cta: ({ value }) => cta(value.cta),
      buttonRow: ({ value }) => value.items.map(cta).join(' '),
      faqs: ({ value }) => `<section><h2 id="${value.anchor}">${escapeHTML(value.heading ?? '')}</h2>${value.items.map((faq) =>
        `<div id="${faq.anchor}"><h3>${escapeHTML(faq.question)}</h3>${inner(faq.answer?.blocks ?? [])}</div>`).join('')}</section>`,
    },
    marks: {
      lang: ({ children, value }) => `<span lang="${escapeHTML(value.lang)}">${children}</span>`,
      link: ({ children, value }) => `<a href="${escapeHTML(value.href)}">${children}</a>`,
      sub: ({ children }) => `<sub>${children}</sub>`,
      sup: ({ children }) => `<sup>${children}</sup>`,
    },
  },
}

const plain = (html) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').trim()

test('every sample article is rendered, and nothing in it is unknown', async () => {
  const all = await articles(server)
  assert.ok(all.length >= 6)
  for (const article of all) {
    const html = inner(article.body.blocks)
    assert.deepEqual(unknown, [], article.slug)
    // As much as our own HTML says, give or take the words of buttons.
    const [theirs, ours] = [plain(html), plain(article.body.html)]
    assert.ok(theirs.length > ours.length * 0.8, `${article.slug}: ${theirs.length} of ${ours.length}`)
    for (const { text } of article.toc) assert.ok(theirs.includes(plain(escapeHTML(text))), `${article.slug}: ${text}`)
  }
})

test('answers and biographies are rendered too', async () => {
  for (const [kinds, field] of [['faqs', 'answer'], ['authors', 'bio']]) {
    const { data } = await json(`${server.url}/api/v1/${kinds}?limit=100`)
    for (const entry of data) assert.ok(inner(entry[field].blocks).length > 0, entry.slug)
  }
  assert.deepEqual(unknown, [])
})

test('a block of a type that nobody named would be noticed', () => {
  inner([{ _type: 'carousel', _key: 'x' }])
  assert.equal(unknown.length, 1)
  unknown.length = 0
})
