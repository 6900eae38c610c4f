// Asks for one line in a dialog; the focus goes back to the text.
import { button, el, say } from './dom.js'

export function ask(editor, label, start, take) {
  const input = el('input', { type: 'text', value: start, required: true, id: 'asked' })
  const dialog = el('dialog', { class: 'dialog', 'aria-labelledby': 'asked-label' },
    el('form', { method: 'dialog' },
      el('div', { class: 'field' }, el('label', { for: 'asked', id: 'asked-label' }, label), input),
      el('div', { class: 'actions' },
        button(say('cancel'), () => dialog.close(), { class: 'button plain' }),
        el('button', { class: 'button primary', value: 'ok' }, say('ok')))))
  document.body.append(dialog)
  dialog.addEventListener('close', () => {
    const value = input.value.trim()
    dialog.remove()
    editor.view.focus()
    if (dialog.returnValue === 'ok' && value !== '' && value !== start) take(value)
  })
  dialog.showModal()
  input.focus()
}
