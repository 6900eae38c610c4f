// Asks how a version is to be called. Empty: it is only saved. Null: not after all.
import { button, el, say } from '../editor/dom.js'
import { modal } from '../editor/modal.js'

export async function nameVersion() {
  const input = el('input', { type: 'text', id: 'version-name', maxlength: '100' })
  const dialog = el('dialog', { class: 'dialog', 'aria-labelledby': 'version-heading' },
    el('form', { method: 'dialog' },
      el('h2', { id: 'version-heading' }, say('name-heading')),
      el('div', { class: 'field' }, el('label', { for: 'version-name' }, say('name-label')), input),
      el('div', { class: 'actions' },
        button(say('cancel'), () => dialog.close('cancel'), { class: 'button plain' }),
        el('button', { class: 'button primary', value: 'ok' }, say('name-save')))))
  const closed = modal(dialog)
  input.focus()
  return await closed === 'ok' ? input.value.trim() : null
}
