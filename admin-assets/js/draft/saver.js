// Saves what is written: a second after the last key and every five seconds, one request at a time of what stands in the
// form, each with the revision that it is based on and a key of its own, which a retry repeats. Knows no page: it is given what to save, where,
// and whom to tell.
const QUIET = 1_000
const LONGEST = 5_000
const JOURNAL = 200
const PATIENCE = 20_000
const BACKOFF = [500, 1_000, 2_000, 4_000, 8_000, 15_000]
/** Browsers send no more than 64 KiB from a page that is closing (Fetch, section 4.6). */
const KEEPALIVE = 60_000
/** Of so many saves that were refused the server is told. */
const GIVEN_UP = 20

export class Saver {
  base
  #address
  #collect
  #journal
  #tell
  #words
  // What the server has, as text.
  #known
  #flight = null
  // Keys of saves that were refused since the last one that was taken: an earlier try of one may have arrived, and its
  // answer was lost.
  #given = []
  // Keys of saves that were taken and put together with what others wrote, not all of which could come into the form.
  #arrived = []
  // What the last save that was taken went out with, and the newest revision that was ever heard of.
  #before = null
  #newest = 0
  #sending = null
  #saving
  #journalling
  #since = 0
  #fails = 0
  #wish = {}
  // Nothing is saved until somebody writes.
  #waits

