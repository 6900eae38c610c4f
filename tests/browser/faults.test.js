// People write while everything goes wrong: the network drops, the server refuses, fails, is killed, the tab is killed.
// Whatever was written is there in the end, to the letter. GALLEY_TEST_SEEDS says how many runs, GALLEY_TEST_SEED where
// they begin.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Api } from './harness/api.js'
import { chrome, closeChrome, signIn, visitor } from './harness/browser.js'
import { chance, pick } from './harness/chance.js'
import { OWNER, Server } from './harness/server.js'
import { Writer } from './harness/writer.js'

const RUNS = Number(process.env.GALLEY_TEST_SEEDS ?? 25)
const FIRST = Number(process.env.GALLEY_TEST_SEED ?? 1)
const LENGTH = 2_000
/** Of two who write in one paragraph. */
const TURNS = 12
const WORDS = ['back', 'spine', 'runner', 'a', 'the', 'of', 'morning', 'stretch', 'über', 'knee', 'slowly', 'and', 'or', 'weeks', 'naïve', 'plan']
const STATUSES = [401, 409, 413, 500, 503]
const FAULTS = ['nothing', 'offline', 'status', 'status', 'lost', 'kill', 'tab']
/** A save may wait for its turn to be tried again, and then for another's (ms). */
const IN_THE_END = 60_000
/** Each waits more than it works. */
const AT_ONCE = 6

const idle = []

before(() => chrome({ windows: false }))

after(async () => {
  await Promise.all(idle.map(({ server }) => server.stop()))
  await closeChrome()
})

/** A server of its own while it runs; the next run has it again. */
async function atServer(run) {
  const site = idle.pop() ?? await begin()
  try {
    await run(site)
  } catch (error) {
    await site.server.stop()
    throw error
  }
  idle.push(site)
}

async function begin() {
  const server = await Server.start()
  const edith = await server.person('editor')
  return { server, edith, api: await Api.of(server) }
}

/** Sentences of words, so that nothing typed means anything to the editor. */
function sentence(random, length) {
  let text = ''
  while (text.length < length) text += `${pick(random, WORDS)} `
  return text.slice(0, length - 1).trimEnd().padEnd(length, 'x')
}

/** What a visitor's saves meet. */
async function between(server, person) {
  const one = await visitor(server, { viewport: { width: 800, height: 600 } })
  await one.page.close()
  await signIn(one.context, server, person)
  const failing = []
  await one.context.route(/\/draft$/, async (route) => {
    const what = failing.pop()
    if (what === undefined) return route.continue()
    if (what === 'lost') {
      // It arrived, and the answer did not.
      await route.fetch().catch(() => {})
      return route.abort()
    }
    return route.fulfill({ status: what, contentType: 'application/json', body: '{}' })
  })
  return { ...one, failing }
}

/** One piece of a text, and what goes wrong meanwhile to its writer; `everybody` is at the same server. */
async function step({ writer, everybody, server, random, what }, piece) {
  const { context, failing } = writer.visitor
  const concerned = what === 'kill' ? everybody : everybody.filter(({ visitor }) => visitor === writer.visitor)
  const away = what === 'offline' || what === 'kill'
  if (what === 'offline') await context.setOffline(true)
  if (what === 'status') failing.push(pick(random, STATUSES))
  if (what === 'lost') failing.push('lost')
  if (what === 'kill') await server.kill()
  for (const one of concerned) one.away = away
  await writer.type(piece)
  if (random() < 0.3) await writer.page.waitForTimeout(random() * 1_500)
  if (what === 'offline') await context.setOffline(false)
  if (what === 'kill') await server.again()
  for (const one of concerned) one.away = false
  if (what === 'tab') await writer.die()
}

const stored = async (api, entry) => (await api.show('articles', entry)).content.body.markdown.trim()

/**
 * Every writer has a paragraph of their own.
 * @param {object} how `begins`: what stands in each; `people`: as which of the persons each is there.
 */
