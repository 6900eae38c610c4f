// After a crash: what was written and never saved is offered, never forced.
import { button, el, say } from '../editor/dom.js'
import { shown } from '../local-time.js'
import { Journal } from './journal.js'

//
// `restore(record)` puts it into the form, and answers what stood there if that is nowhere else.
export async function offer(journal, { now, restore, place }) {
  const left = await journal.left()
  const behind = place.firstChild
  const show = (record) => {
    const take = async () => {
      banner.remove()
      const { aside, done } = restore(record)
      if (aside) place.prepend(show(aside))
      // The old record goes once this tab's own has the text.
      await done
      if (journal.works) Journal.forget(record.id)
    }
    const text = say('restore-offer', shown('moment', new Date(record.at))).replace('§', String(record.words))
    const banner = el('div', { class: 'notice warn restore', role: 'status' },
      el('p', {}, text),
      el('div', { class: 'notice-actions' },
        button(say('restore'), take, { class: 'button primary small' }),
        button(say('restore-discard'), () => { banner.remove(); Journal.forget(record.id) }, { class: 'button quiet small' })))
    return banner
  }
  for (const record of left) {
    if (JSON.stringify(record.fields) === now()) Journal.forget(record.id)
    // The newest stands above.
    else place.insertBefore(show(record), behind)
  }
}
