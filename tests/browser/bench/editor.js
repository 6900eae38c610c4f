// How long a key takes to be seen: from the event to the frame that shows its letter, in a long article full of cards.
// KEYS says how many are typed.
import assert from 'node:assert/strict'
import { Api } from '../harness/api.js'
import { closeChrome, signIn, visitor } from '../harness/browser.js'
import { chance, pick } from '../harness/chance.js'
import { Server } from '../harness/server.js'

const WORDS = 10_000
const CARDS = 30
const KEYS = Number(process.env.KEYS ?? 600)
/** Between two keys (ms): somebody who types fast. */
const PACE = 80
const GOAL = 32
const VOCABULARY = 'back spine runner a the of morning stretch knee slowly and or weeks plan which after before load rest until'.split(' ')

const server = await Server.start()
try {
  const api = await Api.of(server)
  await server.demo()
  const article = await api.create('articles', 'long', { title: 'A long article', body: { markdown: await long(api) } })
  const { context, page } = await visitor(server)
  await signIn(context, server)
  await page.goto(`/admin/articles/${article.id}`)
  await page.locator('.rich-text.mounted').waitFor()
  await page.waitForLoadState('networkidle')
  const body = page.getByRole('textbox', { name: 'Body' })
  const there = await body.evaluate((element) => ({ words: element.innerText.split(/\s+/).length, cards: element.querySelectorAll('.card').length }))
  assert.ok(there.words >= WORDS && there.cards === CARDS, JSON.stringify(there))
  console.log(`${there.words} words, ${there.cards} cards; goal: p95 ≤ ${GOAL} ms`)
  const session = await context.newCDPSession(page)
  for (const rate of [1, 4]) {
    await session.send('Emulation.setCPUThrottlingRate', { rate })
    report(rate === 1 ? 'this machine' : `CPU ${rate} × slower`, await type(page, body))
  }
  await context.close()
} finally {
  await closeChrome()
  await server.stop()
}

/** Markdown of so many words with a card every few paragraphs, from a seed. */
async function long(api) {
  const random = chance(1)
  const sentence = (length) => `${Array.from({ length }, () => pick(random, VOCABULARY)).join(' ')}.`
  const [ctas, faqs] = [await api.list('ctas'), await api.list('faqs')]
  const parts = []
  const perCard = Math.ceil(WORDS / CARDS / 60)
  for (let card = 0; card < CARDS; card += 1) {
    if (card % 3 === 0) parts.push(`## ${sentence(6)}`)
    for (let paragraph = 0; paragraph < perCard; paragraph += 1) parts.push([sentence(14), sentence(20), sentence(26)].join(' '))
    parts.push(card % 2 ? `::cta{ref="${pick(random, ctas).slug}"}` : `::faqs{refs="${pick(random, faqs).slug}"}`)
  }
  return parts.join('\n\n')
}

/** Types into the middle of the text; milliseconds of each key, in the order of typing. */
async function type(page, body) {
  const paragraphs = body.locator(':scope > p')
  await paragraphs.nth(Math.floor(await paragraphs.count() / 2)).click()
  await page.keyboard.press('End')
  await page.evaluate(() => {
    globalThis.took = []
    const { port1, port2 } = new MessageChannel()
    const waiting = []
    port1.onmessage = () => took.push(performance.now() - waiting.shift())
    globalThis.measured ??= document.addEventListener('keydown', ({ timeStamp }) => {
      // The message comes when the frame is drawn.
      requestAnimationFrame(() => {
        waiting.push(timeStamp)
        port2.postMessage(null)
      })
    }, true) ?? true
  })
  const random = chance(2)
  for (let key = 0; key < KEYS; key += 1) {
    await page.keyboard.press(random() < 0.2 ? 'Space' : pick(random, [...'etaoinshrdlu']))
    await page.waitForTimeout(PACE)
  }
  await page.waitForFunction((keys) => took.length >= keys, KEYS)
  return page.evaluate(() => took)
}

function report(name, all) {
  const sorted = all.toSorted((a, b) => a - b)
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1)
  console.log(`${name}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms (${all.length} keys)`)
}
