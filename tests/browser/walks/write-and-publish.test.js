// From an empty form to what readers get, with the questions that the page asks for.
import assert from 'node:assert/strict'
import { walk } from '../harness/walk.js'
import { ARTICLE, QUESTIONS, slugOf } from '../texts.js'

async function writeThePage({ page, hands, api }) {
  await page.goto('/admin')
  await hands.task('the whole clinic article', { actions: 30 }, async () => {
    await hands.go('FAQs')
    for (const { question, answer } of QUESTIONS) {
      await hands.press('New FAQ')
      await hands.type('Question', question)
      await hands.type('Answer', answer)
      await hands.press('Save')
      await hands.press(page.locator('.crumbs').getByRole('link'))
    }
    await hands.go('Articles')
    await hands.press('New article')
    await hands.type('Title', ARTICLE.title)
    await hands.type('Standfirst', ARTICLE.standfirst)
    await hands.type('Body', ARTICLE.body)
    await hands.press('Publish…')
    // In the same place, until it is done.
    const publish = page.locator('.top .actions').getByRole('button', { name: /^Publish/ })
    while (page.url().endsWith('/publication')) await hands.press(publish)
  })

  const readers = await api()
  const slug = slugOf(ARTICLE.title)
  const live = await readers.awaits('articles', slug, (document) => document?.title === ARTICLE.title, 'the article is live')
  const text = JSON.stringify(live)
  for (const { question } of QUESTIONS) assert.ok(text.includes(question), `${question} is on the page`)
  assert.ok(text.includes('Schedule a consultation'), 'with its calls to action')
  await page.locator('.status').getByText('Published').waitFor()
  return { readers, slug }
}

walk('the acceptance page is written and published together with its questions', { demo: true, databases: ['sqlite', 'postgres'] }, async (at) => {
  const { page, hands } = at
  const { readers, slug } = await writeThePage(at)
  // One press takes it back.
  await hands.task('undo a publication', { actions: 1, typed: 0 }, () => hands.press('Undo'))
  await readers.awaits('articles', slug, (document) => document === 404 || document === 410, 'readers no longer get it')
  await page.getByRole('heading', { level: 1, name: ARTICLE.title }).waitFor()
})

walk('it is written and published without JavaScript', { demo: true, modes: ['mouse', 'phone'], browser: { javaScriptEnabled: false } }, writeThePage)

walk('a typing error on a live page is put right', { demo: true }, async ({ page, hands, api }) => {
  const readers = await api()
  await readers.live('articles', 'sore-wrists', { title: 'Sore wrsits', body: { markdown: 'A text.' } })
  await page.goto('/admin')
  await hands.task('fix a typo on a live article', { actions: 5, typed: 2 }, async () => {
    await hands.go('Articles')
    await hands.press(page.getByRole('link', { name: 'Sore wrsits' }))
    await hands.type('Title', 'Sore wrists')
    await hands.press('Update')
  })
  await page.locator('.status').getByText('Published').waitFor()
  await readers.awaits('articles', 'sore-wrists', (document) => document.title === 'Sore wrists', 'the word is right')
})

walk('what cannot go live is said at its field, and what was typed is kept', {}, async ({ page, hands }) => {
  await page.goto('/admin/articles/new')
  await hands.type('Title', 'Nothing in it yet')
  await hands.press('Publish…')
  assert.match(await page.title(), /^Error: /)
  assert.equal(await hands.field('Title').inputValue(), 'Nothing in it yet')
  const summary = page.locator('.error-summary')
  assert.ok(await summary.evaluate((element) => element === document.activeElement), 'the summary has the focus')
})
