// A phone: what is written with stands where a thumb reaches it, above the navigation and above the keyboard.
import assert from 'node:assert/strict'
import { openArticle } from '../harness/editor.js'
import { walk } from '../harness/walk.js'

/** In the page: whether a press in the middle of it reaches it. */
const reached = (element) => {
  const { left, top, width, height } = element.getBoundingClientRect()
  const there = document.elementFromPoint(left + width / 2, top + height / 2)
  return element === there || element.contains(there)
}

walk('a phone has the toolbar at hand, with the keyboard open and without', { modes: ['phone'], demo: true }, async ({ page, hands, api }) => {
  const article = await (await api()).find('articles', 'lower-back-pain-after-running')
  await openArticle(page, article)
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

walk('the toolbar stands above a keyboard that only covers the page', { modes: ['phone'], demo: true }, async ({ page, api }) => {
  // As browsers have it that leave the page as tall as it is: the visual viewport alone is told.
  await page.addInitScript(() => {
    const fake = Object.assign(new EventTarget(), { height: innerHeight, width: innerWidth, offsetTop: 0, offsetLeft: 0, scale: 1 })
    Object.defineProperty(window, 'visualViewport', { value: fake })
  })
  const article = await (await api()).find('articles', 'lower-back-pain-after-running')
  await openArticle(page, article)
  await page.getByRole('textbox', { name: 'Body' }).getByRole('paragraph').nth(2).tap()
  const left = (height) => page.evaluate((height) => {
    visualViewport.height = height
    visualViewport.dispatchEvent(new Event('resize'))
  }, height)
  const end = () => page.getByRole('toolbar').evaluate((bar) => Math.round(bar.getBoundingClientRect().bottom))
  const nav = page.locator('nav.main-nav')
  const shut = await end()
  assert.ok(shut <= await nav.evaluate((nav) => Math.round(nav.getBoundingClientRect().top)))
  await left(400)
  assert.equal(await end(), 400)
  await nav.waitFor({ state: 'hidden' })
  await left(740)
  assert.equal(await end(), shut)
  await nav.waitFor()
})
