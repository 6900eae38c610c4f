// The link dialog: searches entries first, and takes an address as well.
import { combobox } from '../listbox.js'
import { words } from '../status.js'
import { focused } from './blocks.js'
import { button, el, say } from './dom.js'
import { watch } from './cards.js'
import { safe } from './schema.js'

export function openLink(editor) {
  const { state } = editor
  const inLink = editor.isActive('link')
  if (inLink) editor.commands.extendMarkRange('link')
  const attrs = editor.getAttributes('link')
  const { from, to, empty } = editor.state.selection
  const text = state.doc.textBetween(from, to, ' ')

  const search = el('input', { type: 'text', id: 'link-entry', autocomplete: 'off' })
  const address = el('input', { type: 'text', id: 'link-address', inputmode: 'url', value: attrs.href ?? '' })
  const shown = el('input', { type: 'text', id: 'link-text', value: text })
  const nofollow = el('input', { type: 'checkbox', checked: attrs.nofollow ?? false })
  const sponsored = el('input', { type: 'checkbox', checked: attrs.sponsored ?? false })
  const chosen = el('p', { class: 'hint', 'aria-live': 'polite' })
  const wrong = el('p', { class: 'field-error', role: 'alert', hidden: true })
  let entry = attrs.entry ?? null
  let title = ''
  const field = (label, input, ...more) => el('div', { class: 'field' }, el('label', { for: input.id }, label), ...more, input)
  const box = (label, input) => el('label', { class: 'box' }, input, el('span', {}, label))
  const dialog = el('dialog', { class: 'dialog', 'aria-labelledby': 'link-heading' },
    el('form', { method: 'dialog', novalidate: true },
      el('h2', { id: 'link-heading' }, say('link-heading')),
      field(say('link-entry'), search, chosen),
      field(say('link-address'), address, wrong),
      empty ? field(say('link-text'), shown) : null,
      el('details', {}, el('summary', {}, say('link-more')), box(say('link-nofollow'), nofollow), box(say('link-sponsored'), sponsored)),
      el('div', { class: 'actions' },
        inLink ? button(say('link-remove'), () => { dialog.returnValue = 'remove'; dialog.close('remove') }, { class: 'button danger' }) : null,
        button(say('cancel'), () => dialog.close('cancel'), { class: 'button plain' }),
        el('button', { class: 'button primary', value: 'ok' }, say('link-set')))))
  const tell = () => { chosen.textContent = entry ? say('link-to', title) : '' }
  document.body.append(dialog)
  const url = new URL(words.lookupAt, location.href)
  const found = combobox(search, url, (hit) => {
    entry = hit.id
    title = hit.title
    address.value = ''
    search.value = hit.title
    if (shown.value === '') shown.value = hit.title
    tell()
  })
  if (entry) watch(entry, (card) => { title = card?.title ?? ''; tell() })
  address.addEventListener('input', () => {
    if (address.value.trim() !== '') entry = null
    tell()
  })
  const form = dialog.querySelector('form')
  form.addEventListener('submit', (event) => {
    if (entry) return
    // What looks like a host of the web is one.
    const typed = address.value.trim()
    if (/^[\w-]+(\.[\w-]+)+([/?#].*)?$/.test(typed) && !/\.html?$/.test(typed)) address.value = `https://${typed}`
    else if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(typed)) address.value = `mailto:${typed}`
    wrong.hidden = typed !== '' && safe(address.value) && !/\s/.test(typed)
    if (!wrong.hidden) {
      event.preventDefault()
      wrong.textContent = say(typed === '' ? 'link-none' : 'link-bad')
      address.focus()
    }
  })
  dialog.addEventListener('close', () => {
    found.close()
    dialog.remove()
    const chain = focused(editor)
    if (dialog.returnValue === 'remove') chain.unsetMark('link').run()
    if (dialog.returnValue !== 'ok') return
    const href = entry ? null : address.value.trim()
    const mark = { href, entry, title: attrs.title ?? null, nofollow: nofollow.checked, sponsored: sponsored.checked }
    if (empty && !inLink) chain.insertContent({ type: 'text', text: shown.value.trim() || title || href, marks: [{ type: 'link', attrs: mark }] }).run()
    else chain.setMark('link', mark).run()
  })
  dialog.showModal()
  search.focus()
  if (text.trim() !== '' && !inLink && text.length < 60) {
    search.value = text
    found.ask()
  }
}
