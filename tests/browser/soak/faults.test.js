// Somebody writes while everything goes wrong: the network drops, the server refuses, fails, is killed, the tab is killed.
// Whatever was written is there in the end, to the letter. GALLEY_TEST_SEEDS says how many runs, GALLEY_TEST_SEED where
// they begin. A part of `make soak` alone until they take less than the rest of the browser tests.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { Api } from '../harness/api.js'
import { closeChrome, signIn, visitor } from '../harness/browser.js'
import { chance, pick } from '../harness/chance.js'
import { OWNER, Server } from '../harness/server.js'
import { crash } from '../harness/tabs.js'

const RUNS = Number(process.env.GALLEY_TEST_SEEDS ?? 25)
const FIRST = Number(process.env.GALLEY_TEST_SEED ?? 1)
const LENGTH = 2_000
const WORDS = ['back', 'spine', 'runner', 'a', 'the', 'of', 'morning', 'stretch', 'über', 'knee', 'slowly', 'and', 'or', 'weeks', 'naïve', 'plan']
const STATUSES = [401, 409, 413, 500, 503]
/** So many letters are typed before anybody looks up. */
const BURST = 8
/** What is typed within so many milliseconds before a tab dies may not have reached the disk. */
const JOURNAL = 1_000

after(closeChrome)

/** Sentences of words, so that nothing typed means anything to the editor. */
function sentence(random, length) {
  let text = ''
  while (text.length < length) text += `${pick(random, WORDS)} `
  return text.slice(0, length - 1).trimEnd().padEnd(length, 'x')
}

class Writer {
  typed = ''
  /** Nobody can be let in: the network or the server is away. It is gone on with; the question takes no keys. */
  away = false
  #since = 0

  constructor(server, random) {
    this.server = server
    this.random = random
  }

  async arrive() {
    this.visitor = await visitor(this.server)
    await signIn(this.visitor.context, this.server)
  }

  async open(path) {
    this.page = await this.visitor.context.newPage()
    await this.page.goto(path)
    await this.restore()
    this.body = this.page.getByRole('textbox', { name: 'Body' })
    await this.body.click()
    await this.page.keyboard.press('Control+End')
  }

  /** Takes what a dead tab left, as its author would. */
  async restore() {
    await this.page.waitForFunction(() => document.querySelector('.rich-text.mounted'))
    await this.page.waitForFunction(asked)
    const offer = this.page.getByRole('button', { name: 'Restore', exact: true }).first()
    if (await offer.isVisible()) await offer.click()
  }

  async type(text) {
    for (let at = 0; at < text.length; at += BURST) {
      await this.signedIn()
      const burst = text.slice(at, at + BURST)
      await this.page.keyboard.type(burst)
      this.typed += burst
    }
    this.#since = Date.now()
  }

  /** Whoever was signed out signs in, and goes on where the cursor was. */
  async signedIn() {
    const dialog = this.page.locator('dialog[open]')
    if (this.away || await dialog.count() === 0) return
    await dialog.getByLabel('E-mail address').fill(OWNER.email)
    await dialog.getByLabel('Password').fill(OWNER.password)
    await dialog.getByRole('button', { name: 'Sign in' }).click()
    // The answer may be lost like every other.
    await dialog.waitFor({ state: 'detached', timeout: 5_000 }).catch(() => {})
    await this.body.click()
    await this.page.keyboard.press('Control+End')
  }

  text() {
    return this.body.evaluate((element) => [...element.querySelectorAll('p')].map((p) => p.textContent).join('\n'))
  }

  /** The tab is gone without a word; what is there again is all but the last moment's letters. */
  async die(path) {
    const before = this.typed
    const quick = Date.now() - this.#since
    if (this.random() < 0.5) await this.page.waitForTimeout(JOURNAL)
    const rested = Date.now() - this.#since - quick >= JOURNAL / 2
    await crash(this.page)
    await this.open(path)
    const now = await this.text()
    if (rested) assert.equal(now, before, 'a tab was killed after a rest, and everything was there')
    assert.ok(before.startsWith(now), `what is there again is a beginning of what was written: ${now.slice(-80)}`)
    assert.ok(before.length - now.length < 120, `${before.length - now.length} letters are lost`)
    this.typed = now
  }
}

