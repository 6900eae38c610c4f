// Hostile text in every field and on every page, in a real browser, with the policy (CSP) and without: nothing runs.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { CORPUS, ENTRIES, RICH, bodies } from './hostile.js'
import { Api } from './harness/api.js'
import { closeChrome, signIn, visitor } from './harness/browser.js'
import { pagesOfThePanel } from './harness/paths.js'
import { Server } from './harness/server.js'
import { NO_PAGES } from './screens.js'

let server
let api
/** By the kind's plural. */
const entries = {}
const articles = []

before(async () => {
  server = await Server.start()
  api = await Api.of(server)
  for (const [kinds, content] of Object.entries(ENTRIES)) {
    const entry = await api.create(kinds, `hostile-${kinds}`, content)
    entries[kinds] = entry
    await api.change(kinds, entry, kinds === 'ctas' ? { text: CORPUS[1] } : {})
  }
  for (const [index, text] of CORPUS.entries()) {
    for (const [way, body] of bodies(text).entries()) {
      const entry = await api.tries('articles', `hostile-${index}-${way}`, { title: text.slice(0, 200), body })
      if (entry) articles.push(entry)
      if (entry) break
    }
  }
  const using = '::cta{ref="hostile-ctas"}\n\n::faqs{refs="hostile-faqs"}'
  const user = await api.create('articles', 'uses-them', { title: CORPUS[0], body: { markdown: using } })
  for (const [kinds, entry] of [...Object.entries(entries), ['articles', user]]) await api.publish(kinds, entry)
  await api.trash('articles', await api.create('articles', 'trashed', ENTRIES.articles))
}, { timeout: 120_000 })

after(async () => {
  await server?.stop()
  await closeChrome()
})

test('the corpus would run if it were let', async () => {
  const { context, page } = await visitor(server, { bypassCSP: true })
  await page.goto('/admin/sign-in')
  const ran = page.waitForRequest(/\/hacked\/1$/)
  await page.evaluate((text) => { document.body.innerHTML = text }, CORPUS[0])
  await ran
  assert.equal(await page.evaluate(() => window.hacked), 1)
  await context.close()
})

for (const [words, options] of [['with the policy', {}], ['with the policy stripped', { bypassCSP: true }]]) {
  describe(words, () => {
    let context
    let page
    let faults
    before(async () => {
      ({ context, page, faults } = await visitor(server, options))
      await signIn(context, server)
      page.on('dialog', async (dialog) => {
        // The guard of an unsaved form may ask; nothing else may.
        if (dialog.type() !== 'beforeunload') faults.push(`a dialog: ${dialog.message()}`)
        await dialog.accept()
      })
    })
    after(() => context.close())

    const visit = async (path) => {
      await page.goto(path)
      await harmless(page, path)
      assert.deepEqual(faults.splice(0), [], path)
    }

    test('no page of the panel runs what is stored', { timeout: 180_000 }, async () => {
      const pages = (await pagesOfThePanel()).filter((pattern) => !NO_PAGES[pattern] && !pattern.includes('{token}'))
      for (const pattern of pages) {
        if (!pattern.includes('{kinds}')) await visit(pattern)
        else for (const kinds of Object.keys(ENTRIES)) await visit(filled(pattern, kinds, entries[kinds]))
      }
    })

    test('no draft of the corpus runs where it is edited', { timeout: 180_000 }, async () => {
      await visit('/admin/articles?state=draft')
      for (const entry of articles) await visit(`/admin/articles/${entry.id}`)
    })

    for (const kinds of Object.keys(ENTRIES)) {
      test(`nothing runs that a form of ${kinds} brings back`, { timeout: 60_000 }, async () => {
        await page.goto(`/admin/${kinds}/new`)
        const fields = page.locator('main').locator('input[type=text], input[type=url], input[type=search], textarea').filter({ visible: true })
        for (const [index, field] of (await fields.all()).entries()) {
          await field.fill(CORPUS[index % CORPUS.length]).catch(() => {})
        }
        await page.locator('.top').getByRole('button', { name: /Save/ }).click()
        // It is saved, or what is wrong with it comes back as a page.
        const saved = page.locator('.top .status').getByText(/^Saved/)
        await page.locator('.error-summary').or(saved).first().waitFor()
        await page.waitForLoadState('load')
        await harmless(page, `the form of ${kinds}`)
        assert.deepEqual(faults.splice(0), [])
      })
    }

    test('nothing runs on the page of a conflict', async () => {
      const entry = await api.create('articles', `conflict-${Date.now()}`, { title: 'x', body: { markdown: 'x' } })
      await page.goto(`/admin/articles/${entry.id}`)
      await api.change('articles', entry, ENTRIES.articles)
      await page.getByLabel('Body', { exact: true }).fill(RICH.markdown)
      await page.getByLabel('Title', { exact: true }).first().fill(CORPUS[0])
      await page.locator('.top').getByRole('button', { name: 'Save' }).click()
      await page.getByRole('button', { name: 'Keep mine' }).waitFor()
      await harmless(page, 'the conflict')
      assert.deepEqual(faults.splice(0), [])
    })
  })
}

function filled(pattern, kinds, entry) {
  return pattern.replace('{kinds}', kinds).replace('{id}', entry.id).replace('{number}', '1')
}

/** Nothing ran, and nothing stands there that could. */
async function harmless(page, where) {
  for (const frame of page.frames()) {
    const found = await frame.evaluate(() => {
      const found = window.hacked === undefined ? [] : [`ran: ${window.hacked}`]
      const web = /^(https?:|mailto:|tel:|[/?#.]|$)/i
      for (const element of document.querySelectorAll('*')) {
        for (const { name, value } of element.attributes) {
          const address = ['href', 'src', 'action', 'formaction', 'xlink:href', 'data', 'srcdoc'].includes(name)
          const odd = address && !web.test(value.trim()) && !/^[a-z0-9-]+$/i.test(value)
          if (name.startsWith('on') || odd || name === 'style') found.push(element.outerHTML.slice(0, 200))
        }
        const ours = element.matches('head > script[src^="/admin/"], head > link[href^="/admin/"]')
        if (element.matches('script, style, iframe[srcdoc], object, embed, base[href], link, meta[http-equiv]') && !ours) {
          found.push(element.outerHTML.slice(0, 200))
        }
      }
      return found
    })
    assert.deepEqual(found, [], `${where}: ${frame.url()}`)
  }
}