async function apart(seed, { begins, people }, { server, api, edith }) {
  const random = chance(seed)
  const log = []
  const entry = await written(api, begins)
  const visitors = await Promise.all(people.map((who) => between(server, [OWNER, edith][who])))
  const writers = people.map((who, paragraph) => new Writer({
    visitor: visitors[people.indexOf(who)],
    person: [OWNER, edith][who],
    path: `/admin/articles/${entry.id}`,
    random,
    paragraph,
    text: begins[paragraph],
  }))
  const wanted = begins.map((text) => `${text} ${sentence(random, LENGTH / people.length)}`.trim())
  try {
    for (const writer of writers) await writer.open()
    const unfinished = () => writers.filter(({ text, paragraph }) => text.length < wanted[paragraph].length)
    while (unfinished().length) {
      const writer = pick(random, unfinished())
      const what = pick(random, FAULTS)
      log.push(`${writer.paragraph} at ${writer.text.length}: ${what}`)
      const behind = wanted[writer.paragraph].slice(writer.text.length)
      await step({ writer, everybody: writers, server, random, what }, behind.slice(0, 40 + Math.floor(random() * 160)))
    }
    assert.deepEqual(writers.map(({ text }) => text), wanted, 'the test types what it means to')
    for (const { failing } of visitors) failing.length = 0
    // In the end all of them save, and see that it is saved.
    const whole = wanted.join('\n\n')
    const end = Date.now() + IN_THE_END
    for (;;) {
      const saved = []
      for (const writer of writers) saved.push(await writer.save())
      if (saved.every(Boolean) && await stored(api, entry) === whole) break
      const said = await Promise.all(writers.map((writer) => writer.status()))
      assert.ok(Date.now() < end, `not saved: ${said.join(' | ')}\n${await stored(api, entry)}`)
      await writers[0].page.waitForTimeout(200)
    }
    for (const writer of writers) {
      await writer.page.close()
      await writer.open()
      assert.equal(await writer.stands(), writer.text)
    }
    await part(visitors)
  } catch (error) {
    throw new Error(`${error.message}\n${log.join('\n')}`, { cause: error })
  }
}

/** Two people write in the same paragraph: one of two versions stands, and the other is in the history. */
async function together(seed, { server, api, edith }) {
  const random = chance(seed)
  const log = []
  const entry = await written(api, ['Together.'])
  const people = [OWNER, edith]
  const visitors = await Promise.all(people.map((person) => between(server, person)))
  const path = `/admin/articles/${entry.id}`
  const writers = people.map((person, index) => new Writer({ visitor: visitors[index], person, path, random, paragraph: 0, text: 'Together.' }))
  const versions = async () => {
    const contents = await api.history('articles', await api.show('articles', entry))
    return contents.map(({ body }) => body.markdown.trim())
  }
  // Whatever stood in somebody's form when two versions met, or in the end.
  const stood = []
  const decide = async (writer) => {
    if (!await writer.isBetween()) stood.push(await writer.stands())
    log.push(`${writers.indexOf(writer)}: ${await writer.decide()}`)
  }
  try {
    for (const writer of writers) await writer.open()
    for (let turn = 0; turn < TURNS; turn += 1) {
      const writer = pick(random, writers)
      if (await writer.isStale()) await decide(writer)
      // What a tab that dies had saved may have been gone on from by the other: that is no beginning of what stands there.
      const what = pick(random, FAULTS.filter((fault) => fault !== 'tab'))
      log.push(`${writers.indexOf(writer)} at ${writer.text.length}: ${what}`)
      await step({ writer, everybody: writers, server, random, what }, ` ${sentence(random, 40 + Math.floor(random() * 160))}`)
    }
    for (const { failing } of visitors) failing.length = 0
    const end = Date.now() + IN_THE_END
    for (const writer of writers) {
      for (;;) {
        if (await writer.isStale()) await decide(writer)
        // A save may just lead to both versions.
        const text = await writer.stands().catch(() => null)
        if (text !== null) stood.push(text)
        if (await writer.save() && (await versions()).includes(text)) break
        await writer.page.waitForTimeout(200)
        assert.ok(Date.now() < end, `not saved: ${await writer.status()}`)
      }
    }
    const all = await versions()
    for (const text of stood) assert.ok(all.includes(text), `${text}\nis in none of\n${all.join('\n')}`)
    await part(visitors)
  } catch (error) {
    throw new Error(`${error.message}\n${log.join('\n')}`, { cause: error })
  }
}

let entries = 0

/** An article of these paragraphs. */
function written(api, paragraphs) {
  entries += 1
  return api.create('articles', `written-${entries}`, { title: 'Written', body: { markdown: paragraphs.join('\n\n') } })
}

/** Nobody saw an error. */
async function part(visitors) {
  const faults = visitors.flatMap(({ faults }) => faults)
  assert.deepEqual(faults.filter((fault) => fault.startsWith('error in a script')), [])
  for (const { context } of visitors) await context.close()
}

const many = (runs, run) => {
  for (let seed = FIRST; seed < FIRST + Math.max(1, Math.floor(runs)); seed += 1) {
    test(`seed ${seed}`, { timeout: 300_000 }, () => atServer((site) => run(seed, site)))
  }
}

describe('nothing that is written is lost, whatever fails', { concurrency: AT_ONCE }, () => {
  many(RUNS, (seed, site) => apart(seed, { begins: [''], people: [0] }, site))
})

describe('nor of what is written in two tabs', { concurrency: AT_ONCE }, () => {
  many(RUNS / 8, (seed, site) => apart(seed, { begins: ['First.', 'Second.'], people: [0, 0] }, site))
})

describe('nor of what two people write', { concurrency: AT_ONCE }, () => {
  many(RUNS / 8, (seed, site) => apart(seed, { begins: ['First.', 'Second.'], people: [0, 1] }, site))
})

describe('nor of what two people write in the same paragraph', { concurrency: AT_ONCE }, () => {
  many(RUNS / 8, together)
})
