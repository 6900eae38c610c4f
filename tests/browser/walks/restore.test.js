// Tabs that died: what was written in each is offered, and taking one of them takes nothing of the others away.
import assert from 'node:assert/strict'
import { mounted } from '../harness/editor.js'
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
async function writeAndDie(page, path, text, more = () => {}) {
  const tab = await page.context().newPage()
  await tab.goto(path)
  await mounted(tab)
  await more(tab)
  await tab.getByRole('textbox', { name: 'Body' }).click()
  await tab.keyboard.press('Control+End')
  await tab.keyboard.type(text)
  await kept(tab, text)
  await crash(tab)
}

const offers = (page) => page.locator('.restore')
/** Waits until the body reads so. */
const stands = (page, text) => page.waitForFunction((text) => document.querySelector('.canvas')?.textContent.trim() === text, text)
const restore = (page, index) => offers(page).nth(index).getByRole('button', { name: 'Restore', exact: true }).click()

walk('two tabs that died are both there, whichever is taken first', WRITER, async ({ page, hands, api }) => {
  const store = await api()
  const entry = await store.create('articles', 'written', { title: 'Written', body: { markdown: 'Stored.' } })
  const path = `/admin/articles/${entry.id}`
  const free = await busy(page)
  await writeAndDie(page, path, ' By the first.')
  await writeAndDie(page, path, ' By the second.')

  const third = await page.context().newPage()
  await third.goto(path)
  await offers(third).nth(1).waitFor()
  // Looked at beside what is saved, the newest, which stands above; the form is as it was.
  await offers(third).first().getByRole('button', { name: 'Compare' }).click()
  const dialog = third.getByRole('dialog')
  await dialog.locator('ins').getByText('By the second.').waitFor()
  await stands(third, 'Stored.')
  await dialog.getByRole('button', { name: 'Restore' }).click()
  await stands(third, 'Stored. By the second.')
  await third.getByText('By the second.').click()
  await third.keyboard.press('Control+End')
  await third.keyboard.type(' And more.')
  await restore(third, 0)
  await stands(third, 'Stored. By the first.')
  // What stood there is offered in turn, and outlives the tab.
  await offers(third).getByText('(6 words)').waitFor()
  await kept(third, 'And more.')
  await crash(third)

  await page.goto(path)
  await offers(page).nth(1).waitFor()
  await restore(page, 1)
  await stands(page, 'Stored. By the second. And more.')
  await offers(page).getByText('(4 words)').waitFor()
  await free()
  await hands.press('Save')
  await page.locator('.top .status').getByText(/^Saved \d/).waitFor()
  assert.equal((await store.show('articles', entry)).content.body.markdown.trim(), 'Stored. By the second. And more.')
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

walk('what a tab had chosen comes back with its text', WRITER, async ({ page, hands, api }) => {
  const store = await api()
  for (let n = 1; n <= 14; n += 1) await store.create('tags', `tag-${n}`, { name: `Tag ${n}` })
  const tags = [{ slug: 'tag-1' }, { slug: 'tag-2' }]
  const entry = await store.create('articles', 'written', { title: 'Written', tags, body: { markdown: 'Stored.' } })
  const path = `/admin/articles/${entry.id}`
  const free = await busy(page)
  await writeAndDie(page, path, ' And more.', async (tab) => {
    await tab.locator('input[type=checkbox][value="tag-1"]').uncheck()
    await tab.locator('.places input[name="tags"]').first().fill('tag-5')
  })
  await free()
  await page.goto(path)
  await offers(page).first().waitFor()
  await restore(page, 0)
  await stands(page, 'Stored. And more.')
  await hands.press('Save')
  const { content } = await store.stored('articles', entry, (shown) => shown.content.body.markdown.includes('And more.'))
  assert.deepEqual(content.tags.map(({ slug }) => slug), ['tag-2', 'tag-5'])
})
