// Tabs that died: what was written in each is offered, and taking one of them takes nothing of the others away.
import assert from 'node:assert/strict'
import { crash, kept } from '../harness/tabs.js'
import { walk } from '../harness/walk.js'

const WRITER = { modes: ['mouse'] }

/** No save is taken until it is called off. */
async function busy(page) {
  const refuse = (route) => route.fulfill({ status: 429, contentType: 'application/json', body: '{}' })
  await page.context().route(/\/drafts?$/, refuse)
  return () => page.context().unroute(/\/drafts?$/, refuse)
}

/** A tab of its own in which a text is written, and which dies. */
async function writeAndDie(page, path, text) {
  const tab = await page.context().newPage()
  await tab.goto(path)
  await tab.waitForFunction(() => document.querySelector('.rich-text.mounted'))
  await tab.getByRole('textbox', { name: 'Body' }).click()
  await tab.keyboard.press('Control+End')
  await tab.keyboard.type(text)
  await kept(tab, text)
  await crash(tab)
}

const offers = (page) => page.locator('.restore')
const restore = (page, index) => offers(page).nth(index).getByRole('button', { name: 'Restore', exact: true }).click()

walk('two tabs that died are both there, whichever is taken first', WRITER, async ({ page, hands, api }) => {
  const store = await api()
  const entry = await store.create('articles', 'written', { title: 'Written', body: { markdown: 'Stored.' } })
  const path = `/admin/articles/${entry.id}`
  const free = await busy(page)
  await writeAndDie(page, path, ' By the first.')
  await writeAndDie(page, path, ' By the second.')

  await page.goto(path)
  await offers(page).nth(1).waitFor()
  // Looked at beside what is saved, the newest, which stands above; the form is as it was.
  await offers(page).first().getByRole('button', { name: 'Compare' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('ins').getByText('By the second.').waitFor()
  assert.equal((await hands.read('Body')).trim(), 'Stored.')
  await dialog.getByRole('button', { name: 'Restore' }).click()
  await dialog.waitFor({ state: 'detached' })
  assert.equal((await hands.read('Body')).trim(), 'Stored. By the second.')
  await page.getByText('By the second.').click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(' And more.')
  await offers(page).last().getByRole('button', { name: 'Restore', exact: true }).click()
  assert.equal((await hands.read('Body')).trim(), 'Stored. By the first.')
  // What stood there is offered in turn, and survives the page.
  await offers(page).getByText('(6 words)').waitFor()
  await kept(page, 'And more.')
  await page.reload()
  await offers(page).nth(1).waitFor()
  await restore(page, 1)
  const one = (await hands.read('Body')).trim()
  await restore(page, 0)
  const other = (await hands.read('Body')).trim()
  assert.deepEqual([one, other].sort(), ['Stored. By the first.', 'Stored. By the second. And more.'])

  await free()
  await hands.press('Save')
  await page.locator('.top .status').getByText(/^Saved \d/).waitFor()
  assert.match(JSON.stringify((await store.show('articles', entry)).content), new RegExp(other.replaceAll('.', '\\.')))
})

walk('two new entries that tabs left behind become two entries', WRITER, async ({ page, hands, api }) => {
  const store = await api()
  const free = await busy(page)
  for (const text of ['The first of them.', 'The second of them.']) await writeAndDie(page, '/admin/articles/new', text)
  await free()
  await page.goto('/admin/articles/new')
  await offers(page).nth(1).waitFor()
  await restore(page, 0)
  await page.waitForURL(/articles\/[0-9a-f-]{36}$/)
  await page.locator('.top .status').getByText(/^Saved \d/).waitFor()
  // It is another entry's text: it is offered where that begins.
  await restore(page, 0)
  await page.waitForURL('**/articles/new')
  await restore(page, 0)
  await page.waitForURL(/articles\/[0-9a-f-]{36}$/)
  await page.locator('.top .status').getByText(/^Saved \d/).waitFor()
  const all = await Promise.all((await store.list('articles')).map((entry) => store.show('articles', entry)))
  const bodies = all.map(({ content }) => content.body.markdown.trim()).sort()
  assert.deepEqual(bodies, ['The first of them.', 'The second of them.'])
})
