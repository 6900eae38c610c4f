// The first minutes: the link that was printed, the first account, the first sign-in.
import assert from 'node:assert/strict'
import { CAST, OWNER } from '../harness/server.js'
import { walk } from '../harness/walk.js'

walk('whoever opens the printed link becomes the owner', { owner: false, databases: ['sqlite', 'postgres'] }, async ({ server, page, hands }) => {
  await page.goto(server.setupLink)
  await hands.task('first login', { actions: 1, typed: 3 }, async () => {
    await hands.type('Your name', OWNER.name)
    await hands.type('E-mail address', OWNER.email)
    await hands.type('Password', OWNER.password)
    await hands.press('Create the account')
  })
  await page.waitForURL('**/admin')
  assert.equal(await page.locator('h1').textContent(), 'Home')

  // The link works once.
  const again = await page.goto(server.setupLink)
  assert.equal(again.status(), 410)
})

walk('a password that is too short is refused at its field, and what was typed stays', { owner: false, modes: ['keyboard'] }, async ({ server, page, hands }) => {
  await page.goto(server.setupLink)
  await hands.type('Your name', OWNER.name)
  await hands.type('E-mail address', OWNER.email)
  await hands.type('Password', 'short')
  await hands.press('Create the account')
  assert.match(await page.title(), /^Error: /)
  assert.equal(await page.getByLabel('E-mail address').inputValue(), OWNER.email)
  const summary = page.locator('.error-summary')
  assert.ok(await summary.evaluate((element) => element === document.activeElement), 'the summary has the focus')
  await hands.press(summary.getByRole('link'))
  assert.equal(await page.evaluate(() => document.activeElement.id), 'field-password')
})

walk('somebody signs in, and out again', { signedIn: false }, async ({ server, page, hands }) => {
  const editor = await server.person('editor')
  await page.goto('/admin/articles')
  await page.waitForURL('**/admin/sign-in?**')
  await hands.type('E-mail address', editor.email)
  await hands.type('Password', 'not the password')
  await hands.press('Sign in')
  assert.match(await page.title(), /^Error: /)
  assert.equal(await page.getByLabel('E-mail address').inputValue(), CAST.editor.email)

  await hands.task('sign in', { actions: 1, typed: 1 }, async () => {
    await hands.type('Password', editor.password)
    await hands.press('Sign in')
  })
  await page.waitForURL('**/admin/articles')

  await hands.go('Sign out')
  await page.waitForURL('**/admin/sign-in**')
  await page.goto('/admin')
  await page.waitForURL('**/admin/sign-in**')
})
