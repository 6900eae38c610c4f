// Every screen of the panel in each of its states: what axe reads, what is weighed and measured, what people look at.
//
// A screen names the pattern of `src/paths.rs` that it stands for; a page there that nobody names here fails the test.
import assert from 'node:assert/strict'
import { signIn, visitor } from './harness/browser.js'
import { OWNER } from './harness/server.js'
import { editorScreens, everything } from './screens-editor.js'
import { QUESTIONS, sharing, slugOf } from './texts.js'

/** Answers to GET under /admin that are no pages, and why. */
export const NO_PAGES = {
  '/admin/lookup': 'JSON for what is typed in the editor',
  '/admin/cards': 'JSON for what the editor shows',
  '/admin/audit/export': 'a file',
}

/** Whose pages are shown in a frame; nobody answers there. */
const FRONTEND = 'http://localhost:9/'

/** What the screens show. Laid out once, on a server with the sample content. */
export async function layOut(server, api) {
  await server.demo()
  const cast = { owner: OWNER }
  for (const role of ['admin', 'editor', 'author', 'contributor', 'viewer']) cast[role] = await server.person(role)
  const article = await api.find('articles', 'lower-back-pain-after-running')
  const cta = await api.find('ctas', 'book-a-running-assessment')
  const faq = await api.create('faqs', slugOf(QUESTIONS[0].question), {
    question: QUESTIONS[0].question,
    answer: { markdown: QUESTIONS[0].answer },
  })
  const draft = await api.create('articles', 'a-draft', sharing('A draft with a question that nobody sees yet', faq.slug))
  const ready = await api.create('articles', 'ready', { title: 'Ready to go', body: { markdown: 'A text.' } })
  const bare = await api.create('articles', 'bare', { title: '' })
  const changed = await api.live('articles', 'changed', { title: 'Live, and changed since', body: { markdown: 'Old words.' } })
  await api.change('articles', changed, { body: { markdown: 'New words, and more of them.' } })
  const trashed = await api.create('articles', 'thrown-away', { title: 'Thrown away', body: { markdown: 'A text.' } })
  await api.trash('articles', trashed)
  const soon = await api.create('articles', 'soon-gone', { title: 'Soon gone', body: { markdown: 'A text.' } })
  const every = await api.create('articles', 'every-block', everything({ cta: cta.slug, faq: faq.slug, gone: 'soon-gone' }))
  await api.trash('articles', soon)
  const category = await api.find('categories', 'running')
  const author = (await api.list('authors'))[0]
  const tag = (await api.list('tags'))[0]
  return { server, api, cast, article, cta, faq, draft, ready, every, bare, changed, trashed, category, author, tag }
}

const kindLists = ['articles', 'faqs', 'ctas', 'authors', 'categories', 'tags']

/**
 * The screens of a site that is in use. `at`: the address, or how to get there. `as`: who looks, the owner by default.
 * `weight`: KB that may travel, cold and compressed. `fault`: the beginning of one that is what is looked at.
 */