/** In the page: whether what dead tabs left on the device, if anything, is offered. */
async function asked() {
  if (document.querySelector('.restore')) return true
  if (!(await indexedDB.databases()).some(({ name }) => name === 'galley')) return true
  const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open('galley')
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  const all = await new Promise((resolve) => {
    const request = database.transaction('journal').objectStore('journal').getAll()
    request.onsuccess = () => resolve(request.result)
  })
  database.close()
  const held = new Set((await navigator.locks.query()).held.map(({ name }) => name))
  return !all.some(({ subject, tab }) => subject === location.pathname && !held.has(`galley-tab-${tab}`))
}

async function run(seed, { database = 'sqlite' } = {}) {
  const random = chance(seed)
  const server = await Server.start({ database })
  const log = []
  try {
    const api = await Api.of(server)
    const entry = await api.create('articles', 'written', { title: 'Written', body: { markdown: '' } })
    const path = `/admin/articles/${entry.id}`
    const writer = new Writer(server, random)
    await writer.arrive()
    const { context } = writer.visitor
    await context.route(/\/draft$/, async (route) => {
      const status = failing.pop()
      if (status === undefined) return route.continue()
      if (status === 'lost') {
        // It arrived, and the answer did not.
        await route.fetch().catch(() => {})
        return route.abort()
      }
      return route.fulfill({ status, contentType: 'application/json', body: '{}' })
    })
    const failing = []
    await writer.open(path)
    const text = sentence(random, LENGTH)
    let written = 0
    while (written < text.length) {
      const piece = text.slice(written, written + 40 + Math.floor(random() * 160))
      const what = pick(random, ['nothing', 'offline', 'status', 'status', 'lost', 'kill', 'tab'])
      log.push(`${writer.typed.length}: ${what}`)
      if (what === 'offline') await context.setOffline(true)
      if (what === 'status') failing.push(pick(random, STATUSES))
      if (what === 'lost') failing.push('lost')
      if (what === 'kill') await server.kill()
      writer.away = what === 'offline' || what === 'kill'
      await writer.type(piece)
      if (random() < 0.3) await writer.page.waitForTimeout(random() * 1_500)
      if (what === 'offline') await context.setOffline(false)
      if (what === 'kill') await server.again()
      writer.away = false
      if (what === 'tab') await writer.die(path)
      written = writer.typed.length
      assert.equal(writer.typed, text.slice(0, written), 'the test types what it means to')
    }
    failing.length = 0
    // In the end its author saves, and sees that it is saved.
    const end = Date.now() + 40_000
    for (;;) {
      await writer.signedIn()
      await writer.page.locator('.top').getByRole('button', { name: 'Save', exact: true }).click()
      if (await writer.page.locator('.top .status').getByText(/^Saved \d/).isVisible().catch(() => false)) {
        const stored = await api.show('articles', entry)
        if (stored.content.body.markdown.trim() === text.trim()) break
      }
      assert.ok(Date.now() < end, `not saved: ${await writer.page.locator('.top .status').textContent()}`)
      await writer.page.waitForTimeout(200)
    }
    await writer.page.close()
    await writer.open(path)
    assert.equal((await writer.text()).trim(), text.trim())
    assert.deepEqual(writer.visitor.faults.filter((fault) => fault.startsWith('error in a script')), [])
    await context.close()
  } catch (error) {
    error.message = `seed ${seed}: ${error.message}\n${log.join('\n')}`
    throw error
  } finally {
    await server.stop()
  }
}

// Each waits more than it works.
describe('nothing that is written is lost, whatever fails', { concurrency: 3 }, () => {
  for (let seed = FIRST; seed < FIRST + RUNS; seed += 1) {
    test(`seed ${seed}`, { timeout: 300_000 }, () => run(seed))
  }
})
