// What the checks beside a text find, and put right.
import assert from 'node:assert/strict'
import { walk } from '../harness/walk.js'

walk('a link that leads nowhere is taken out at one press, and its words stay', {}, async ({ page, hands, api }) => {
  const store = await api()
  await store.create('tags', 'knees', { name: 'Knees' })
  await store.create('faqs', 'is-it-cold', { question: 'Is it cold?', answer: { markdown: 'Rarely.' } })
  const markdown = 'First.\n\nSee [**all** about knees](galley:tag/knees) and [the beach](https://beach.example/).\n\n::faqs{refs="is-it-cold"}'
  const entry = await store.create('articles', 'hips', { title: 'Hips', body: { markdown } })
  await page.goto(`/admin/articles/${entry.id}`)
  // A question that nobody can see yet is no link.
  const question = page.locator('.check', { hasText: 'Is it cold?' })
  await question.waitFor()
  assert.equal(await question.getByRole('button').filter({ visible: true }).count(), 0)
  const check = page.locator('.check', { hasText: 'Knees' })
  await hands.task('remove a link', { actions: 1, typed: 0 }, () => hands.press(check.getByRole('button', { name: 'Remove the link' })))
  await check.waitFor({ state: 'detached' })
  const { content } = await store.stored('articles', entry, (shown) => !JSON.stringify(shown.content.body).includes('galley:tag/knees'))
  assert.match(JSON.stringify(content.body), /See \*\*all\*\* about knees and \[the beach\]\(https:\/\/beach\.example\/\)/)
})