export function screens(world) {
  const entry = (kinds, { id }) => `/admin/${kinds}/${id}`
  return [
    { name: 'sign-in', pattern: '/admin/sign-in', as: null, at: '/admin/sign-in' },
    { name: 'sign-in refused', pattern: '/admin/sign-in', as: null, at: refusedSignIn },
    { name: 'home', pattern: '/admin', at: '/admin' },
    { name: 'home of a viewer', pattern: '/admin', as: 'viewer', at: '/admin' },
    { name: 'home of a contributor', pattern: '/admin', as: 'contributor', at: '/admin' },
    { name: 'help', pattern: '/admin/help', at: '/admin/help' },
    { name: 'shortcuts', pattern: '/admin/help', at: shortcuts },
    { name: 'find', pattern: '/admin/find', at: '/admin/find' },
    { name: 'find, found', pattern: '/admin/find', at: '/admin/find?q=r' },
    { name: 'find, nothing found', pattern: '/admin/find', at: '/admin/find?q=xyzzy' },
    { name: 'palette', pattern: '/admin/find', at: palette('') },
    { name: 'palette, found', pattern: '/admin/find', at: palette('r') },
    { name: 'palette, nothing found', pattern: '/admin/find', at: palette('xyzzy') },
    { name: 'trash', pattern: '/admin/trash', at: '/admin/trash' },
    ...kindLists.map((kinds) => ({ name: `list of ${kinds}`, pattern: '/admin/{kinds}', at: `/admin/${kinds}` })),
    { name: 'list, searched', pattern: '/admin/{kinds}', at: '/admin/articles?q=pain&state=live' },
    { name: 'list, nothing found', pattern: '/admin/{kinds}', at: '/admin/articles?q=xyzzy' },
    { name: 'list, no such page', pattern: '/admin/{kinds}', at: '/admin/articles?page=99' },
    { name: 'list of a viewer', pattern: '/admin/{kinds}', as: 'viewer', at: '/admin/articles' },
    ...kindLists.map((kinds) => ({ name: `new of ${kinds}`, pattern: '/admin/{kinds}/new', at: `/admin/${kinds}/new` })),
    { name: 'article', pattern: '/admin/{kinds}/{id}', at: entry('articles', world.article) },
    { name: 'article, draft', pattern: '/admin/{kinds}/{id}', at: entry('articles', world.draft) },
    { name: 'article, changed', pattern: '/admin/{kinds}/{id}', at: entry('articles', world.changed) },
    { name: 'article, trashed', pattern: '/admin/{kinds}/{id}', at: entry('articles', world.trashed) },
    { name: 'article of a viewer', pattern: '/admin/{kinds}/{id}', as: 'viewer', at: entry('articles', world.article) },
    { name: 'article refused', pattern: '/admin/{kinds}/{id}', at: refusedArticle(world) },
    { name: 'conflict', pattern: '/admin/{kinds}/{id}', at: conflict(world) },
    { name: 'faq', pattern: '/admin/{kinds}/{id}', at: entry('faqs', world.faq) },
    { name: 'cta', pattern: '/admin/{kinds}/{id}', at: entry('ctas', world.cta) },
    { name: 'author', pattern: '/admin/{kinds}/{id}', at: entry('authors', world.author) },
    { name: 'category', pattern: '/admin/{kinds}/{id}', at: entry('categories', world.category) },
    { name: 'tag', pattern: '/admin/{kinds}/{id}', at: entry('tags', world.tag) },
    { name: 'publication', pattern: '/admin/{kinds}/{id}/publication', at: `${entry('articles', world.ready)}/publication` },
    { name: 'publication together', pattern: '/admin/{kinds}/{id}/publication', at: `${entry('articles', world.draft)}/publication` },
    { name: 'taken offline, in use', pattern: '/admin/{kinds}/{id}', at: inUse(world) },
    { name: 'history', pattern: '/admin/{kinds}/{id}/history', at: `${entry('articles', world.changed)}/history` },
    { name: 'revision', pattern: '/admin/{kinds}/{id}/revisions/{number}', at: `${entry('articles', world.changed)}/revisions/1` },
    { name: 'usage', pattern: '/admin/{kinds}/{id}/usage', at: `${entry('ctas', world.cta)}/usage` },
    { name: 'usage, none', pattern: '/admin/{kinds}/{id}/usage', at: `${entry('articles', world.ready)}/usage` },
    { name: 'gone while it was open', pattern: '/admin/{kinds}/{id}', at: gone(world) },
    { name: 'session ended', pattern: '/admin/{kinds}/{id}', at: signedOut(world) },
    { name: 'session ended, as a plain form', pattern: '/admin/{kinds}/{id}', at: signedOutPlain(world) },
    { name: 'insert menu', pattern: '/admin/{kinds}/{id}', at: pressed(world, 'Insert', '[role=listbox] .hit') },
    { name: 'link dialog', pattern: '/admin/{kinds}/{id}', at: pressed(world, 'Link', 'dialog[open]') },
    { name: 'block menu', pattern: '/admin/{kinds}/{id}', at: blockMenu(world) },
    ...editorScreens(world),
    { name: 'preview', pattern: '/admin/{kinds}/{id}/preview', at: `${entry('articles', world.article)}/preview` },
    { name: 'preview of a draft', pattern: '/admin/{kinds}/{id}/preview', at: `${entry('articles', world.draft)}/preview?width=375` },
    { name: 'preview, framed', pattern: '/admin/{kinds}/{id}/preview/page', at: `${entry('articles', world.article)}/preview/page`, bypass: true },
    { name: 'preview on a frontend', pattern: '/admin/{kinds}/{id}/preview', at: previewOnFrontend(world), frames: FRONTEND },
    { name: 'shared draft', pattern: '/admin/shared/{token}', at: sharedDraft(world), bypass: true, frames: FRONTEND },
    { name: 'compare', pattern: '/admin/{kinds}/{id}/compare', at: `${entry('articles', world.changed)}/compare?from=1&to=2` },
    { name: 'compare, in the page', pattern: '/admin/{kinds}/{id}/compare/page', at: `${entry('articles', world.changed)}/compare/page?from=1&to=2`, bypass: true },
    { name: 'what readers saw', pattern: '/admin/{kinds}/{id}/past', at: `${entry('articles', world.changed)}/past` },
    { name: 'what readers saw, nothing', pattern: '/admin/{kinds}/{id}/past', at: `${entry('articles', world.changed)}/past?at=2001-01-01T09:00` },
    { name: 'what readers saw, no moment', pattern: '/admin/{kinds}/{id}/past', at: `${entry('articles', world.changed)}/past?at=soon`, status: 400 },
    { name: 'what readers saw, framed', pattern: '/admin/{kinds}/{id}/past/page', at: `${entry('articles', world.changed)}/past/page`, bypass: true },
    { name: 'replace', pattern: '/admin/{kinds}/{id}/replacement', at: `${entry('ctas', world.cta)}/replacement?then=unpublish&with=schedule-a-consultation` },
    { name: 'replace, refused', pattern: '/admin/{kinds}/{id}/replacement', at: `${entry('ctas', world.cta)}/replacement?then=unpublish&with=nothing-like-it`, status: 422 },
    { name: 'list, narrowed and sorted', pattern: '/admin/{kinds}', at: '/admin/articles?state=live&sort=title&mine=true&nonsense=1' },
    { name: 'many, asked', pattern: '/admin/{kinds}', at: many },
    { name: 'many, done', pattern: '/admin/{kinds}', at: manyDone },

    { name: 'profile', pattern: '/admin/profile', at: '/admin/profile' },
    { name: 'profile refused', pattern: '/admin/profile', at: refusedPassword },
    { name: 'profile of a viewer', pattern: '/admin/profile', as: 'viewer', at: '/admin/profile' },
    { name: 'people', pattern: '/admin/people', at: invited(world, '/admin/people') },
    { name: 'invite', pattern: '/admin/people/new', at: '/admin/people/new' },
    { name: 'invite refused', pattern: '/admin/people/new', at: refusedInvitation },
    { name: 'invitation made', pattern: '/admin/people/new', at: (page) => invitation(page) },
    { name: 'person', pattern: '/admin/people/{id}', at: person },
    { name: 'disabling', pattern: '/admin/people/{id}/disabling', at: disabling },
    { name: 'reset link made', pattern: '/admin/people/{id}', at: (page) => resetLink(page) },
    { name: 'join', pattern: '/admin/join/{token}', as: null, at: join(world) },
    { name: 'join refused', pattern: '/admin/join/{token}', as: null, at: refusedJoin(world) },
    { name: 'reset', pattern: '/admin/reset/{token}', as: null, at: reset(world) },

    { name: 'frontends', pattern: '/admin/settings/frontends', at: frontendList },
    { name: 'new frontend', pattern: '/admin/settings/frontends/new', at: '/admin/settings/frontends/new' },
    { name: 'new frontend refused', pattern: '/admin/settings/frontends/new', at: refusedFrontend },
    { name: 'frontend', pattern: '/admin/settings/frontends/{id}', at: onWebsite(/^Change Website/) },
    { name: 'frontend tested', pattern: '/admin/settings/frontends/{id}', at: testedFrontend },
    { name: 'frontend removal', pattern: '/admin/settings/frontends/{id}/removal', at: onWebsite(/^Remove Website/) },
    { name: 'tokens', pattern: '/admin/tokens', at: '/admin/tokens' },
    { name: 'new token', pattern: '/admin/tokens/new', at: '/admin/tokens/new' },
    { name: 'new token refused', pattern: '/admin/tokens/new', at: refusedToken },
    { name: 'token made', pattern: '/admin/tokens/new', at: tokenMade },
    { name: 'token rotation', pattern: '/admin/tokens/{id}/rotation', at: follows('/admin/tokens', /^Rotate/) },
    { name: 'token revocation', pattern: '/admin/tokens/{id}/revocation', at: follows('/admin/tokens', /^Revoke/) },

    { name: 'site settings', pattern: '/admin/settings', at: '/admin/settings' },
    { name: 'site settings refused', pattern: '/admin/settings', at: refusedSettings },
    { name: 'site settings, conflict', pattern: '/admin/settings', at: conflictOfSettings(world) },
    { name: 'system', pattern: '/admin/settings/system', at: '/admin/settings/system' },
    { name: 'audit log', pattern: '/admin/audit', at: '/admin/audit' },
    { name: 'audit log, nothing found', pattern: '/admin/audit', at: '/admin/audit?until=2001-01-01' },

    { name: 'error 403', pattern: null, as: 'viewer', at: '/admin/articles/new', status: 403 },
    { name: 'error 404', pattern: null, at: '/admin/nothing/here', status: 404 },
    { name: 'error 410', pattern: '/admin/setup/{token}', as: null, at: '/admin/setup/used', status: 410 },
  ]
}

