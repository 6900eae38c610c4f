// A draft on the real frontend: told where it is, tested, looked at, and sent to somebody without an account.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { walk } from '../harness/walk.js'

/** A website in a few lines, as a frontend developer would write one: it asks Galley for what it shows. */
async function website(galley) {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost')
    const slug = url.pathname.split('/').pop()
    const draft = url.searchParams.get('draft')
    const answer = await fetch(`${galley}/api/v1/articles/${slug}${draft ? `?preview=${draft}` : ''}`)
    const { data } = await answer.json()
    response.writeHead(data ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' })
    response.end(data ? `<!doctype html><title>${data.title}</title><h1>${data.title}</h1>${data.body.html}` : 'There is no such page.')
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  return { server, url: `http://localhost:${server.address().port}` }
}

/** What Galley is told it may ask on this machine; and its own pages show somebody's site in a frame. */
const options = { environment: { GALLEY_OUTBOUND_ALLOW: '127.0.0.1,::1' }, meant: /^fetched from elsewhere: http:\/\/localhost:/ }

walk('a draft is looked at on the real frontend, and sent to somebody', options, async ({ server, page, hands, api, visit }) => {
  const store = await api()
  const entry = await store.live('articles', 'ankles', { title: 'Ankles', body: { markdown: 'As readers know it.' } })
  await store.change('articles', entry, { body: { markdown: 'As it will be.' } })
  const site = await website(server.url)
  try {
    await page.goto('/admin/settings/frontends/new')
    await hands.type('Name', 'Website')
    await hands.type('Preview address', `${site.url}/{locale}/{kind}/{slug}?draft={token}`)
    await hands.press('Save')
    await hands.press(page.getByRole('button', { name: 'Test Website' }).first())
    await page.getByText('It works').waitFor()

    await page.goto(`/admin/articles/${entry.id}`)
    await hands.task('preview on the real frontend', { actions: 1, typed: 0 }, () => hands.press(page.getByRole('link', { name: 'Preview', exact: true })))
    const frame = page.frameLocator('.preview-frame iframe')
    await frame.getByText('As it will be.').waitFor()
    assert.equal(await frame.getByRole('heading', { level: 1 }).textContent(), 'Ankles')
    // Readers of the same site get what is published.
    assert.match(await (await fetch(`${site.url}/en/article/ankles`)).text(), /As readers know it/)

    await hands.press('Make a link')
    const address = await page.getByLabel('Link, on Website').inputValue()
    const guest = await visit(null)
    await guest.page.goto(address)
    await guest.page.getByText('As it will be.').waitFor()
    await hands.press('End this link')
    await guest.page.goto(address)
    await guest.page.getByText('There is no such page.').waitFor()
  } finally {
    site.server.close()
    site.server.closeAllConnections()
  }
})
