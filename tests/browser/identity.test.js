// Tree → editor → tree is the identity, in a real editor; and what the editor does not know it refuses by name.
// GALLEY_TEST_TREES says how many arbitrary trees are tried, GALLEY_TEST_SEED where they begin.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Api } from './harness/api.js'
import { closeChrome, signIn, visitor } from './harness/browser.js'
import { ROOT, Server } from './harness/server.js'
import { tree } from './trees.js'

const TREES = Number(process.env.GALLEY_TEST_TREES ?? 20)
const FIRST = Number(process.env.GALLEY_TEST_SEED ?? 1)
/** What is typed into each, so that the tree is the editor's own writing. */
const SIGN = 'xyzzy'

let server
let api
let context
let page
let faults
let bare

before(async () => {
  server = await Server.start()
  await server.demo()
  api = await Api.of(server)
  ;({ context, page, faults } = await visitor(server))
  await signIn(context, server)
  bare = await api.create('articles', 'bare', { title: 'Bare', body: { markdown: 'A text.' } })
  // What is typed is nobody's to keep.
  await context.route(/\/draft$/, (route) => route.fulfill({ status: 503, contentType: 'application/json', body: '{}' }))
})

after(async () => {
  await context?.close()
  await server?.stop()
  await closeChrome()
})

/** Opens the form with this tree in the place of its own. */
async function open(json) {
  const path = `/admin/articles/${bare.id}`
  const html = await (await context.request.get(`${server.url}${path}`)).text()
  const attribute = JSON.stringify(json).replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
  const drawn = html.replace(/data-tree="[^"]*"/, () => `data-tree="${attribute}"`)
  assert.notEqual(drawn, html)
  await page.route(`**${path}`, (route) => route.fulfill({ contentType: 'text/html', body: drawn }), { times: 1 })
  await page.goto(path)
}

const end = (text) => ({ type: 'paragraph', attrs: { id: 'end' }, ...(text && { content: [{ type: 'text', text }] }) })

/** The tree as the editor has it after something was written below it. */
async function through({ type, content = [] }) {
  await open({ type, content: [...content, end()] })
  await page.getByRole('textbox', { name: 'Body' }).locator(':scope > p').last().click()
  await page.keyboard.type(SIGN)
  const field = await page.waitForFunction((sign) => {
    const { value } = document.querySelector('input[name="body.doc"]')
    return value.includes(`"${sign}"`) && value
  }, SIGN)
  const { content: now } = JSON.parse(await field.jsonValue())
  assert.deepEqual(now.pop(), end(SIGN))
  return { type, ...(now.length && { content: now }) }
}

test('every block and mark of the fixture comes back as it was', async () => {
  const fixture = JSON.parse(await readFile(join(ROOT, 'tests/fixtures/doc.json'), 'utf8'))
  assert.deepEqual(await through(fixture), fixture)
})

test('a table whose rows are not of one length is evened out, and no cell of it is lost', async () => {
  const cell = (type, text, spans = {}) => ({
    type,
    attrs: { colspan: 1, rowspan: 1, ...spans },
    content: [{ type: 'paragraph', attrs: { id: text }, ...(text && { content: [{ type: 'text', text }] }) }],
  })
  const row = (...content) => ({ type: 'tableRow', content })
  const ragged = {
    type: 'table',
    attrs: { id: 'ragged' },
    content: [
      row(cell('tableHeader', 'one'), cell('tableHeader', 'two')),
      row(cell('tableCell', 'three')),
      row(cell('tableCell', 'four', { rowspan: 3 }), cell('tableCell', 'five'), cell('tableCell', 'six')),
    ],
  }
  const [table] = (await through({ type: 'doc', content: [ragged] })).content
  const texts = ({ content: [{ content }] }) => content?.[0].text
  assert.deepEqual(table.content.map(({ content }) => content.map(texts)), [
    ['one', 'two', undefined],
    ['three', undefined, undefined],
    ['four', 'five', 'six'],
  ])
  assert.equal(table.content[2].content[0].attrs.rowspan, 1)
})

test('every text of the sample content comes back as it was', async () => {
  for (const article of (await api.list('articles')).filter(({ slug }) => slug !== 'bare')) {
    await page.goto(`/admin/articles/${article.id}`)
    const stored = JSON.parse(await page.locator('div[data-rich=body]').getAttribute('data-tree'))
    assert.deepEqual(await through(stored), stored, article.slug)
  }
})

for (let seed = FIRST; seed < FIRST + TREES; seed += 1) {
  test(`tree ${seed} comes back as it was`, async () => {
    const one = tree(seed)
    assert.deepEqual(await through(one), one)
  })
}

const STRANGE = {
  'a node': [{ type: 'marquee' }, 'marquee'],
  'a mark': [{ ...end(), content: [{ type: 'text', text: 'x', marks: [{ type: 'blink' }] }] }, 'blink'],
  'an attribute': [{ type: 'paragraph', attrs: { id: 'a', align: 'left' } }, 'paragraph.align'],
}
for (const [what, [block, name]] of Object.entries(STRANGE)) {
  test(`${what} that is not known is refused by name, and the text stays as it is`, async () => {
    await open({ type: 'doc', content: [block] })
    await page.locator('.top .status').getByText(name).waitFor()
    assert.equal(await page.locator('textarea[name=body]').isVisible(), true)
    assert.equal(await page.locator('.rich-text.mounted').count(), 0)
  })
}

test('no script failed meanwhile', () => {
  assert.deepEqual(faults.filter((fault) => fault.startsWith('error in a script')), [])
})
