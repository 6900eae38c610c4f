// The small movements of a hand in the editor: nothing is lost by them, the focus least of all.
import assert from 'node:assert/strict'
import { mounted, openArticle } from '../harness/editor.js'
import { walk } from '../harness/walk.js'

const button = (label) => ({ name: label, kind: 'button', style: 'primary', label, target: { type: 'url', url: '/visit' } })
const ONE = { modes: ['mouse'] }
const body = (page) => page.getByRole('textbox', { name: 'Body' })
const markdown = ({ content }) => content.body.markdown.trim()

/** In the page: what holds the focus, in a few words. */
const focus = (page) => page.evaluate(() => {
  const { activeElement: one } = document
  return one.getAttribute('aria-label') ?? (one.classList.contains('canvas') ? 'text' : one.textContent.trim() || one.tagName)
})

walk('a link leads on with what was just written', ONE, async ({ page, api }) => {
  const store = await api()
  const entry = await store.create('articles', 'knees', { title: 'Knees', body: { markdown: 'Stored.' } })
  await openArticle(page, entry)
  await body(page).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(' And this.')
  await page.getByRole('link', { name: 'Preview', exact: true }).click()
  await page.waitForURL('**/preview')
  await page.frameLocator('.preview-frame iframe').getByText('Stored. And this.').waitFor()
  assert.equal(markdown(await store.show('articles', entry)), 'Stored. And this.')
})

walk('a tab that is closed leaves the server what was written', ONE, async ({ page, api }) => {
  const store = await api()
  const entry = await store.create('articles', 'knees', { title: 'Knees', body: { markdown: 'Stored.' } })
  const tab = await page.context().newPage()
  await openArticle(tab, entry)
  await body(tab).click()
  await tab.keyboard.press('Control+End')
  await tab.keyboard.type(' And this.')
  await tab.close({ runBeforeUnload: true })
  await store.stored('articles', entry, (shown) => markdown(shown) === 'Stored. And this.')
})

walk('the menu of a block moves it and gives the focus back', { modes: ['mouse', 'keyboard'] }, async ({ page, hands, api }) => {
  const store = await api()
  const entry = await store.create('articles', 'knees', { title: 'Knees', body: { markdown: 'One.\n\nTwo.\n\nThree.' } })
  await openArticle(page, entry)
  await body(page).getByText('Two.').click()
  await page.locator('.block-grip').waitFor()
  await page.keyboard.press('Control+Shift+M')
  await hands.press(page.getByRole('menuitem', { name: 'Move up', exact: true }))
  assert.equal(await focus(page), 'text')
  await store.stored('articles', entry, (shown) => markdown(shown) === 'Two.\n\nOne.\n\nThree.')
  await page.keyboard.press('Control+Shift+M')
  await page.getByRole('menu').waitFor()
  await page.keyboard.press('Escape')
  assert.equal(await focus(page), 'text')
})

walk('a letter takes no card away', ONE, async ({ page, api }) => {
  const store = await api()
  await store.create('ctas', 'ring-us', button('Ring us'))
  const entry = await store.create('articles', 'knees', { title: 'Knees', body: { markdown: 'Above.\n\n::cta{ref="ring-us"}' } })
  await openArticle(page, entry)
  // Who comes in by Tab stands at the beginning.
  await body(page).focus()
  await page.keyboard.type('x')
  await store.stored('articles', entry, (shown) => markdown(shown) === 'xAbove.\n\n::cta{ref="ring-us"}')
  await page.locator('.card-head').click()
  await page.locator('.card.selected').waitFor()
  await page.keyboard.type('Below.')
  await store.stored('articles', entry, (shown) => markdown(shown) === 'xAbove.\n\n::cta{ref="ring-us"}\n\nBelow.')
})

walk('all that a card offers is reached by keyboard', ONE, async ({ page, api }) => {
  const store = await api()
  for (const n of [1, 2, 3]) await store.create('faqs', `q-${n}`, { question: `Question ${n}?`, answer: { markdown: 'Yes.' } })
  const entry = await store.create('articles', 'knees', { title: 'Knees', body: { markdown: 'Above.\n\n::faqs{refs="q-1, q-2, q-3"}' } })
  await openArticle(page, entry)
  const group = page.locator('.card-faqs')
  await group.getByText('Question 3?').first().waitFor()
  await body(page).getByText('Above.').click()
  await page.keyboard.press('ArrowDown')
  await page.locator('.card.selected').waitFor()
  await page.keyboard.press('Enter')
  const reached = []
  for (let at = 0; at < 30 && !['text'].includes(await focus(page)); at += 1) {
    reached.push(await focus(page))
    await page.keyboard.press('Tab')
  }
  for (const name of ['Up Question 2?', 'Down Question 2?', 'Remove Question 3?', 'New question', 'Add an existing one']) {
    assert.ok(reached.includes(name), `${name} among ${reached.join(', ')}`)
  }
  assert.notEqual(reached[0], 'Remove', 'Enter twice must not take it out')

  // The button that was pressed is the one that can be pressed again.
  await group.getByRole('button', { name: 'Down Question 1?' }).focus()
  await page.keyboard.press('Enter')
  assert.equal(await focus(page), 'Down Question 1?')
  await page.keyboard.press('Enter')
  await store.stored('articles', entry, ({ content }) => content.body.markdown.includes('q-2, q-3, q-1'))
  await group.getByRole('button', { name: 'Remove Question 3?' }).focus()
  await page.keyboard.press('Enter')
  assert.equal(await focus(page), 'Remove Question 1?')
})

