// What the text shows of other entries: asked of the server in batches, kept while the page lives.
import { words } from '../status.js'

const BATCH = 50
const cards = new Map()
const watchers = new Map()
let wanted = new Set()
let timer

// Calls `show` with the card of an entry now and whenever it is known better: `undefined` while it is asked for, `null`
// for what is not there, `false` where the server could not be asked. Gives back what ends it.
export function watch(id, show) {
  const all = watchers.get(id) ?? watchers.set(id, new Set()).get(id)
  all.add(show)
  if (cards.has(id)) show(cards.get(id))
  else {
    show(undefined)
    want(id)
  }
  return () => all.delete(show)
}

// Asks again: the entry was saved.
export function refresh(id) {
  want(id)
}

export const card = (id) => cards.get(id)

function want(id) {
  wanted.add(id)
  timer ??= setTimeout(ask, 0)
}

async function ask() {
  timer = undefined
  const ids = [...wanted]
  wanted = new Set()
  for (let at = 0; at < ids.length; at += BATCH) {
    const some = ids.slice(at, at + BATCH)
    try {
      const answer = await fetch(`${words.cardsAt}?ids=${some.join(',')}`, { headers: { accept: 'application/json' } })
      if (!answer.ok) throw new Error(String(answer.status))
      const found = new Map((await answer.json()).map((one) => [one.id, one]))
      for (const id of some) tell(id, found.get(id) ?? null)
    } catch {
      for (const id of some) if (!cards.get(id)) tell(id, false)
    }
  }
}

function tell(id, known) {
  cards.set(id, known)
  watchers.get(id)?.forEach((show) => show(known))
}

addEventListener('online', () => {
  for (const [id, known] of cards) if (known === false) want(id)
})
