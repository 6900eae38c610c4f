// One question on two pages: changed once, changed in both.
import { walk } from '../harness/walk.js'
import { sharing } from '../texts.js'

walk('a shared question is changed once and both pages show it', { databases: ['sqlite', 'postgres'] }, async ({ page, hands, api }) => {
  const readers = await api()
  await readers.live('faqs', 'is-ice-good', { question: 'Is ice good?', answer: { markdown: 'For a day.' } })
  await readers.live('articles', 'ankles', sharing('Ankles', 'is-ice-good'))
  await readers.live('articles', 'knees', sharing('Knees', 'is-ice-good'))
  for (const slug of ['ankles', 'knees']) {
    await readers.awaits('articles', slug, (document) => JSON.stringify(document).includes('For a day.'), slug)
  }

  await page.goto('/admin/faqs')
  await hands.press(page.getByRole('link', { name: 'Is ice good?' }))
  await page.getByText(/2 (entries|articles)/).first().waitFor()
  await hands.task('change a shared question everywhere', { actions: 1, typed: 1 }, async () => {
    await hands.type('Answer', 'For two days, ten minutes at a time.')
    await hands.press('Update')
  })
  await page.locator('.status').getByText('Published').waitFor()
  for (const slug of ['ankles', 'knees']) {
    await readers.awaits('articles', slug, (document) => JSON.stringify(document).includes('For two days'), slug)
  }

  await hands.task('undo a publication', { actions: 1, typed: 0 }, () => hands.press('Undo'))
  for (const slug of ['ankles', 'knees']) {
    await readers.awaits('articles', slug, (document) => JSON.stringify(document).includes('For a day.'), slug)
  }
})