/** The screens of a site on which nobody has done anything. */
export function firstScreens(world) {
  return [
    { name: 'set-up', pattern: '/admin/setup/{token}', as: null, at: world.setupLink },
    { name: 'set-up refused', pattern: '/admin/setup/{token}', as: null, at: refusedSetUp(world) },
    { name: 'sign-in, nobody there', pattern: '/admin/sign-in', as: null, at: '/admin/sign-in' },
  ]
}

export function emptyScreens() {
  return [
    { name: 'home, empty', pattern: '/admin', at: '/admin' },
    { name: 'trash, empty', pattern: '/admin/trash', at: '/admin/trash' },
    { name: 'frontends, none', pattern: '/admin/settings/frontends', at: '/admin/settings/frontends' },
    { name: 'tokens, none', pattern: '/admin/tokens', at: '/admin/tokens' },
    { name: 'people, alone', pattern: '/admin/people', at: '/admin/people' },
    ...kindLists.map((kinds) => ({ name: `list of ${kinds}, empty`, pattern: '/admin/{kinds}', at: `/admin/${kinds}` })),
    { name: 'new article, nothing to choose', pattern: '/admin/{kinds}/new', at: '/admin/articles/new' },
  ]
}

async function shortcuts(page) {
  await page.goto('/admin/tags')
  await page.keyboard.press('?')
  await page.getByRole('dialog').getByRole('table').first().waitFor()
}

