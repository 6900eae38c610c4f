// After a crash: what was written and never saved is offered, never forced.
import { button, el, say } from '../editor/dom.js'
import { shown } from '../local-time.js'
import { Journal } from './journal.js'

export async function offer(journal, { now, restore, place }) {
  const left = await journal.left()
  const behind = place.firstChild
  for (const record of left) {
    if (JSON.stringify(record.fields) === now()) {
      Journal.forget(record.id)
      continue
    }
    // The old record goes once this tab's own has the text.
    const take = async () => {
      banner.remove()
      await restore(record)
      if (journal.works) Journal.forget(record.id)
    }
    const text = say('restore-offer', shown('moment', new Date(record.at))).replace('§', String(record.words))
    const banner = el('div', { class: 'notice warn restore', role: 'status' },
      el('p', {}, text),
      el('div', { class: 'notice-actions' },
        button(say('restore'), take, { class: 'button primary small' }),
        button(say('restore-discard'), () => { banner.remove(); Journal.forget(record.id) }, { class: 'button quiet small' })))
    // The newest stands above.
    place.insertBefore(banner, behind)
  }
}
