// What a dead tab left, beside what is saved: seen before it is taken.
import { button, el, say } from '../editor/dom.js'
import { modal } from '../editor/modal.js'

// `when`: of the text. Answers "restore", "discard", or nothing.
export function compare(address, { fields }, when) {
  const shown = el('div', { class: 'unsaved', tabindex: '0', role: 'region', 'aria-labelledby': 'unsaved-heading' },
    el('p', { class: 'muted', role: 'status' }, say('compare-waiting')))
  const choice = (words, value, look) => button(say(words), () => dialog.close(value), { class: `button ${look}` })
  const dialog = el('dialog', { class: 'dialog wide', 'aria-labelledby': 'unsaved-heading' },
    el('h2', { id: 'unsaved-heading' }, say('compare-heading', when)),
    shown,
    el('div', { class: 'actions' },
      choice('restore-discard', 'discard', 'quiet'), choice('compare-close', '', 'plain'), choice('restore', 'restore', 'primary')))
  differences(address, fields).then((nodes) => shown.replaceChildren(...nodes))
  return modal(dialog)
}

async function differences(address, fields) {
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/html' },
      body: JSON.stringify({ fields }),
      redirect: 'error',
    })
    if (answer.ok) return new DOMParser().parseFromString(await answer.text(), 'text/html').body.childNodes
  } catch {
    // Away, like what was refused: it can be restored unseen.
  }
  return [el('p', { role: 'alert' }, say('compare-failed'))]
}