const palette = (letters) => async (page) => {
  await page.goto('/admin/articles')
  await page.keyboard.press('ControlOrMeta+k')
  const found = page.locator('#palette-found')
  await found.getByRole('option').first().waitFor()
  if (letters === '') return
  await page.keyboard.type(letters)
  if (letters === 'xyzzy') await page.getByText('Nothing found').waitFor()
  else await found.getByRole('group', { name: 'Entries' }).waitFor()
}

async function refusedSignIn(page) {
  await page.goto('/admin/sign-in')
  await page.getByLabel('E-mail address').fill('nobody@example.com')
  await page.getByLabel('Password').fill('not the password')
  await sends(page, () => page.getByRole('button', { name: 'Sign in' }).click())
}

const refusedSetUp = (world) => async (page) => {
  await page.goto(world.setupLink)
  await page.getByLabel('Your name').fill('Olive')
  await page.getByLabel('E-mail address').fill('olive@example.com')
  await page.getByLabel('Password').fill('short')
  await sends(page, () => page.getByRole('button', { name: 'Create the account' }).click())
}

const refusedArticle = (world) => async (page) => {
  await page.goto(`/admin/articles/${world.bare.id}`)
  await sends(page, () => page.getByRole('button', { name: 'Publish…' }).click())
}

const conflict = (world) => async (page) => {
  await page.goto(`/admin/articles/${world.ready.id}`)
  await world.api.change('articles', world.ready, { body: { markdown: `A text of somebody else, ${Date.now()}.` } })
  await page.getByLabel('Body', { exact: true }).fill('A text of mine.')
  await sends(page, () => page.getByRole('button', { name: 'Save', exact: true }).click())
}

