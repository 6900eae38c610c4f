// Thrown away, and back again.
import assert from 'node:assert/strict'
import { walk } from '../harness/walk.js'

walk('what was thrown away is found in the trash and recovered', {}, async ({ page, hands, api }) => {
  const store = await api()
  const entry = await store.create('articles', 'heel-pain', { title: 'Heel pain', body: { markdown: 'A text.' } })
  await page.goto(`/admin/articles/${entry.id}`)
  await hands.press('Move to trash')
  await hands.go('Trash')
  await page.getByText('Heel pain').first().waitFor()
  await hands.task('recover', { actions: 2, typed: 0 }, async () => {
    await hands.press(page.locator('main tbody').getByRole('button').first())
    await hands.press('Recover')
  })
  await page.goto('/admin/articles')
  await page.getByRole('link', { name: 'Heel pain' }).waitFor()
  await page.goto('/admin/trash')
  assert.equal(await page.getByText('Heel pain').count(), 0)
})

walk('who changed what is one press away, and an old version comes back in three', {}, async ({ page, hands, api }) => {
  const store = await api()
  const entry = await store.create('articles', 'hips', { title: 'Hips', body: { markdown: 'First words.' } })
  await store.change('articles', entry, { body: { markdown: 'Second words.' } })
  await page.goto(`/admin/articles/${entry.id}`)
  await hands.task('restore', { actions: 3, typed: 0 }, async () => {
    await hands.task('who changed what', { actions: 1, typed: 0 }, () => hands.press(page.getByRole('link', { name: /^(History|All versions)/ })))
    await hands.press(page.locator('main').getByRole('link', { name: /1\b/ }).last())
    await hands.press(page.getByRole('button', { name: /^Restore/ }))
  })
  assert.match(JSON.stringify((await store.show('articles', entry)).content), /First words/)
})
