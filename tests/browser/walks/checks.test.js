// What the checks beside a text find, and put right.
import assert from 'node:assert/strict'
import { walk } from '../harness/walk.js'

walk('a link that leads nowhere is taken out at one press, and its words stay', {}, async ({ page, hands, api }) => {
  const store = await api()
  await store.create('tags', 'knees', { name: 'Knees' })
  const markdown = 'First.\n\nSee [**all** about knees](galley:tag/knees) and [the beach](https://beach.example/).'
  const entry = await store.create('articles', 'hips', { title: 'Hips', body: { markdown } })
  await page.goto(`/admin/articles/${entry.id}`)
  const check = page.locator('.check', { hasText: 'is not live' })
  await hands.task('remove a link', { actions: 1, typed: 0 }, () => hands.press(check.getByRole('button', { name: 'Remove the link' })))
  await check.waitFor({ state: 'detached' })
  const end = Date.now() + 10_000
  for (;;) {
    const body = JSON.stringify((await store.show('articles', entry)).content.body)
    if (!body.includes('galley:tag/knees')) {
      assert.match(body, /See \*\*all\*\* about knees and \[the beach\]\(https:\/\/beach\.example\/\)/)
      break
    }
    assert.ok(Date.now() < end, body)
  }
})