const inUse = (world) => async (page) => {
  await page.goto(`/admin/ctas/${world.cta.id}`)
  await sends(page, () => page.getByRole('button', { name: 'Unpublish' }).click())
}

const gone = (world) => async (page) => {
  const entry = await world.api.create('articles', `gone-${Date.now()}`, { title: 'Soon gone', body: { markdown: 'A text.' } })
  await page.goto(`/admin/articles/${entry.id}`)
  await world.api.trash('articles', entry)
  await page.getByLabel('Body', { exact: true }).fill('A text of mine.')
  await sends(page, () => page.getByRole('button', { name: 'Save', exact: true }).click())
}

const signedOut = (world) => async (page) => {
  await page.goto(`/admin/articles/${world.ready.id}`)
  await page.getByLabel('Body', { exact: true }).fill('A text of mine.')
  await page.context().clearCookies()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('dialog').getByLabel('Password').waitFor()
}

const signedOutPlain = (world) => async (page) => {
  await page.goto(`/admin/articles/${world.ready.id}`)
  await page.context().clearCookies()
  await sends(page, () => page.evaluate(() => document.getElementById('entry').submit()))
}

const pressed = (world, name, shown) => async (page) => {
  await page.goto(`/admin/articles/${world.article.id}`)
  await page.getByRole('textbox', { name: 'Body' }).click()
  await page.getByRole('toolbar').getByRole('button', { name, exact: true }).click()
  await page.locator(shown).first().waitFor()
}

const blockMenu = (world) => async (page) => {
  await page.goto(`/admin/articles/${world.article.id}`)
  await page.getByRole('textbox', { name: 'Body' }).getByRole('paragraph').first().click()
  await page.getByRole('button', { name: 'Move or remove this block' }).click()
  await page.getByRole('menu').waitFor()
}

async function many(page) {
  await page.goto('/admin/articles')
  const boxes = await page.locator('main tbody input[type=checkbox]').all()
  for (const box of boxes.slice(0, 8)) await box.check()
  await sends(page, () => page.locator('main').getByRole('button', { name: 'Publish', exact: true }).click())
}

async function manyDone(page) {
  const title = `Together ${Date.now()}`
  await page.goto('/admin/tags/new')
  await page.getByLabel('Name', { exact: true }).fill(title)
  await page.locator('.top').getByRole('button', { name: 'Save' }).click()
  await page.locator('.top .status').getByText(/^Saved/).waitFor()
  await page.goto('/admin/tags')
  await page.locator('main tbody tr').filter({ hasText: title }).locator('input[type=checkbox]').first().check()
  await sends(page, () => page.locator('main').getByRole('button', { name: 'Publish', exact: true }).click())
  await sends(page, () => page.locator('main').getByRole('button', { name: /^Publish/ }).click())
}

async function refusedPassword(page) {
  await page.goto('/admin/profile')
  await page.getByLabel('Current password').fill('not the password')
  await page.getByLabel('New password').fill('password123')
  await sends(page, () => page.getByRole('button', { name: 'Change the password' }).click())
}

let invitations = 0

/** Makes an invitation; answers its link. */
async function invitation(page) {
  invitations += 1
  await page.goto('/admin/people/new')
  await page.getByLabel('E-mail address').fill(`new${invitations}@example.com`)
  await sends(page, () => page.getByRole('button', { name: 'Make the link' }).click())
  return page.locator('main input[readonly]').inputValue()
}

