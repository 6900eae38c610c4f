// A program's way in: made, renewed with an overlap and revoked.
import assert from 'node:assert/strict'
import { walk } from '../harness/walk.js'

walk('a token is made, renewed while the old one still works, and revoked', {}, async ({ server, page, hands }) => {
  const works = async (token) => {
    const answer = await fetch(`${server.url}/api/v1/manage/articles`, { headers: { authorization: `Bearer ${token}` } })
    return answer.status
  }
  const secret = () => page.locator('main input[readonly]').first().inputValue()

  await page.goto('/admin/tokens')
  await hands.press('New token')
  await hands.type('Name', 'Website build')
  await hands.tick(page.locator('input[type=checkbox][value="content:read"]'))
  await hands.press('Make the token')
  const first = await secret()
  assert.equal(await works(first), 200)
  assert.ok(!page.url().includes(first))

  await page.goto('/admin/tokens')
  await hands.task('rotate a token', { actions: 3, typed: 0 }, async () => {
    await hands.press(page.getByRole('link', { name: /^Rotate/ }))
    await hands.tick(page.getByLabel('1 hour'))
    await hands.press(page.locator('main').getByRole('button', { name: /^Rotate/ }))
  })
  const second = await secret()
  assert.notEqual(second, first)
  assert.deepEqual([await works(first), await works(second)], [200, 200])

  await page.goto('/admin/tokens')
  await hands.press(page.getByRole('link', { name: /^Revoke/ }).first())
  await hands.press(page.locator('main').getByRole('button', { name: /^Revoke/ }))
  assert.ok([await works(first), await works(second)].includes(401))
})
