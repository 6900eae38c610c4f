// The session ends in the middle of a text: it is not lost.
import assert from 'node:assert/strict'
import { OWNER } from '../harness/server.js'
import { walk } from '../harness/walk.js'

walk('a text survives a session that has ended', {}, async ({ page, hands, api }) => {
  const store = await api()
  const entry = await store.create('articles', 'long-text', { title: 'A long text', body: { markdown: 'Old.' } })
  await page.goto(`/admin/articles/${entry.id}`)
  await hands.type('Body', 'An afternoon of work.\n\nAnd a second paragraph.')
  await page.context().clearCookies()
  await hands.press('Save')
  // In place: the text stays where it is.
  await hands.type('E-mail address', OWNER.email)
  await hands.type('Password', 'not the password')
  const dialog = page.getByRole('dialog')
  await hands.press(dialog.getByRole('button', { name: 'Sign in' }))
  await dialog.getByText('is wrong').waitFor()
  await hands.type('Password', OWNER.password)
  await hands.press(dialog.getByRole('button', { name: 'Sign in' }))
  await page.locator('.top .status').getByText('Saved').waitFor()
  assert.match(await hands.read('Body'), /An afternoon of work/)
  assert.match(JSON.stringify((await store.show('articles', entry)).content), /second paragraph/)
  assert.equal(new URL(page.url()).pathname, `/admin/articles/${entry.id}`)
})
