// Somebody who writes a paragraph while everything may go wrong.
import assert from 'node:assert/strict'
import { pick } from './chance.js'
import { crash, journal } from './tabs.js'

/** So many letters are typed before anybody looks up. */
const BURST = 20
/** What is typed within so many milliseconds before a tab dies may not have reached the disk. */
const JOURNAL = 1_000
/** As many letters as are typed in that time, and then some. */
const RECENT = 120
const PATIENCE = 10_000
const SAVED = /^Saved \d/

/** What goes wrong in a page, for whoever has to find out why. */
function listen(page) {
  const told = []
  page.on('pageerror', (error) => told.push(`script: ${error.message}`))
  page.on('console', (message) => message.type() === 'error' && told.push(`console: ${message.text()}`))
  page.on('requestfailed', (request) => told.push(`failed: ${request.method()} ${request.url()} ${request.failure()?.errorText}`))
  page.on('response', (response) => response.status() >= 400 && told.push(`${response.status()}: ${response.url()}`))
  return told
}

export class Writer {
  /** Nobody can be let in: the network or the server is away. Whoever is signed out writes on beside the question. */
  away = false
  #random
  #keys
  #since = 0

  /** @param {object} of `visitor`, `person`, `path` of the entry; `paragraph`: which one is theirs; `text`: what stands in it. */
  constructor({ visitor, person, path, random, paragraph, text }) {
    Object.assign(this, { visitor, person, path, paragraph, text })
    this.#random = random
  }

  async open() {
    this.page = await this.visitor.context.newPage()
    this.#keys = await this.visitor.context.newCDPSession(this.page)
    const told = listen(this.page)
    const answer = await this.page.goto(this.path)
    try {
      await this.#letIn()
      await this.#arrive()
    } catch (error) {
      const state = await this.page.evaluate(() =>
        [document.readyState, document.visibilityState, document.querySelector('.rich-text')?.className, document.title].join(', '),
      ).catch(String)
      throw new Error(`${error.message}\n${answer?.status()} ${this.page.url()}: ${state}\n${told.join('\n')}`, { cause: error })
    }
  }

  /** A sign-in whose answer was lost has ended the session before it: then whoever comes back has to say who they are. */
  async #letIn() {
    if (!new URL(this.page.url()).pathname.startsWith('/admin/sign-in')) return
    await this.page.getByLabel('E-mail address').fill(this.person.email)
    await this.page.getByLabel('Password', { exact: true }).fill(this.person.password)
    await this.page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await this.page.waitForURL((url) => url.pathname === this.path)
  }

  /** Takes what a dead tab left, as its author would, and goes to the end of the paragraph. */
  async #arrive() {
    await this.page.waitForFunction(() => document.querySelector('.rich-text.mounted'))
    if (await this.#isOffered()) await this.page.getByRole('button', { name: 'Restore', exact: true }).first().click()
    this.body = this.page.getByRole('textbox', { name: 'Body' })
    await this.#toEnd()
  }

  /** Whether a text of a dead tab is; what says the same as what stands there is not. */
  async #isOffered() {
    const end = Date.now() + PATIENCE
    for (;;) {
      const living = await this.page.evaluate(async () => (await navigator.locks.query()).held.map(({ name }) => name))
      const left = (await journal(this.page)).filter(({ subject, tab }) => subject === this.path && !living.includes(`galley-tab-${tab}`))
      // A tab that has just died is taken to be alive for a moment.
      if (living.length === this.visitor.context.pages().length && left.length === 0) return false
      if (await this.page.locator('.restore').count() > 0) return true
      assert.ok(Date.now() < end, `${left.length} texts of dead tabs, and none is offered`)
      await this.page.waitForTimeout(100)
    }
  }

  #toEnd() {
    return this.body.evaluate((body, index) => {
      const paragraph = body.querySelectorAll(':scope > p')[index]
      body.focus()
      // Before the break that holds an empty line open.
      const end = paragraph.lastChild?.nodeName === 'BR' ? paragraph.childNodes.length - 1 : paragraph.childNodes.length
      getSelection().collapse(paragraph, end)
    }, this.paragraph)
  }

  async type(text) {
    for (let at = 0; at < text.length; at += BURST) {
      await this.signedIn()
      const burst = text.slice(at, at + BURST)
      // Letters follow one another; only the last is waited for.
      await Promise.all([...burst].map((key) => this.#keys.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text: key })))
      this.text += burst
    }
    this.#since = Date.now()
  }

  /** Whoever was signed out signs in, and goes on where the cursor was. */
  async signedIn() {
    const dialog = this.page.locator('dialog[open]')
    if (this.away || await dialog.count() === 0) return
    await dialog.getByLabel('E-mail address').fill(this.person.email)
    await dialog.getByLabel('Password').fill(this.person.password)
    await dialog.getByRole('button', { name: 'Sign in' }).click()
    // The answer may be lost like every other.
    await dialog.waitFor({ state: 'detached', timeout: 5_000 }).catch(() => {})
    await this.#toEnd()
  }

  stands() {
    return this.body.evaluate((body, index) => body.querySelectorAll(':scope > p')[index]?.textContent ?? '', this.paragraph)
  }

  /** The tab is gone without a word; what is there again is all but the last moment's letters. */
  async die() {
    const quick = Date.now() - this.#since
    if (this.#random() < 0.5) await this.page.waitForTimeout(JOURNAL)
    const rested = Date.now() - this.#since - quick >= JOURNAL / 2
    await crash(this.page)
    await this.open()
    const now = await this.stands()
    if (rested) assert.equal(now, this.text, 'a tab was killed after a rest, and everything was there')
    assert.ok(this.text.startsWith(now), `what is there again is a beginning of what was written: ${now.slice(-RECENT)}`)
    assert.ok(this.text.length - now.length < RECENT, `${this.text.length - now.length} letters are lost`)
    this.text = now
  }

  status() {
    return this.page.locator('.top .status').textContent()
  }

  /** Whether somebody else saved the same paragraph, so that the two have to be looked at. */
  async isStale() {
    return await this.#seeBoth().isVisible() || this.isBetween()
  }

  /** Whether both versions are on the screen. */
  isBetween() {
    return this.#between().isVisible()
  }

  #between() {
    return this.page.getByRole('heading', { name: 'Two versions' })
  }

  #seeBoth() {
    return this.page.getByRole('button', { name: 'See both' })
  }

  /** Looks at both versions, if there are two, and keeps one; once more if the other saved again. Answers which. */
  async decide() {
    let choice = 'was not late'
    if (!await this.isBetween()) await this.#leads(() => this.#seeBoth().click())
    while (await this.isBetween()) {
      choice = pick(this.#random, ['Keep mine', 'Keep theirs'])
      await this.#leads(() => this.page.getByRole('button', { name: choice, exact: true }).click())
    }
    await this.#arrive()
    this.text = await this.stands()
    return choice
  }

  /** Another page follows. */
  async #leads(act) {
    const loaded = this.page.waitForEvent('load')
    await act()
    await loaded
  }

  /** Presses "Save"; whether the page says that it is saved. */
  async save() {
    await this.signedIn()
    const save = this.page.locator('.top').getByRole('button', { name: 'Save', exact: true })
    // The save before may just lead to both versions.
    await save.or(this.#between()).first().waitFor()
    await save.click({ timeout: 2_000 }).catch(async (error) => { if (!await this.isBetween()) throw error })
    return this.page.locator('.top .status').getByText(SAVED).isVisible()
  }
}
