// Single keys, and that they rest where letters are typed.
import assert from 'node:assert/strict'
import { walk } from '../harness/walk.js'

walk('single keys begin, search and help, and rest while somebody types', { demo: true, modes: ['keyboard'] }, async ({ page, hands }) => {
  await page.goto('/admin/articles')
  await hands.key('/')
  assert.equal(await page.evaluate(() => document.activeElement.type), 'search')
  // In a field they are letters.
  await page.keyboard.type('c?/')
  assert.equal(await page.evaluate(() => document.activeElement.value), 'c?/')
  await page.goto('/admin/articles')
  await hands.key('c')
  await page.waitForURL('**/admin/articles/new')
  await page.goto('/admin/faqs')
  await hands.key('?')
  const list = page.getByRole('dialog', { name: 'Keyboard' })
  await list.getByRole('rowheader', { name: 'Ctrl or ⌘ + K' }).first().waitFor()
  assert.ok(page.url().endsWith('/admin/faqs'))
  await hands.key('Escape')
  await list.waitFor({ state: 'hidden' })
  // What cannot be shown here, the help page shows.
  await page.reload()
  await page.route('**/admin/help', (route) => (route.request().isNavigationRequest() ? route.continue() : route.fulfill({ status: 429, body: '' })))
  await hands.key('?')
  await page.waitForURL('**/admin/help#keyboard')
})
