// What a colleague saves comes into the form that somebody writes in, and nothing of it is put back by the next save.
import assert from 'node:assert/strict'
import { mounted, openArticle } from '../harness/editor.js'
import { walk } from '../harness/walk.js'

const refs = (...slugs) => slugs.map((slug) => ({ slug }))
const WRITER = { modes: ['mouse'] }
/** Waits for the answer that says so: what stood there before said that it was saved as well. */
const merged = (page) => page.locator('.top .status').getByText(/merged with what/).waitFor()

async function write(page, text) {
  await page.getByRole('textbox', { name: 'Body' }).getByRole('paragraph').first().click()
  await page.keyboard.press('End')
  await page.keyboard.type(text)
}

for (const many of [3, 14]) {
  walk(`what a colleague chose of ${many} stays chosen`, WRITER, async ({ page, api }) => {
    const store = await api()
    for (let n = 1; n <= many; n += 1) await store.create('tags', `tag-${n}`, { name: `Tag ${n}` })
    await store.create('categories', 'legs', { name: 'Legs' })
    const entry = await store.create('articles', 'hips', { title: 'Hips', tags: refs('tag-1', 'tag-2'), category: { slug: 'legs' }, body: { markdown: 'Written.' } })
    await openArticle(page, entry)
    // Neither the new tag nor the new category is among the choices of the page.
    await store.create('tags', 'brand-new', { name: 'Brand new' })
    await store.create('categories', 'arms', { name: 'Arms' })
    await store.change('articles', entry, { tags: refs('tag-3', 'brand-new', 'tag-1'), category: { slug: 'arms' }, standfirst: 'By a colleague.' })
    await write(page, ' On.')
    await store.stored('articles', entry, ({ content }) => content.body.markdown.includes('On.'))
    await merged(page)
    await write(page, ' And on.')
    const { content } = await store.stored('articles', entry, ({ content }) => content.body.markdown.includes('And on.'))
    assert.deepEqual(content.tags.map(({ slug }) => slug), ['tag-3', 'brand-new', 'tag-1'])
    assert.equal(content.category.slug, 'arms')
    assert.equal(content.standfirst, 'By a colleague.')
    await page.getByRole('checkbox', { name: 'Brand new' }).waitFor()
    assert.equal(await page.getByLabel('Standfirst').inputValue(), 'By a colleague.')
  })
}

walk('a space where somebody is about to write on stays there', WRITER, async ({ page, api }) => {
  const store = await api()
  const entry = await store.create('articles', 'hips', { title: 'Hips', body: { markdown: 'Written.' } })
  await openArticle(page, entry)
  await store.change('articles', entry, { body: { markdown: 'Written by a colleague.' } })
  const standfirst = page.getByLabel('Standfirst')
  await standfirst.pressSequentially('All about ')
  await store.stored('articles', entry, ({ content }) => content.standfirst === 'All about' && content.body.markdown.includes('colleague'))
  await page.getByRole('textbox', { name: 'Body' }).getByText('Written by a colleague.').waitFor()
  await standfirst.pressSequentially('hips')
  const { content } = await store.stored('articles', entry, ({ content }) => content.standfirst.includes('hips'))
  assert.equal(content.standfirst, 'All about hips')
})

walk('a slug that a colleague chose stays', WRITER, async ({ page, api }) => {
  const store = await api()
  await page.goto('/admin/articles/new')
  await mounted(page)
  await page.getByLabel('Title', { exact: true }).fill('Hips')
  await page.waitForURL(/articles\/[0-9a-f-]{36}$/)
  const entry = await store.find('articles', 'hips')
  await store.change('articles', entry, {}, 'all-about-hips')
  await write(page, 'Written.')
  await store.stored('articles', entry, ({ content }) => content.body.markdown.includes('Written.'))
  await merged(page)
  await write(page, ' And on.')
  const { slug } = await store.stored('articles', entry, ({ content }) => content.body.markdown.includes('And on.'))
  assert.equal(slug, 'all-about-hips')
})

walk('a merge whose answer is lost and whose entry goes to the trash takes nothing out of the form', WRITER, async ({ page, api }) => {
  const store = await api()
  const entry = await store.create('articles', 'hips', { title: 'Hips', body: { markdown: 'Written.' } })
  await openArticle(page, entry)
  await store.change('articles', entry, { standfirst: 'By a colleague.' })
  let lost = 0
  await page.route(/\/draft$/, async (route) => {
    if (lost === 0) {
      await route.fetch()
      await store.trash('articles', entry)
    }
    lost += 1
    return lost === 1 ? route.fulfill({ status: 429, contentType: 'application/json', body: '{}' }) : route.continue()
  })
  await write(page, ' On.')
  await merged(page)
  assert.equal(await page.getByLabel('Title', { exact: true }).inputValue(), 'Hips')
  assert.match(await page.getByRole('textbox', { name: 'Body' }).textContent(), /Written\. On\./)
  await write(page, ' And on.')
  await page.locator('.top .status').getByText(/trash/).waitFor()
})