async function refusedInvitation(page) {
  await page.goto('/admin/people/new')
  await page.getByLabel('E-mail address').fill(OWNER.email)
  await sends(page, () => page.getByRole('button', { name: 'Make the link' }).click())
}

const invited = (world, then) => async (page) => {
  await invitation(page)
  await page.goto(then)
}

async function person(page) {
  await page.goto('/admin/people')
  await sends(page, () => page.locator('main').getByRole('link', { name: 'Edith Editor' }).click())
}

async function disabling(page) {
  await person(page)
  await sends(page, () => page.getByRole('link', { name: 'Disable…' }).or(page.getByRole('button', { name: 'Disable…' })).click())
}

async function resetLink(page) {
  await person(page)
  await sends(page, () => page.getByRole('button', { name: 'Make a reset link' }).click())
  return page.locator('main input[readonly]').inputValue()
}

/** What the owner does in a browser of their own, before somebody else comes. */
async function byOwner(world, steps) {
  const { context, page } = await visitor(world.server)
  try {
    await signIn(context, world.server)
    return await steps(page)
  } finally {
    await context.close()
  }
}

const join = (world) => async (page) => { await page.goto(await byOwner(world, invitation)) }
const reset = (world) => async (page) => { await page.goto(await byOwner(world, resetLink)) }

const refusedJoin = (world) => async (page) => {
  await page.goto(await byOwner(world, invitation))
  await page.getByLabel('Your name').fill('New Person')
  await page.getByLabel('Password').fill('password')
  await sends(page, () => page.getByRole('button', { name: 'Create my account' }).click())
}

async function refusedToken(page) {
  await page.goto('/admin/tokens/new')
  await sends(page, () => page.getByRole('button', { name: 'Make the token' }).click())
}

async function tokenMade(page) {
  await page.goto('/admin/tokens/new')
  await page.getByLabel('Name', { exact: true }).fill('Website build')
  await page.locator('input[type=checkbox][value="content:read"]').check()
  await sends(page, () => page.getByRole('button', { name: 'Make the token' }).click())
}

/** A frontend by this name, if there is none yet; nobody answers at its address. */
async function website(page) {
  await page.goto('/admin/settings/frontends')
  if (await page.getByRole('heading', { name: 'Website', exact: true }).count()) return
  await page.goto('/admin/settings/frontends/new')
  await page.getByLabel('Name', { exact: true }).fill('Website')
  await page.getByLabel('Preview address').fill('http://localhost:9/{locale}/{kind}/{slug}?draft={token}')
  await sends(page, () => page.getByRole('button', { name: 'Save' }).click())
}

const onWebsite = (name) => async (page) => {
  await website(page)
  await follows('/admin/settings/frontends', name)(page)
}

async function frontendList(page) {
  await website(page)
  await page.goto('/admin/settings/frontends')
}

async function refusedFrontend(page) {
  await page.goto('/admin/settings/frontends/new')
  await page.getByLabel('Name', { exact: true }).fill('Website')
  await page.getByLabel('Preview address').fill('http://www.example.com/{path}')
  await sends(page, () => page.getByRole('button', { name: 'Save' }).click())
}

async function testedFrontend(page) {
  await website(page)
  await page.goto('/admin/settings/frontends')
  await sends(page, () => page.getByRole('button', { name: 'Test Website' }).first().click())
}

const previewOnFrontend = (world) => async (page) => {
  await website(page)
  await page.goto(`/admin/articles/${world.article.id}/preview`)
  await sends(page, () => page.getByRole('button', { name: 'Make a link' }).click())
}

const sharedDraft = (world) => async (page) => {
  await page.goto(`/admin/articles/${world.article.id}/preview?on=galley`)
  await sends(page, () => page.getByRole('button', { name: 'Make a link' }).click())
  const address = await page.getByLabel('Link, on Galley').first().inputValue()
  await page.goto(new URL(address).pathname)
}

