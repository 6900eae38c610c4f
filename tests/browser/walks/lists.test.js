// Finding one among a thousand, and doing one thing to many.
import assert from 'node:assert/strict'
import { walk } from '../harness/walk.js'

walk('one of a thousand is found', {}, async ({ page, hands, api }) => {
  const store = await api()
  await store.batch(Array.from({ length: 1000 }, (_, n) => ({
    kind: 'article',
    slug: `page-${n}`,
    content: { title: `Page number ${n}`, body: { markdown: 'A text.' } },
    publish: n % 2 === 0,
  })))
  await page.goto('/admin')
  await hands.task('find one of 1,000', { actions: 2, typed: 1 }, async () => {
    await hands.go('Articles')
    await hands.type(page.locator('main input[type=search]'), '737')
    await hands.press(page.getByRole('link', { name: 'Page number 737' }))
  })
  await page.getByRole('heading', { level: 1, name: 'Page number 737' }).waitFor({ state: 'attached' })
})

walk('several are published in one go, and what stands against one is said', {}, async ({ page, hands, api }) => {
  const readers = await api()
  const slugs = ['first', 'second']
  for (const slug of slugs) await readers.create('articles', slug, { title: `The ${slug}`, body: { markdown: 'A text.' } })
  await readers.create('articles', 'unfinished', { title: 'Unfinished' })
  await page.goto('/admin/articles')
  for (const name of ['The first', 'The second', 'Unfinished']) {
    await hands.tick(page.locator('tr, li').filter({ hasText: name }).locator('input[type=checkbox]').first())
  }
  await hands.press(page.locator('main').getByRole('button', { name: 'Publish', exact: true }))
  await page.getByText('2 of 3 will be published').waitFor()
  await hands.press('Publish 2')
  await page.getByText(/^2 of \d published/).waitFor()
  for (const slug of slugs) await readers.awaits('articles', slug, (document) => document?.title === `The ${slug}`, slug)
  assert.equal(await readers.read('articles', 'unfinished'), 404)
})
