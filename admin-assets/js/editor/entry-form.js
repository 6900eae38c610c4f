// Entries that a text shows, made and changed without leaving it: a new question where it will stand, a call to action in a
// dialog, and either of them changed everywhere or only here.
import { Journal } from '../draft/journal.js'
import { Saver } from '../draft/saver.js'
import { words } from '../status.js'
import { refresh } from './cards.js'
import { button, el, say } from './dom.js'
import { pending } from './pending.js'

const ALIKE = 300
const LIST = { faq: '/admin/faqs', cta: '/admin/ctas' }

// A question and its answer, below a group. Enter goes on to the answer, Escape back to the text; what is written is in the
// library at once, and questions much like it are offered while it is typed.
export function newFaq(held, place, letters, put) {
  place.querySelector('.faq-form')?.remove()
  const question = el('textarea', { rows: '1', class: 'faq-question', 'aria-label': say('faq-question'), placeholder: say('faq-question'), dir: 'auto', value: letters, maxlength: '300' })
  const answer = el('textarea', { rows: '3', 'aria-label': say('faq-answer'), placeholder: say('faq-answer'), dir: 'auto' })
  const alike = el('div', { class: 'faq-alike', role: 'status' })
  const note = el('p', { class: 'field-error', role: 'alert', hidden: true })
  const form = el('div', { class: 'faq-form', role: 'group', 'aria-label': say('insert-faq-new') }, question, alike, answer, note,
    el('div', { class: 'actions' }, button(say('faq-done'), () => finish(), { class: 'button plain small' })))
  const journal = new Journal(`${LIST.faq}#new`, words.person ?? '')
  let edit = null
  let id = null
  const saver = new Saver({
    address: () => (edit ? `${edit}/draft` : `${LIST.faq}/drafts`),
    base: null,
    collect: () => [['slug', ''], ['question', question.value], ['answer', answer.value]],
    journal,
    words: () => `${question.value} ${answer.value}`.split(/\s+/).filter(Boolean).length,
    async tell(said) {
      note.hidden = said.answer === 'saved' || said.answer === 'busy'
      if (!note.hidden) note.textContent = said.errors?.map(({ detail }) => detail).join(' ') || say('faq-not-saved')
      if (said.answer !== 'saved') return
      if (!id) {
        ;({ id, edit } = said)
        await journal.move(edit)
        put(id)
      }
      refresh(id)
    },
  })
  const save = () => { if (question.value.trim() !== '') saver.changed() }
  const keep = async () => {
    if (question.value.trim() !== '' && saver.dirty) await saver.flush({ cause: 'save' })
  }
  const over = pending(keep)
  const finish = async () => {
    form.remove()
    held.leave()
    await keep()
    over()
  }
  let timer
  question.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(() => like(question.value, alike, (hit) => {
      // Not ours any more: what was typed is the other's.
      question.value = ''
      form.remove()
      over()
      journal.clear()
      put(hit.id)
      held.leave()
    }), ALIKE)
  })
  answer.addEventListener('input', save)
  answer.addEventListener('focus', save)
  form.addEventListener('keydown', (event) => {
    event.stopPropagation()
    if (event.key === 'Enter' && event.target === question && !event.isComposing) {
      event.preventDefault()
      answer.focus()
    } else if (event.key === 'Escape') {
      event.preventDefault()
      finish()
    }
  })
  form.addEventListener('focusout', (event) => {
    if (form.isConnected && !form.contains(event.relatedTarget) && question.value.trim() !== '') saver.changed()
  })
  place.prepend(form)
  question.focus()
  question.setSelectionRange(letters.length, letters.length)
}

async function like(text, place, use) {
  const letters = text.trim()
  place.replaceChildren()
  if (letters.length < 6) return
  const url = new URL(words.lookupAt, location.href)
  url.searchParams.set('kind', 'faq')
  url.searchParams.set('q', letters.split(/\s+/).filter((word) => word.length > 3).slice(0, 4).join(' '))
  try {
    const answer = await fetch(url, { headers: { accept: 'application/json' } })
    const hits = answer.ok ? (await answer.json()).slice(0, 3) : []
    if (hits.length === 0 || text.trim() !== letters) return
    place.append(el('span', { class: 'muted' }, say('faq-alike')), ...hits.map((hit) => button(hit.title, () => use(hit), { class: 'button plain small', tabindex: '-1', dir: 'auto' })))
  } catch {
    // Without the server there is nothing to offer.
  }
}

// A call to action of its few words; the rest is set on its own screen.
export function newCta(editor, letters, put) {
  dialog(say('cta-new'), [['name', say('cta-name'), letters], ['label', say('cta-label'), letters], ['target.url', say('cta-target'), '']], null, async (values) => {
    const fields = [['slug', ''], ['kind', 'button'], ['style', 'primary'], ['target.type', 'url'], ...values]
    const said = await send(`${LIST.cta}/drafts`, { key: crypto.randomUUID(), cause: 'save', fields })
    if (said.answer === 'saved') put(said.id)
    return said
  }, () => editor.view.focus())
}

