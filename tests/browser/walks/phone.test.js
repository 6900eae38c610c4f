// A phone: what is written with stands where a thumb reaches it, above the navigation and above the keyboard.
import assert from 'node:assert/strict'
import { walk } from '../harness/walk.js'

/** In the page: whether a press in the middle of it reaches it. */
const reached = (element) => {
  const { left, top, width, height } = element.getBoundingClientRect()
  const there = document.elementFromPoint(left + width / 2, top + height / 2)
  return element === there || element.contains(there)
}

walk('a phone has the toolbar at hand, with the keyboard open and without', { modes: ['phone'], demo: true }, async ({ page, hands, api }) => {
  const article = await (await api()).find('articles', 'lower-back-pain-after-running')
  await page.goto(`/admin/articles/${article.id}`)
  await page.locator('.rich-text.mounted').waitFor()
  const bar = page.getByRole('toolbar')
  const nav = page.locator('nav.main-nav')
  await page.getByRole('textbox', { name: 'Body' }).getByRole('paragraph').nth(2).tap()
  for (const height of [740, 420]) {
    // What a keyboard leaves of the window.
    await page.setViewportSize({ width: 375, height })
    await (height === 740 ? nav.waitFor() : nav.waitFor({ state: 'hidden' }))
    for (const name of ['Insert', 'Bold', 'Link']) {
      assert.ok(await bar.getByRole('button', { name, exact: true }).evaluate(reached), `${name} at ${height} px`)
    }
  }
  await hands.press(bar.getByRole('button', { name: 'Insert', exact: true }))
  const field = page.getByRole('combobox', { name: 'Insert' })
  assert.ok(await field.evaluate(reached), 'the field of the insert menu')
  await hands.write('table')
  const option = page.getByRole('option', { name: 'Table' })
  assert.ok(await option.evaluate(reached), 'what it offers')
  await hands.press(option)
  const add = page.getByRole('button', { name: 'Add row' })
  await add.waitFor()
  assert.ok(await add.evaluate(reached), 'the tools of a table')
})