walk('a question that was just written goes with the article to readers', ONE, async ({ page, api }) => {
  const store = await api()
  const entry = await store.create('articles', 'knees', { title: 'Knees', body: { markdown: 'Above.' } })
  await openArticle(page, entry)
  await body(page).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Enter')
  await page.keyboard.type('/faq')
  await page.getByRole('option', { name: 'New FAQ', exact: true }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByLabel('Question', { exact: true }).fill('May I swim?')
  await page.getByLabel('Answer', { exact: true }).fill('Yes.')
  await page.getByRole('button', { name: 'Publish…' }).click()
  await page.waitForURL('**/publication')
  assert.match(markdown(await store.show('articles', entry)), /::faqs\{refs="may-i-swim"\}/)
})

walk('a slash within a line stays one', ONE, async ({ page, api }) => {
  const store = await api()
  const entry = await store.create('articles', 'knees', { title: 'Knees', body: { markdown: '' } })
  await openArticle(page, entry)
  await body(page).click()
  await page.keyboard.type('Knees and /or hips')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Further.')
  await store.stored('articles', entry, (shown) => markdown(shown) === 'Knees and /or hips\n\nFurther.')
})

walk('what is pasted keeps its bold, and its place before what is written meanwhile', ONE, async ({ page, api }) => {
  const store = await api()
  const entry = await store.create('articles', 'knees', { title: 'Knees', body: { markdown: '' } })
  await page.route(/\/admin\/markdown$/, async (route) => {
    await new Promise((go) => { setTimeout(go, 400) })
    await route.continue()
  })
  await openArticle(page, entry)
  await body(page).click()
  const html = '<p><span style="font-weight:700">Bold</span> and <span style=\'font-style:italic\'>slanted</span> and <b style="mso-bidi-font-weight:normal">Word</b>.</p><p>Second.</p>'
  await body(page).evaluate((element, html) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/html', html)
    clipboardData.setData('text/plain', 'Bold')
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, html)
  await page.keyboard.type('Typed ', { delay: 20 })
  await body(page).getByText('Second.').waitFor()
  await page.keyboard.type('on.')
  const shown = await store.stored('articles', entry, (one) => markdown(one).includes('on.'))
  assert.match(markdown(shown), /^\*\*Bold\*\* and \*slanted\* and \*\*Word\*\*\.\n\nSecond\.[\s]*Typed on\.$/)
})

walk('what was typed into the dialog of a card is not thrown away by Escape', ONE, async ({ page, api }) => {
  const store = await api()
  await store.create('ctas', 'ring-us', button('Ring us'))
  const entry = await store.create('articles', 'knees', { title: 'Knees', body: { markdown: '::cta{ref="ring-us"}' } })
  await openArticle(page, entry)
  await page.locator('.card-cta').getByText('Edit', { exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Button label').fill('Ring the clinic')
  await page.keyboard.press('Escape')
  await dialog.getByText('not saved yet').waitFor()
  assert.equal(await dialog.getByLabel('Button label').inputValue(), 'Ring the clinic')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await dialog.waitFor({ state: 'detached' })
})

walk('going on with one\'s own text saves nothing until somebody writes', ONE, async ({ page, server, visit, api }) => {
  const store = await api()
  const entry = await store.create('articles', 'knees', { title: 'Knees', body: { markdown: 'Stored.' } })
  await openArticle(page, entry)
  await store.change('articles', entry, { body: { markdown: 'By a colleague.' } })
  await body(page).click()
  await page.keyboard.type('Mine. ')
  await page.getByRole('button', { name: 'See both' }).click()
  await page.getByRole('button', { name: 'Go on with mine, unsaved' }).click()
  await mounted(page)
  await page.waitForTimeout(2_000)
  assert.equal(markdown(await store.show('articles', entry)), 'By a colleague.')
  await body(page).click()
  await page.keyboard.type('More. ')
  await store.stored('articles', entry, (shown) => markdown(shown).includes('More.'))
})

walk('the cursor is never behind the toolbar of a phone', { modes: ['phone'], demo: true }, async ({ page, api }) => {
  const article = await (await api()).find('articles', 'lower-back-pain-after-running')
  await openArticle(page, article)
  await page.setViewportSize({ width: 375, height: 400 })
  await body(page).locator(':scope > p').nth(1).tap()
  for (let line = 0; line < 8; line += 1) {
    await page.keyboard.press('Enter')
    await page.keyboard.type('A line.')
    const { cursor, bar } = await page.evaluate(() => new Promise((done) => {
      requestAnimationFrame(() => requestAnimationFrame(() => done({
        cursor: getSelection().getRangeAt(0).getBoundingClientRect().bottom,
        bar: document.querySelector('.text-tools').getBoundingClientRect().top,
      })))
    }))
    assert.ok(cursor <= bar, `the cursor ends at ${cursor}, the toolbar begins at ${bar}`)
  }
})