  /**
   * @param {object} of `address()`; `base`: the revision shown, or null; `collect()`: the pairs of the form; `journal`;
   *   `tell(answer)`: told of every answer; `words()`: how many there are, for the journal; `unsaved`: the page holds what
   *   no save has taken.
   */
  constructor({ address, base, collect, journal, tell, words, unsaved = false }) {
    this.#address = address
    this.base = base
    this.#collect = collect
    this.#journal = journal
    this.#tell = tell
    this.#words = words
    this.#known = unsaved ? '' : JSON.stringify(collect())
    this.#waits = unsaved
    if (unsaved) this.#keep()
    addEventListener('online', () => this.#again())
  }

  // Whether a revision is news.
  isNews(revision) {
    return revision > Math.max(this.base ?? 0, this.#newest)
  }

  get dirty() {
    return this.#flight !== null || JSON.stringify(this.#collect()) !== this.#known
  }

  // Something was written.
  changed() {
    this.#waits = false
    this.#since ||= performance.now()
    this.#journalling ??= setTimeout(() => this.#keep(), JOURNAL)
    clearTimeout(this.#saving)
    if (!this.#sending) this.#saving = setTimeout(() => this.#save(), Math.max(0, Math.min(QUIET, this.#since + LONGEST - performance.now())))
  }

  // Saves at once and waits for the answer to all that is written now; `wish`: why, and how the version is called.
  async flush(wish = {}) {
    this.#wish = wish
    this.#waits = false
    const wanted = JSON.stringify(this.#collect())
    let answer = { answer: 'saved' }
    for (let tries = 0; tries < 4; tries += 1) {
      answer = await (this.#sending ?? this.#save(true))
      if (!answer) return { answer: 'saved' }
      if (answer.answer !== 'saved' || this.#known === wanted) return answer
    }
    return answer
  }

  // Keys of the saves since the base that may have arrived, or did.
  get after() {
    return [...this.#arrived, ...this.#given]
  }

  // What stands in the form, with all that is needed to go on with it.
  get standing() {
    const { base } = this
    return { base, fields: this.#collect(), flight: this.#flight, given: this.#given, arrived: this.#arrived, words: this.#words(), at: Date.now() }
  }

  // What another tab, or this one before it died, left behind: its text stands in the form now. An answer to what stood
  // there before is no answer to it. Done once the device has it under this tab.
  resume(record) {
    clearTimeout(this.#saving)
    this.#sending = null
    this.base = record.base
    this.#flight = record.flight
    this.#given = record.given ?? []
    this.#arrived = record.arrived ?? []
    this.#known = ''
    this.changed()
    return this.#keep()
  }

  // Signed in again, or back on the network.
  retry() {
    this.#fails = 0
    this.#again()
  }

  // Whether there is something that the server is to have before the page goes on.
  get owes() {
    return !this.#waits && this.dirty
  }

  // The page may go, now: the device keeps it, and the server gets it if that can be.
  leave() {
    this.#keep()
    if (!this.#sending && this.owes) this.#save(false, true)
  }

  // The text is the server's now in another way: a form was sent.
  handedOver() {
    this.#known = JSON.stringify(this.#collect())
    clearTimeout(this.#saving)
  }

  #again() {
    if (this.#sending || (!this.#flight && !this.owes)) return
    clearTimeout(this.#saving)
    this.#save()
  }

  #keep() {
    clearTimeout(this.#journalling)
    this.#journalling = undefined
    return this.dirty ? this.#journal.put(this.standing) : this.#journal.clear()
  }

  #save(always = false, leaving = false) {
    if (this.#sending) return this.#sending
    clearTimeout(this.#saving)
    if (!this.#flight) {
      const fields = this.#collect()
      const text = JSON.stringify(fields)
      const { cause = 'autosave', name } = this.#wish
      if (text === this.#known && !name && !(always && this.base === null)) {
        this.#since = 0
        this.#keep()
        return Promise.resolve(null)
      }
      this.#flight = { key: crypto.randomUUID(), base: this.base, cause, name, fields }
      this.#wish = {}
    }
    this.#since = 0
    const sending = this.#send(this.#flight, leaving).finally(() => {
      if (this.#sending === sending) this.#sending = null
    })
    this.#sending = sending
    return sending
  }

  async #send(flight, leaving) {
    const { key, base, cause, name, fields } = flight
    const { after } = this
    const body = JSON.stringify({ ...(base !== null && { base }), key, ...(after.length && { after }), cause, ...(name && { name }), fields })
    const kept = this.#keep()
    // A page that goes would not live to hear of it.
    if (!leaving) await kept
    // Another text stands in the form; this one was set aside, and whoever takes it up again repeats the request.
    const superseded = () => this.#flight !== flight
    const answer = superseded() ? null : await post(this.#address(), body)
    if (superseded()) return { answer: 'superseded' }
    const text = JSON.stringify(fields)
    this.#newest = Math.max(this.#newest, answer.revision ?? 0)
    if (answer.answer === 'saved') {
      this.#fails = 0
      this.#flight = null
      this.#before = { base, arrived: [...after, key] }
      this.#given = []
      this.#arrived = []
      this.base = answer.revision
      this.#known = text
      // What a merge brings changes the form, and what is known of it with it.
      await this.#tell(answer, fields)
    } else if (answer.answer === 'auth') {
      this.#tell(answer, fields)
    } else if (answer.answer === 'busy') {
      const wait = Math.max(BACKOFF[Math.min(this.#fails, BACKOFF.length - 1)], answer.after ?? 0)
      this.#fails += 1
      this.#saving = setTimeout(() => this.#again(), wait)
      this.#tell(answer, fields)
      return answer
    } else {
      // Refused: what is written next may be taken.
      this.#flight = null
      this.#given = [...this.#given, key].slice(-GIVEN_UP)
      this.#tell(answer, fields)
    }
    await this.#keep()
    if (answer.answer === 'saved' && this.dirty) setTimeout(() => this.changed())
    return answer
  }

  // What the server has, with what others wrote. Where some of that could not come into the form, that save counts as one
  // whose answer never came: the next is put together with the others' once more, or said to be too late.
  took(pairs, all) {
    this.#known = JSON.stringify(pairs)
    if (all) return
    this.base = this.#before.base
    this.#arrived = this.#before.arrived.slice(-GIVEN_UP)
  }
}

const BY_STATUS = { 401: 'auth', 403: 'forbidden', 404: 'gone', 409: 'stale', 410: 'gone', 413: 'too_large', 422: 'invalid' }

// One of the eight answers: saved, stale, invalid, auth, forbidden, gone, too_large, busy.
async function post(address, body) {
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body,
      keepalive: body.length < KEEPALIVE,
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE),
    })
    const said = await answer.json().catch(() => ({}))
    if (answer.ok) return said.answer === 'saved' ? said : { answer: 'busy' }
    const after = Number(answer.headers.get('retry-after')) * 1_000
    return { ...said, answer: BY_STATUS[answer.status] ?? 'busy', status: answer.status, after: Number.isFinite(after) ? Math.min(after, 15_000) : 0 }
  } catch {
    return { answer: 'busy', offline: true }
  }
}
