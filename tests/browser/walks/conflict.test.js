// Two people at one entry: nobody's words are lost.
import assert from 'node:assert/strict'
import { walk } from '../harness/walk.js'

const BASE = { title: 'Warming up', body: { markdown: 'Five minutes are enough.' } }

/** Both open the entry, the other saves first, then this one. */
async function collide({ server, page, hands, visit, api }) {
  const store = await api()
  const entry = await store.create('articles', 'warming-up', BASE)
  const edith = await visit(await server.person('editor'))
  await page.goto(`/admin/articles/${entry.id}`)
  await edith.page.goto(`/admin/articles/${entry.id}`)
  await edith.hands.type('Body', 'Ten minutes are enough.')
  await edith.hands.press('Save')
  await hands.type('Body', 'Fifteen minutes are enough.')
  await hands.press('Save')
  const words = await page.locator('main').textContent()
  for (const part of ['Edith Editor', 'Ten', 'Fifteen']) assert.ok(words.includes(part), `${part} in ${words}`)
  return { store, entry, bodies: async () => JSON.stringify((await store.show('articles', entry)).content) }
}

walk('two people save, and mine is kept', {}, async (at) => {
  const { bodies } = await collide(at)
  await at.hands.task('keep mine', { actions: 1, typed: 0 }, () => at.hands.press('Keep mine'))
  assert.match(await bodies(), /Fifteen minutes/)
  assert.equal((await at.hands.read('Body')).trim(), 'Fifteen minutes are enough.')
})

walk('two people save, and theirs is kept', { modes: ['mouse', 'keyboard'] }, async (at) => {
  const { bodies } = await collide(at)
  await at.hands.press('Keep theirs')
  assert.match(await bodies(), /Ten minutes/)
  assert.match((await at.hands.read('Body')).trim(), /Ten minutes/)
})
