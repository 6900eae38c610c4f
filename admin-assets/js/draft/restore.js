// After a crash: what was written and never saved is offered, never forced.
import { button, el, say } from '../editor/dom.js'
import { shown } from '../local-time.js'
import { Journal } from './journal.js'

//
// `restore(record)` puts it into the form, and answers what stood there if that is nowhere else. `beside()`: where the
// server puts a text beside what is saved, if anything is.
export async function offer(journal, { now, restore, place, beside }) {
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
    const discard = () => {
      banner.remove()
      Journal.forget(record.id)
    }
    const when = shown('moment', new Date(record.at))
    const look = async () => {
      const { compare } = await import('./compare.js')
      const choice = await compare(beside(), record, when)
      if (choice === 'restore') await take()
      if (choice === 'discard') discard()
    }
    const text = say('restore-offer', when).replace('§', String(record.words))
    const banner = el('div', { class: 'notice warn restore', role: 'status' },
      el('p', {}, text),
      el('div', { class: 'notice-actions' },
        button(say('restore'), take, { class: 'button primary small' }),
        record.base !== null && beside() ? button(say('restore-compare'), look, { class: 'button plain small' }) : null,
        button(say('restore-discard'), discard, { class: 'button quiet small' })))
    return banner
  }
  for (const record of left) {
    if (JSON.stringify(record.fields) === now()) Journal.forget(record.id)
    // The newest stands above.
    else place.insertBefore(show(record), behind)
  }
}
