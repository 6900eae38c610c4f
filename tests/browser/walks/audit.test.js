// What was done is written down: content, people and tokens, each in words, and no secret among them.
import assert from 'node:assert/strict'
import { walk } from '../harness/walk.js'

walk('all that was done stands in the audit log', {}, async ({ page, hands, api }) => {
  const store = await api()
  const entry = await store.live('articles', 'shins', { title: 'Shins', body: { markdown: 'A text.' } })
  await page.goto(`/admin/articles/${entry.id}`)
  await hands.press('Undo')
  await hands.press('Move to trash')
  await hands.go('Trash')
  await hands.press(page.locator('main tbody').getByRole('button').first())
  await hands.press('Recover')

  await page.goto('/admin/people/new')
  await hands.type('E-mail address', 'new@example.com')
  await hands.press('Make the link')
  const link = await page.locator('main input[readonly]').inputValue()
  await page.goto('/admin/tokens/new')
  await hands.type('Name', 'Website build')
  await hands.tick(page.locator('input[type=checkbox][value="content:read"]'))
  await hands.press('Make the token')
  const secret = await page.locator('main input[readonly]').first().inputValue()

  await hands.task('the audit log', { actions: 3, typed: 0 }, async () => {
    await hands.go('Settings')
    await hands.press(page.locator('nav.tabs').getByRole('link', { name: 'Audit log' }))
  })
  const log = await page.locator('main').textContent()
  for (const act of [
    'made the article “Shins”',
    'published the article “Shins”',
    'moved the article “Shins” to the trash',
    'took the article “Shins” out of the trash',
    'invited new@example.com',
    'made the token “Website build”',
    'signed in',
  ]) assert.ok(log.includes(act), `${act} in ${log}`)
  const token = link.split('/').at(-1)
  assert.ok(!log.includes(secret) && !log.includes(token), 'no secret stands in it')

  // An entry's own part of it is one press away from its history.
  await page.goto(`/admin/articles/${entry.id}/history`)
  await hands.press('Audit log')
  const own = await page.locator('main').textContent()
  assert.ok(own.includes('Shins') && !own.includes('Website build'), own)
})
