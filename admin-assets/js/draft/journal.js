// What is written and not saved yet, kept on this device (IndexedDB): a record for each tab and entry, with the request
// that is on its way. Gone once the server has it; what a tab left behind is found when the entry is opened again.
const NAME = 'galley'
const STORE = 'journal'
/** A tab that has just died may hold its lock so long (ms). */
const DYING = 1_500
/** This tab, for as long as the page lives. */
export const TAB = crypto.randomUUID()

let opened

function database() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' }).createIndex('subject', 'subject')
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  return opened
}

async function run(mode, act) {
  const db = await database()
  return new Promise((resolve, reject) => {
    const tx = db.transaction(STORE, mode, { durability: mode === 'readwrite' ? 'strict' : 'default' })
    const request = act(tx.objectStore(STORE))
    tx.oncomplete = () => resolve(request?.result)
    tx.onabort = tx.onerror = () => reject(tx.error)
  })
}

// Held while the page lives, so that another tab knows that it does.
let alive
export function live() {
  alive ??= navigator.locks?.request(`galley-tab-${TAB}`, () => new Promise(() => {}))
}

// Whether a tab is gone for good.
async function isGone(tab) {
  if (!navigator.locks) return true
  const options = { mode: 'shared', signal: AbortSignal.timeout(DYING) }
  return navigator.locks.request(`galley-tab-${tab}`, options, () => true).catch(() => false)
}

export class Journal {
  // False once the device would not keep it: then leaving the page asks first.
  works = true
  #writing = Promise.resolve()

  constructor(subject, person) {
    this.subject = subject
    this.person = person
    live()
  }

  get #id() {
    return `${this.subject} ${TAB}`
  }

  #of(tab, record) {
    const { subject, person } = this
    return { ...record, id: `${subject} ${tab}`, subject, person, tab }
  }

  // In the order in which they were asked for.
  #queue(act) {
    this.#writing = this.#writing.then(act).then(() => { this.works = true }, () => { this.works = false })
    return this.#writing
  }

  put(record) {
    const whole = this.#of(TAB, record)
    return this.#queue(() => run('readwrite', (store) => store.put(whole)))
  }

  // Another text is to take the place of this one: it is kept as if its tab were gone. Null where it could not be kept.
  async aside(record, tab = crypto.randomUUID()) {
    const whole = this.#of(tab, record)
    await this.#queue(() => run('readwrite', (store) => store.put(whole)))
    return this.works ? whole : null
  }

  clear() {
    const id = this.#id
    return this.#queue(() => run('readwrite', (store) => store.delete(id)))
  }

  // The entry has an address of its own now.
  move(subject) {
    const before = this.#id
    this.subject = subject
    return this.#queue(() => run('readwrite', (store) => store.delete(before)))
  }

  // What tabs that are gone left of this entry and person, the newest first.
  async left() {
    try {
      const all = await run('readonly', (store) => store.index('subject').getAll(this.subject))
      const others = all.filter((one) => one.person === this.person && one.tab !== TAB)
      const gone = await Promise.all(others.map(({ tab }) => isGone(tab)))
      return others.filter((_, index) => gone[index]).sort((a, b) => b.at - a.at)
    } catch {
      return []
    }
  }

  static forget(id) {
    return run('readwrite', (store) => store.delete(id)).catch(() => {})
  }
}
