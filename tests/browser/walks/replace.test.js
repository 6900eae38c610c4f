// Taken out of readers' sight although it is in use: something else takes its place, and no place stays empty.
import assert from 'node:assert/strict'
import { walk } from '../harness/walk.js'

const button = (label) => ({ name: label, kind: 'button', style: 'primary', label, target: { type: 'url', url: '/visit' } })

walk('what goes offline is replaced wherever it was used', { databases: ['sqlite', 'postgres'] }, async ({ page, hands, api }) => {
  const readers = await api()
  const old = await readers.live('ctas', 'ring-us', button('Ring us'))
  await readers.live('ctas', 'write-to-us', button('Write to us'))
  for (const slug of ['one', 'two']) {
    await readers.live('articles', slug, { title: `Page ${slug}`, body: { markdown: 'A text.\n\n::cta{ref="ring-us"}' } })
  }
  await page.goto(`/admin/ctas/${old.id}`)
  await hands.press('Unpublish')
  // Nothing has happened yet: the list of uses first.
  const asked = await page.locator('main').textContent()
  assert.ok(asked.includes('Page one') && asked.includes('Page two'), asked)
  assert.equal((await readers.read('articles', 'one')).title, 'Page one')

  await hands.type('Replace with', 'write-to-us')
  await hands.press('Show what changes')
  await hands.press('Replace and unpublish')
  for (const slug of ['one', 'two']) {
    const text = JSON.stringify(await readers.awaits('articles', slug, (document) => JSON.stringify(document).includes('Write to us'), slug))
    assert.ok(!text.includes('Ring us'), text)
  }
  assert.ok([404, 410].includes(await readers.read('ctas', 'ring-us')))
})