const follows = (from, name) => async (page) => {
  await page.goto(from)
  await sends(page, () => page.locator('main').getByRole('link', { name }).first().click())
}

async function refusedSettings(page) {
  await page.goto('/admin/settings')
  await page.getByLabel('Address of the site').fill('not an address')
  await sends(page, () => page.locator('.top').getByRole('button', { name: 'Save' }).click())
}

const conflictOfSettings = (world) => async (page) => {
  await page.goto('/admin/settings')
  await byOwner(world, async (other) => {
    await other.goto('/admin/settings')
    await other.getByLabel('Name', { exact: true }).first().fill(`Theirs ${Date.now()}`)
    await sends(other, () => other.locator('.top').getByRole('button', { name: 'Save' }).click())
  })
  await page.getByLabel('Name', { exact: true }).first().fill('Mine')
  await sends(page, () => page.locator('.top').getByRole('button', { name: 'Save' }).click())
}

/** Refusals and failures that are pages of their own; the last takes the database away. */
export function failingScreens(world) {
  return [
    { name: 'conflict, 409', pattern: '/admin/people/{id}/disabling', at: disablingOneself, status: 409 },
    { name: 'too large, 413', pattern: '/admin/{kinds}', at: tooLarge, status: 413 },
    { name: 'too many tries, 429', pattern: '/admin/sign-in', as: null, at: tooManyTries, status: 429 },
    { name: 'broken, 500', pattern: '/admin/{kinds}/{id}', at: broken(world), status: 500 },
    { name: 'away, 503', pattern: '/admin', at: away(world), status: 503 },
  ]
}

/** Sends a form that no page offers. */
async function posts(page, action, fields, status) {
  const answered = page.waitForResponse((answer) => answer.request().isNavigationRequest() && answer.status() !== 303)
  await page.evaluate(([action, fields]) => {
    const form = document.createElement('form')
    form.method = 'post'
    form.action = action
    for (const [name, value] of Object.entries(fields)) {
      const input = document.createElement('textarea')
      input.name = name
      input.value = value
      form.append(input)
    }
    document.body.append(form)
    form.submit()
  }, [action, fields])
  assert.equal((await answered).status(), status)
  await page.waitForLoadState('load')
}

async function disablingOneself(page) {
  await page.goto('/admin/people')
  const own = await page.locator('main a[href^="/admin/people/"]').evaluateAll((links) => links.map((link) => link.getAttribute('href')).find((href) => /[0-9a-f-]{36}$/.test(href)))
  await posts(page, `${own}/disabling`, {}, 409)
}

async function tooLarge(page) {
  await page.goto('/admin/tags')
  await posts(page, '/admin/tags', { name: 'x'.repeat(4_000_000) }, 413)
}

async function tooManyTries(page) {
  await page.goto('/admin/sign-in')
  for (let tries = 0; tries < 30; tries += 1) {
    const answer = await page.request.post('/admin/sign-in', { form: { email: 'stranger@example.com', password: 'wrong', next: '' }, headers: { origin: new URL(page.url()).origin } })
    if (answer.status() === 429) break
  }
  await posts(page, '/admin/sign-in', { email: 'stranger@example.com', password: 'wrong', next: '' }, 429)
}

const broken = (world) => async (page) => {
  const entry = await world.api.create('articles', 'broken', { title: 'Broken', body: { markdown: 'A text.' } })
  await world.server.sql(`UPDATE revisions SET content = 'no content' WHERE entry_id = '${entry.id}'`)
  const answer = await page.goto(`/admin/articles/${entry.id}`)
  assert.equal(answer.status(), 500)
}

const away = (world) => async (page) => {
  await world.server.sql('ALTER DATABASE OWN ALLOW_CONNECTIONS false', { beside: true })
  await world.server.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'OWN'", { beside: true })
  const answer = await page.goto('/admin')
  assert.equal(answer.status(), 503)
}

/** Waits for the page that a press leads to. */
async function sends(page, press) {
  const answered = page.waitForResponse((answer) => answer.request().isNavigationRequest() && answer.status() !== 303)
  await press()
  await answered
  await page.waitForLoadState('load')
}
