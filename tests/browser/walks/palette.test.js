// The palette: everything in the panel by its letters, from every page; and the list of keys.
import assert from 'node:assert/strict'
import { walk } from '../harness/walk.js'

const field = (page) => page.getByRole('combobox', { name: 'Search or go to…' })
const options = (page) => page.locator('#palette-found').getByRole('option')

/** Opens the palette as this visitor does. */
async function open({ page, hands, mode }) {
  if (mode === 'keyboard') return hands.key('ControlOrMeta+k')
  if (mode === 'phone') await hands.press('More')
  await page.getByRole('button', { name: /^Search or go to…/ }).filter({ visible: true }).click()
  hands.actions += 1
}

walk('an entry of any kind is two presses and its letters away', { demo: true }, async (at) => {
  const { page, hands, mode } = at
  await page.goto('/admin/settings')
  await hands.task('go to an entry', { actions: mode === 'phone' ? 3 : 2, typed: 1 }, async () => {
    await open(at)
    await options(page).first().waitFor()
    // Enter at once means what was typed, though the answer is on its way.
    await hands.write('running assess')
    await hands.key('Enter')
    await page.waitForURL(/\/admin\/ctas\/[0-9a-f-]{36}$/)
  })
  await page.getByRole('heading', { level: 1, name: /^Running assessment/ }).waitFor({ state: 'attached' })
})

walk('people, settings and actions are found by whoever may see them', { modes: ['mouse', 'keyboard'] }, async (at) => {
  const { page, hands, server, visit } = at
  const { name } = await server.person('editor')
  await page.goto('/admin')
  await open(at)
  await options(page).first().waitFor()
  assert.ok((await page.getByRole('group', { name: 'Actions' }).textContent()).includes('New article'))
  await hands.write(name)
  await page.getByRole('group', { name: 'People' }).getByRole('option', { name }).waitFor()
  await hands.key('Enter')
  await page.waitForURL(/\/admin\/people\/[0-9a-f-]{36}$/)
  await open(at)
  await hands.write('audit')
  await options(page).filter({ hasText: 'Settings: Audit log' }).waitFor()
  await hands.key('Escape')
  assert.equal(await field(page).count(), 0)

  const editor = await visit(await server.person('viewer'))
  await editor.page.goto('/admin')
  await open({ ...at, ...editor })
  await editor.hands.write(name)
  await editor.page.getByText('Nothing found').waitFor()
  assert.equal(await options(editor.page).count(), 0)
})

walk('the palette says what is wrong, and gives the focus back', { demo: true, modes: ['keyboard'] }, async ({ page, hands }) => {
  await page.goto('/admin/articles')
  await hands.key('/')
  await hands.key('ControlOrMeta+k')
  await options(page).first().waitFor()
  const active = () => field(page).getAttribute('aria-activedescendant')
  assert.equal(await active(), 'palette-0')
  await page.keyboard.press('ArrowUp')
  assert.equal(await active(), `palette-${await options(page).count() - 1}`)
  await page.keyboard.press('ArrowDown')
  assert.equal(await active(), 'palette-0')
  // In a new tab, and the page stays.
  await hands.write('lower back pain')
  await options(page).filter({ hasText: 'Lower back pain' }).first().waitFor()
  const [tab] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('ControlOrMeta+Enter')])
  await tab.waitForURL(/\/admin\/articles\/[0-9a-f-]{36}$/)
  await tab.close()
  assert.ok(page.url().endsWith('/admin/articles'))
  await hands.key('ControlOrMeta+k')
  await field(page).waitFor({ state: 'hidden' })
  assert.equal(await page.evaluate(() => document.activeElement.type), 'search')
  await hands.key('ControlOrMeta+k')
  await options(page).first().waitFor()
  await page.route('**/admin/find?*', (route) => route.fulfill({ status: 429, body: '' }))
  await hands.write('x')
  await page.getByText('Galley cannot be reached.').waitFor()
  assert.equal(await options(page).count(), 0)
  await page.unroute('**/admin/find?*')
  await page.context().clearCookies()
  await hands.write('y')
  await page.getByText('You are signed out.').waitFor()
})

walk('in a text, the palette leaves what is selected to the link', { demo: true, modes: ['keyboard'] }, async ({ page, hands, api }) => {
  const store = await api()
  const entry = await store.create('articles', 'hips', { title: 'Hips', body: { markdown: 'First words.' } })
  await page.goto(`/admin/articles/${entry.id}`)
  await page.locator('.rich-text.mounted').waitFor()
  await hands.into('Body')
  await hands.key('ControlOrMeta+k')
  await field(page).waitFor()
  await hands.key('Escape')
  await hands.write(' More.')
  assert.match(await hands.read('Body'), /First words\. More\./)
  await page.keyboard.press('ControlOrMeta+Shift+ArrowLeft')
  await hands.key('ControlOrMeta+k')
  await page.getByRole('dialog', { name: 'Link' }).waitFor()
  assert.equal(await field(page).count(), 0)
})

walk('single keys that are switched off leave the palette its key', { modes: ['keyboard'] }, async ({ page, hands }) => {
  await page.goto('/admin/profile')
  const box = page.getByLabel('Single keys do something')
  await box.uncheck()
  await hands.press(page.locator('form').filter({ has: box }).getByRole('button', { name: 'Save' }))
  await page.goto('/admin/articles')
  for (const key of ['c', '/', '?']) await hands.key(key)
  assert.ok(page.url().endsWith('/admin/articles'))
  assert.equal(await page.getByRole('dialog').count(), 0)
  assert.equal(await page.evaluate(() => document.activeElement.type), undefined)
  await hands.key('ControlOrMeta+k')
  await field(page).waitFor()
})

walk('without a script the button leads to the same page', { demo: true, modes: ['mouse'], browser: { javaScriptEnabled: false } }, async ({ page, hands }) => {
  await page.goto('/admin')
  await hands.press(page.getByRole('button', { name: 'Search or go to…' }).first())
  await page.waitForURL('**/admin/find?')
  await page.getByRole('searchbox').fill('knee')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/admin/find?q=knee')
  assert.ok(await page.locator('.found-group a').count() > 0)
})
