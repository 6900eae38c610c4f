// Every screen of the panel in each of its states: what axe reads, what is weighed and measured, what people look at.
//
// A screen names the pattern of `src/paths.rs` that it stands for; a page there that nobody names here fails the test.
import { OWNER } from './harness/server.js'
import { QUESTIONS, sharing, slugOf } from './texts.js'

/** Answers to GET under /admin that are no pages, and why. */
export const NO_PAGES = {}

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
  const category = await api.find('categories', 'running')
  const author = (await api.list('authors'))[0]
  const tag = (await api.list('tags'))[0]
  return { server, api, cast, article, cta, faq, draft, ready, bare, changed, trashed, category, author, tag }
}

const kindLists = ['articles', 'faqs', 'ctas', 'authors', 'categories', 'tags']

/**
 * The screens of a site that is in use. `at`: the address, or how to get there. `as`: who looks, the owner by default.
 * `weight`: KB that may travel, cold and compressed.
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
    ...kindLists.map((kinds) => ({ name: `list of ${kinds}, empty`, pattern: '/admin/{kinds}', at: `/admin/${kinds}` })),
    { name: 'new article, nothing to choose', pattern: '/admin/{kinds}/new', at: '/admin/articles/new' },
  ]
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

/** Waits for the page that a press leads to. */
async function sends(page, press) {
  const answered = page.waitForResponse((answer) => answer.request().isNavigationRequest() && answer.status() !== 303)
  await press()
  await answered
  await page.waitForLoadState('load')
}
