// After a crash: what was written and never saved is offered, never forced.
import { button, el, say } from '../editor/dom.js'
import { shown } from '../local-time.js'
import { Journal } from './journal.js'

//
// `restore(record)` puts it into the form; it answers what stood there, `aside`, if that is nowhere else, or that it
// `failed` to keep that. `beside()`: where the
// server puts a text beside what is saved, if anything is.
export async function offer(journal, { now, restore, place, beside }) {
  const left = await journal.left()
  const behind = place.firstChild
  const show = (record) => {
    const when = shown('moment', new Date(record.at))
    const note = el('p', { role: 'alert', hidden: true })
    const fails = (words) => {
      note.textContent = say(words)
      note.hidden = false
    }
    const take = async () => {
      const { aside, failed } = await restore(record)
      if (failed) return fails('restore-failed')
      if (aside) place.prepend(show(aside))
      banner.remove()
      // The old record goes once this tab's own has the text.
      if (journal.works) Journal.forget(record.id)
    }
    const discard = () => {
      const next = [...place.querySelectorAll('.restore')].find((one) => one !== banner)?.querySelector('button')
      banner.remove()
      ;(next ?? document.querySelector('.canvas'))?.focus()
      Journal.forget(record.id)
    }
    const look = async () => {
      try {
        const { compare } = await import('./compare.js')
        const choice = await compare(beside(), record, when)
        if (choice === 'restore') await take()
        if (choice === 'discard') discard()
      } catch {
        // The script that compares could not be had.
        fails('compare-failed')
      }
    }
    const text = say('restore-offer', when).replace('§', String(record.words))
    const banner = el('div', { class: 'notice warn restore', role: 'status' },
      el('p', {}, text),
      el('div', { class: 'notice-actions' },
        button(say('restore'), take, { class: 'button primary small' }),
        beside() ? button(say('restore-compare'), look, { class: 'button plain small' }) : null,
        button(say('restore-discard'), discard, { class: 'button quiet small' })),
      note)
    return banner
  }
  for (const record of left) {
    if (JSON.stringify(record.fields) === now()) Journal.forget(record.id)
    // The newest stands above.
    else place.insertBefore(show(record), behind)
  }
}
