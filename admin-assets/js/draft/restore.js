// After a crash: what was written and never saved is offered, never forced.
import { button, el, say } from '../editor/dom.js'
import { shown } from '../local-time.js'
import { Journal } from './journal.js'

export async function offer(journal, { now, restore, place }) {
  for (const record of await journal.left()) {
    if (JSON.stringify(record.fields) === now()) {
      Journal.forget(record.id)
      continue
    }
    const text = say('restore-offer', shown('moment', new Date(record.at))).replace('§', String(record.words))
    const done = (act) => () => {
      banner.remove()
      act?.(record)
    }
    const banner = el('div', { class: 'notice warn restore', role: 'status' },
      el('p', {}, text),
      el('div', { class: 'notice-actions' },
        // The text goes into this tab's own record, and the old one is not needed any more once it is there.
        button(say('restore'), done((one) => { restore(one); setTimeout(() => Journal.forget(one.id), 1_000) }), { class: 'button primary small' }),
        button(say('restore-discard'), done((one) => Journal.forget(one.id)), { class: 'button quiet small' })))
    place.prepend(banner)
  }
}
