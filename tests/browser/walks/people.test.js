// A colleague is let in: a link made, a link opened, and what each role then finds. And one's own account.
import assert from 'node:assert/strict'
import { CAST } from '../harness/server.js'
import { walk } from '../harness/walk.js'

/** What each role finds: a place of the navigation, and whether they may begin an article. */
const FINDS = {
  admin: { settings: true, begins: true },
  editor: { settings: false, begins: true },
  author: { settings: false, begins: true },
  contributor: { settings: false, begins: true },
  viewer: { settings: false, begins: false },
}

for (const [role, finds] of Object.entries(FINDS)) {
  walk(`a colleague is invited as ${role} and comes in`, {}, async ({ server, page, hands, visit }) => {
    const { name, email, password } = CAST[role]
    await page.goto('/admin/people')
    await hands.task('invite', { actions: 3, typed: 1 }, async () => {
      await hands.press('Invite')
      await hands.type('E-mail address', email)
      await hands.tick(page.locator(`input[type=radio][value=${role}]`))
      await hands.press('Make the link')
    })
    const link = await page.locator('main input[readonly]').inputValue()
    assert.ok(link.startsWith(`${server.url}/admin/join/`), link)

    const colleague = await visit(null)
    await colleague.page.goto(link)
    await colleague.hands.task('first sign-in of a colleague', { actions: 1, typed: 2 }, async () => {
      await colleague.hands.type('Your name', name)
      await colleague.hands.type('Password', password)
      await colleague.hands.press('Create my account')
    })
    await colleague.page.waitForURL('**/admin')
    const places = await colleague.page.locator('nav.main-nav').textContent()
    assert.equal(places.includes('Settings'), finds.settings, places)
    await colleague.page.goto('/admin/articles')
    assert.equal(await colleague.page.getByRole('link', { name: 'New article' }).count() > 0, finds.begins)

    // The link was for once, and the owner sees who came.
    const stranger = await visit(null)
    assert.equal((await stranger.page.goto(link)).status(), 410)
    await page.goto('/admin/people')
    await page.locator('main').getByText(name).first().waitFor()
  })
}

walk('whoever is disabled is out at once', { modes: ['mouse'] }, async ({ server, page, hands, visit }) => {
  const edith = await visit(await server.person('editor'))
  await edith.page.goto('/admin/articles')
  await page.goto('/admin/people')
  await hands.press(page.locator('main').getByRole('link', { name: CAST.editor.name }))
  await hands.press('Disable…')
  await hands.press('Disable')
  await edith.page.goto('/admin/articles')
  await edith.page.waitForURL('**/admin/sign-in**')
})

walk('somebody has the panel as they like it', {}, async ({ page, hands, visit }) => {
  const elsewhere = await visit()
  await elsewhere.page.goto('/admin')
  await page.goto('/admin/profile')
  await hands.choose('Colours', 'Dark')
  const looks = page.locator('form').filter({ has: page.getByLabel('Colours') })
  await hands.press(looks.getByRole('button', { name: 'Save' }))
  assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark')
  // Looks end no session; the button for it ends all others.
  await elsewhere.page.goto('/admin')
  assert.equal(new URL(elsewhere.page.url()).pathname, '/admin')
  await page.goto('/admin/profile')
  await hands.press('Sign out everywhere else')
  await elsewhere.page.goto('/admin')
  await elsewhere.page.waitForURL('**/admin/sign-in**')
  await page.goto('/admin')
  assert.equal(new URL(page.url()).pathname, '/admin')
})
