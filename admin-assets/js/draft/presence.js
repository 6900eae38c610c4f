// Who else is at this entry. It never blocks: both may write, and what they write is merged.
import { button, el, say } from '../editor/dom.js'
import { shown } from '../local-time.js'
import { TAB } from './journal.js'

const EVERY = 15_000

export function presence(address, { newer }) {
  const line = el('div', { class: 'presence', role: 'status' })
  document.querySelector('#entry .column')?.prepend(line)
  let before = ''
  const show = ({ others, holder }) => {
    const now = JSON.stringify([others.map(({ name }) => name), holder])
    if (now === before) return
    before = now
    if (others.length === 0) {
      line.replaceChildren()
      return
    }
    const names = others.map(({ name }) => name).join(', ')
    const since = shown('clock', new Date(others[0].since))
    line.replaceChildren(el('p', {}, `${say('presence', names)} ${say('presence-since', since)}`))
    if (holder?.name) {
      line.append(el('p', { class: 'muted' }, say('presence-holds', holder.name)), button(say('take-over'), () => tell('take_over'), { class: 'button plain small' }))
    }
  }
  async function tell(does) {
    try {
      const answer = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ tab: TAB, does }),
        keepalive: does === 'leave',
        redirect: 'error',
      })
      if (!answer.ok || does === 'leave') return
      const said = await answer.json()
      show(said)
      if (said.newest) newer(said.newest)
    } catch {
      // The next one may come through; the status line says what matters.
    }
  }
  tell('here')
  setInterval(() => { if (document.visibilityState !== 'hidden') tell('here') }, EVERY)
  addEventListener('visibilitychange', () => { if (document.visibilityState !== 'hidden') tell('here') })
  addEventListener('pagehide', () => tell('leave'))
}
