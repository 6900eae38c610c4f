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
  await page.waitForURL('**/admin/help')
  await page.getByRole('heading', { name: 'Keyboard' }).waitFor()
})