const SHOWN = { faq: ['question', 'answer'], cta: ['label', 'heading', 'text', 'target.url'] }

// The few words of an entry, changed everywhere that it is shown or only here.
export async function editCard(held, card, changed) {
  const page = await fetch(card.edit, { headers: { accept: 'text/html' } }).then((answer) => (answer.ok ? answer.text() : null), () => null)
  const form = page && new DOMParser().parseFromString(page, 'text/html').getElementById('entry')
  if (!form) {
    location.assign(card.edit)
    return
  }
  const pairs = [...new FormData(form)]
  const label = (name) => form.querySelector(`label[for="field-${name.replaceAll('.', '-')}"]`)?.firstChild?.textContent.trim() ?? name
  const rows = SHOWN[card.kind].filter((name) => pairs.some(([one]) => one === name)).map((name) => [name, label(name), pairs.find(([one]) => one === name)[1]])
  const base = Number(pairs.find(([name]) => name === '_base')?.[1])
  dialog(say('edit-heading', card.title), rows, card.uses > 1 ? card : null, async (values, here) => {
    const now = new Map(values)
    const fields = pairs.filter(([name]) => !name.startsWith('_')).map(([name, value]) => [name, now.get(name) ?? value])
    const copy = fields.map(([name, value]) => (name === 'slug' ? [name, ''] : [name, value]))
    const said = here
      ? await send(`${LIST[card.kind]}/drafts`, { key: crypto.randomUUID(), cause: 'save', fields: copy })
      : await send(`${card.edit}/draft`, { base, key: crypto.randomUUID(), cause: 'save', fields })
    if (said.answer === 'saved') {
      if (here) changed(said.id)
      else refresh(card.id)
    }
    return said
  }, () => held.select(), card.edit)
}

async function send(address, body) {
  try {
    const answer = await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json' }, body: JSON.stringify(body), redirect: 'error' })
    const said = await answer.json().catch(() => ({}))
    return answer.ok ? said : { ...said, answer: said.answer ?? 'busy' }
  } catch {
    return { answer: 'busy' }
  }
}

function dialog(heading, rows, shared, save, back, more = null) {
  const inputs = rows.map(([name, label, value]) => {
    const id = `card-${name.replaceAll('.', '-')}`
    const long = name === 'answer' || name === 'text'
    const input = long ? el('textarea', { id, rows: '5', value, dir: 'auto' }) : el('input', { type: 'text', id, value, dir: name.endsWith('url') ? 'ltr' : 'auto' })
    return { name, input, field: el('div', { class: 'field' }, el('label', { for: id }, label), input) }
  })
  const note = el('p', { class: 'field-error', role: 'alert', hidden: true })
  const everywhere = el('input', { type: 'radio', name: 'reach', value: 'all', checked: true })
  const here = el('input', { type: 'radio', name: 'reach', value: 'here' })
  const reach = shared && el('fieldset', { class: 'reach' }, el('legend', {}, say('shared-with', shared.uses)),
    el('label', { class: 'box' }, everywhere, el('span', {}, say('change-everywhere', shared.uses))),
    el('label', { class: 'box' }, here, el('span', {}, say('change-here'))))
  const box = el('dialog', { class: 'dialog', 'aria-labelledby': 'card-heading' },
    el('form', { method: 'dialog' },
      el('h2', { id: 'card-heading', dir: 'auto' }, heading),
      note, inputs.map(({ field }) => field), reach,
      more ? el('p', {}, el('a', { href: more, target: '_blank', rel: 'noopener' }, say('edit-all'))) : null,
      el('div', { class: 'actions' },
        button(say('cancel'), () => box.close(), { class: 'button plain' }),
        el('button', { class: 'button primary' }, say('ok-save')))))
  box.querySelector('form').addEventListener('submit', async (event) => {
    event.preventDefault()
    const said = await save(inputs.map(({ name, input }) => [name, input.value]), here.checked)
    if (said.answer === 'saved') box.close()
    else {
      note.textContent = said.errors?.map(({ detail }) => detail).join(' ') || say(`card-${said.answer === 'stale' ? 'stale' : 'not-saved'}`)
      note.hidden = false
    }
  })
  // Escape throws nothing away that was written; who means to presses "Cancel".
  box.addEventListener('cancel', (event) => {
    if (inputs.every(({ input }, index) => input.value === rows[index][2])) return
    event.preventDefault()
    note.textContent = say('dialog-unsaved')
    note.hidden = false
  })
  box.addEventListener('close', () => {
    box.remove()
    back()
  })
  document.body.append(box)
  box.showModal()
  inputs[0]?.input.focus()
}
