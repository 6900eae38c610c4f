// The page on which the API is read and tried: nothing inline runs, nothing is fetched from elsewhere, a token works.
//
// What is drawn on it is Swagger UI's: axe is asked about what a keyboard and a screen reader need to get about, and not
// about its colours and the nesting of its headings, which are not ours. `SHOTS=folder` keeps pictures.
import assert from 'node:assert/strict'
import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { closeChrome, visitor } from './harness/browser.js'
import { Server } from './harness/server.js'

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const { SHOTS } = process.env
const PAGE = '/api/docs'

let server
before(async () => {
  server = await Server.start()
  await server.demo()
})
after(async () => {
  await closeChrome()
  await server?.stop()
})

async function opened(options) {
  const { context, page, faults } = await visitor(server, options)
  await page.goto(`${server.url}${PAGE}`)
  await page.locator('.opblock-tag').first().waitFor()
  return { context, page, faults }
}

for (const width of [1440, 375]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`it is drawn under its policy, ${width} px wide and ${colorScheme}`, async () => {
      const { context, page, faults } = await opened({ viewport: { width, height: 900 }, colorScheme })
      await page.locator('.opblock-tag', { hasText: 'articles' }).first().click()
      await page.locator('#operations-articles-getArticle').waitFor()
      if (SHOTS) {
        await mkdir(SHOTS, { recursive: true })
        await page.screenshot({ path: join(SHOTS, `api-docs-${width}-${colorScheme}.png`), fullPage: false })
      }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      assert.ok(wide <= 0, `${wide} px stand out`)
      assert.deepEqual(faults, [])
      await context.close()
    })
  }
}

test('a token that is given is good for a call of the management API', async () => {
  const { context, page, faults } = await opened()
  await page.locator('.btn.authorize').click()
  await page.locator('.modal-ux input').fill(await server.token())
  await page.locator('.modal-ux .btn.authorize').click()
  await page.locator('.modal-ux .btn-done').click()
  await page.locator('.opblock-tag', { hasText: 'manage tags' }).click()
  const call = page.locator('[id="operations-manage tags-listTagEntries"], #operations-manage_tags-listTagEntries').first()
  await call.locator('.opblock-summary').click()
  await call.locator('.btn.execute').click()
  await call.locator('.live-responses-table .response-col_status', { hasText: '200' }).waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

test('axe finds nothing that keeps anybody from getting about', async () => {
  const { context, page } = await opened()
  await page.evaluate(AXE)
  const names = ['html-has-lang', 'document-title', 'landmark-one-main', 'button-name', 'duplicate-id-aria', 'aria-valid-attr-value', 'tabindex']
  const { violations } = await page.evaluate((values) => globalThis.axe.run(document, { runOnly: { type: 'rule', values } }), names)
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), [])
  await context.close()
})
