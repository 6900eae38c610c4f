// Signing in again in place: the text stays where it is.
import { button, el, say } from '../editor/dom.js'

let open = null

// `at` once: the focus goes there; whoever is writing is left to write, and the dialog waits beside the text.
export function signIn(done, at) {
  if (open) {
    if (at) open.querySelector('input').focus()
    return
  }
  const email = el('input', { type: 'email', id: 'again-email', name: 'email', autocomplete: 'username', required: true })
  const password = el('input', { type: 'password', id: 'again-password', name: 'password', autocomplete: 'current-password', required: true })
  const wrong = el('p', { class: 'field-error', role: 'alert', hidden: true })
  const before = document.activeElement
  const dialog = el('dialog', { class: 'dialog beside-text', 'aria-labelledby': 'again-heading' },
    el('form', { method: 'dialog' },
      el('h2', { id: 'again-heading' }, say('sign-in-heading')),
      el('p', {}, say('sign-in-lead')),
      wrong,
      el('div', { class: 'field' }, el('label', { for: 'again-email' }, say('sign-in-email')), email),
      el('div', { class: 'field' }, el('label', { for: 'again-password' }, say('sign-in-password')), password),
      el('div', { class: 'actions' },
        button(say('sign-in-later'), () => dialog.close(), { class: 'button plain' }),
        el('button', { class: 'button primary' }, say('sign-in-go')))))
  const close = () => {
    const within = dialog.contains(document.activeElement)
    open = null
    dialog.remove()
    if (within) before?.focus?.()
  }
  dialog.addEventListener('close', close)
  dialog.querySelector('form').addEventListener('submit', async (event) => {
    event.preventDefault()
    wrong.hidden = true
    try {
      const body = new URLSearchParams({ email: email.value, password: password.value, next: '/admin/help' })
      const answer = await fetch('/admin/sign-in', { method: 'POST', body, headers: { accept: 'text/html' } })
      if (answer.ok && answer.redirected) {
        dialog.close()
        done()
        return
      }
      wrong.textContent = say(answer.status === 429 ? 'sign-in-too-many' : 'sign-in-refused')
    } catch {
      wrong.textContent = say('status-offline')
    }
    wrong.hidden = false
    password.value = ''
    password.focus()
  })
  document.body.append(dialog)
  open = dialog
  // Not over the text: it stays open to be written in.
  if (at) {
    dialog.show()
    email.focus()
  } else {
    dialog.setAttribute('open', '')
  }
}
