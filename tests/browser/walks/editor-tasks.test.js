// What writers do most, in as few acts as the design allows.
import assert from 'node:assert/strict'
import { openArticle } from '../harness/editor.js'
import { walk } from '../harness/walk.js'

const button = (label) => ({ name: label, kind: 'button', style: 'primary', label, target: { type: 'url', url: '/visit' } })
const insertMenu = (page, name) => page.getByRole('option', { name, selected: true })

/** Asks until the draft's body holds this. */
const holds = (store, entry, text) => store.stored('articles', entry, ({ content }) => JSON.stringify(content.body).includes(text))

walk('a call to action and questions are put into a text', {}, async ({ page, hands, api }) => {
  const store = await api()
  const cta = await store.live('ctas', 'ring-us', button('Ring the clinic'))
  const faq = await store.live('faqs', 'is-ice-good', { question: 'Is ice good?', answer: { markdown: 'For a day.' } })
  const entry = await store.create('articles', 'ankles', { title: 'Ankles', body: { markdown: '' } })
  await page.goto(`/admin/articles/${entry.id}`)
  await hands.into('Body')

  await hands.task('insert an existing call to action', { actions: 2, typed: 1 }, async () => {
    await hands.key('/')
    await hands.write('ring')
    await insertMenu(page, /Ring the clinic/).waitFor()
    await hands.key('Enter')
  })
  await page.getByRole('group', { name: /Ring the clinic/ }).waitFor()
  await holds(store, entry, cta.slug)

  await hands.task('reuse a question', { actions: 2, typed: 1 }, async () => {
    await hands.key('/')
    await hands.write('ice')
    await insertMenu(page, /Is ice good/).waitFor()
    await hands.key('Enter')
  })
  await page.locator('.card-faqs').getByText('Is ice good?').first().waitFor()
  await holds(store, entry, faq.slug)

  await hands.task('a new question where it will stand', { actions: 2, typed: 2 }, async () => {
    await hands.key('/')
    await insertMenu(page, 'New FAQ').waitFor()
    await hands.key('Enter')
    await page.getByLabel('Question', { exact: true }).and(page.locator(':focus')).waitFor()
    await hands.write('May I swim?')
    await page.keyboard.press('Tab')
    await hands.write('From the third week.')
  })
  await page.locator('.card-faqs').getByText('May I swim?').first().waitFor()
  await holds(store, entry, 'may-i-swim')
})

walk('an article is made and published', {}, async ({ page, hands, api }) => {
  const readers = await api()
  await page.goto('/admin')
  await hands.task('create and publish', { actions: 6, typed: 3 }, async () => {
    await hands.go('Articles')
    await hands.press('New article')
    await hands.type('Title', 'Shins')
    await hands.type('Standfirst', 'What hurts, and why.')
    await hands.type('Body', 'Rest them for a week.')
    await hands.press('Publish…')
    await hands.press(page.locator('.top .actions').getByRole('button', { name: /^Publish/ }))
  })
  await readers.awaits('articles', 'shins', (document) => document?.title === 'Shins', 'the article is live')
})

walk('behind a card that ends a text one goes on writing', { modes: ['keyboard'] }, async ({ page, hands, api }) => {
  const store = await api()
  await store.create('ctas', 'ring-us', button('Ring the clinic'))
  const entry = await store.create('articles', 'ankles', { title: 'Ankles', body: { markdown: 'Above.\n\n::cta{ref="ring-us"}' } })
  await openArticle(page, entry)
  await hands.into('Body')
  await hands.write('Below.')
  const { content } = await store.stored('articles', entry, ({ content }) => content.body.markdown.includes('Below.'))
  assert.equal(content.body.markdown.trim(), 'Above.\n\n::cta{ref="ring-us"}\n\nBelow.')
})
