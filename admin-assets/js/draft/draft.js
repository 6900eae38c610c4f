// The edit screen's draft: what is written goes to the journal and to the server, and the status line says how that stands.
// Nothing here makes the text read-only or draws it anew.
import { el, say } from '../editor/dom.js'
import { countIn } from '../editor/length.js'
import { settled } from '../editor/pending.js'
import { localTimes } from '../local-time.js'
import { collect, drawn, fill, take, titles } from './fields.js'
import { Journal } from './journal.js'
import { presence } from './presence.js'
import { offer } from './restore.js'
import { Saver } from './saver.js'
import { signIn } from './sign-in.js'
import { words } from '../status.js'
import { status } from './status.js'

const RENEW = 2_500
/** So long a link waits for the answer to a save (ms). */
const PATIENCE = 2_000

export function startDraft(form, texts) {
  const who = words.person ?? ''
  let base = form.elements.namedItem('_base')
  const subject = () => (base ? form.getAttribute('action') : `${form.getAttribute('action')}#new`)
  const journal = new Journal(subject(), who)
  const birthplace = location.pathname
  let leaving = false
  let asked = false
  // What the server called it last, where the form does not say.
  let slug

  const saver = new Saver({
    address: () => (base ? `${form.getAttribute('action')}/draft` : `${form.getAttribute('action')}/drafts`),
    base: base ? Number(base.value) : null,
    collect: () => collect(form),
    journal,
    words: () => [...texts.values()].reduce((sum, { editor }) => sum + countIn(editor.state.doc), 0),
    unsaved: form.querySelector('[data-unsaved]') !== null,
    tell,
  })

  async function tell(answer, sent) {
    if (answer.answer === 'saved') {
      asked = false
      if (!base) await made(answer)
      base.value = String(answer.revision)
      if (answer.merged) merge(sent, answer.merged.page)
      named(answer)
      slug = answer.slug
      mistakes([])
      status.saved(answer)
      renew()
    } else if (answer.answer === 'invalid') {
      mistakes(answer.errors ?? [])
      status.refused(say('status-invalid'))
    } else if (answer.answer === 'stale') {
      status.refused(say('status-stale', answer.by ?? ''), say('status-stale-show'), () => asForm('save'))
    } else if (answer.answer === 'gone') {
      status.refused(say('status-gone'), say('status-gone-show'), () => asForm('save'))
    } else if (answer.answer === 'forbidden') {
      status.refused(say('status-forbidden'))
    } else if (answer.answer === 'too_large') {
      status.refused(say('status-too-large'))
    } else if (answer.answer === 'auth') {
      status.refused(say('status-auth'), say('sign-in-again'), () => ask(true))
      // Once by itself; whoever said "later" finds the button.
      if (!asked) ask(false)
      asked = true
    } else {
      status.waiting(say(answer.offline ? 'status-offline' : 'status-busy'))
    }
  }

  // What somebody else wrote comes into the form; what is written here meanwhile stays.
  function merge(sent, text) {
    const page = new DOMParser().parseFromString(text, 'text/html')
    try {
      const pairs = drawn(page)
      saver.took(pairs, take(form, pairs, { sent, slug, title: titles(page) }))
      renewParts(page)
    } catch {
      // It is in the trash by now, or of a newer Galley than this tab: the next save hears of it.
      saver.took(sent, false)
    }
    base.value = String(saver.base)
  }

  const ask = (at) => signIn(() => saver.retry(), at)

  // The first save of a new entry gave it an address.
  async function made({ edit }) {
    base = el('input', { type: 'hidden', name: '_base' })
    form.append(base)
    form.setAttribute('action', edit)
    history.replaceState(null, '', edit)
    await journal.move(edit)
    meet()
  }

  // As a plain form, whose answer is a page: both versions, what became of the entry, mistakes.
  function asForm(then) {
    leaving = true
    saver.handedOver()
    const add = (name, value) => form.append(el('input', { type: 'hidden', name, value }))
    add('_then', then)
    for (const key of saver.after) add('_after', key)
    if (base) base.value = String(saver.base)
    collect(form)
    form.submit()
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const then = event.submitter?.value ?? 'save'
    await settled()
    const answer = await saver.flush({ cause: 'save' })
    if (answer.answer === 'auth') ask(true)
    if (answer.answer === 'busy' && then === 'publish') status.waiting(say('status-not-published'))
    if (['busy', 'auth', 'superseded'].includes(answer.answer)) return
    if (then !== 'save' || answer.answer !== 'saved') asForm(then)
  })
  const written = () => {
    saver.changed()
    if (renewing !== null) renew()
  }
  for (const type of ['input', 'change']) {
    form.addEventListener(type, ({ target }) => { if (target.name && !target.name.startsWith('_')) written() })
  }
  document.addEventListener('click', (event) => goOn(event))
  addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden' && !leaving) saver.leave() })
  addEventListener('pagehide', () => { if (!leaving) saver.leave() })
  addEventListener('beforeunload', (event) => {
    if (!leaving && !journal.works && saver.dirty) event.preventDefault()
  })
  addEventListener('keydown', (event) => keys(event))

  // A link leads on once the server has what was written: a preview is of that. Nobody is held up for long.
  async function goOn(event) {
    const link = event.target.closest?.('a[href]')
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
    if (!link || !plain || event.defaultPrevented || link.closest('.canvas') || !saver.owes) return
    if (link.origin !== location.origin || link.target === '_blank' || link.hasAttribute('download') || link.getAttribute('href').startsWith('#')) return
    event.preventDefault()
    const late = new Promise((go) => { setTimeout(go, PATIENCE) })
    await Promise.race([settled().then(() => saver.flush()), late])
    location.assign(link.href)
  }

  // ⌘S names a version, ⌘⏎ goes on to readers.
  async function keys(event) {
    if (event.isComposing || !(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey) return
    if (event.key === 's') {
      // The browser's own would save the page as a file.
      event.preventDefault()
      const { nameVersion } = await import('./name.js')
      const name = await nameVersion()
      if (name !== null) await saver.flush({ cause: 'save', name: name || undefined })
    } else if (event.key === 'Enter') {
      const publish = document.querySelector('button[form="entry"][name="_then"][value="publish"]')
      if (!publish) return
      event.preventDefault()
      form.requestSubmit(publish)
    }
  }

  const meet = () => presence(`${form.getAttribute('action')}/presence`, {
    newer: ({ revision }) => { if (saver.isNews(revision)) saver.flush() },
  })
  if (base) meet()
  // What is new begins with its first field.
  else if (!form.querySelector('[data-unsaved]')) form.querySelector('.column :is(input, textarea):not([type=hidden])')?.focus()

  offer(journal, {
    now: () => JSON.stringify(collect(form)),
    async restore(record) {
      // The text of another new entry than the one that was made here: it is offered where that begins.
      if (record.subject !== journal.subject) {
        location.assign(birthplace)
        return new Promise(() => {})
      }
      let aside = null
      // Somebody may write while it is put away.
      while (saver.dirty && JSON.stringify(aside?.fields) !== JSON.stringify(collect(form))) {
        aside = await journal.aside(saver.standing, aside?.tab)
        if (!aside) return { failed: true }
      }
      fill(form, record.fields)
      const done = saver.resume(record)
      texts.values().next().value?.editor.view.focus()
      await done
      return { aside }
    },
    place: form.querySelector('.column') ?? form,
    beside: () => base && `${form.getAttribute('action')}/draft/comparison`,
  })

  // Renews what the page says of the entry, once nobody writes.
  let renewing = null
  function renew() {
    clearTimeout(renewing)
    renewing = setTimeout(async () => {
      renewing = null
      if (document.visibilityState === 'hidden' || leaving) return
      try {
        const answer = await fetch(form.getAttribute('action'), { headers: { accept: 'text/html' } })
        if (answer.ok && !answer.redirected) renewParts(new DOMParser().parseFromString(await answer.text(), 'text/html'))
      } catch {
        // It says what it said before.
      }
    }, RENEW)
  }

  return written
}

// An empty slug was made of the title.
function named({ slug, title }) {
  const field = document.getElementById('field-slug')
  if (field && field.value === '' && field !== document.activeElement && slug) {
    field.placeholder = slug
  }
  const heading = document.querySelector('.top h1')
  if (heading && title) heading.textContent = title
}

// The same words at the field that a page made anew would say.
function mistakes(errors) {
  for (const old of document.querySelectorAll('.field-error[data-draft]')) old.remove()
  for (const { field, detail } of errors) {
    const control = document.getElementById(`field-${field.replaceAll('.', '-')}`) ?? document.getElementById(`field-${field.split('.')[0]}`)
    const place = control?.closest('.field')
    if (!place) continue
    const text = document.createElement('p')
    text.className = 'field-error'
    text.dataset.draft = ''
    text.textContent = detail
    place.querySelector('label')?.after(text)
  }
}

// Nothing that holds the focus or can be typed into is touched.
function renewParts(page) {
  for (const name of ['facts', 'history', 'usage', 'preview', 'checks']) {
    const here = document.querySelector(`[data-part="${name}"]`)
    const there = page.querySelector(`[data-part="${name}"]`)
    if (!here || !there || here.contains(document.activeElement)) continue
    localTimes(there)
    here.replaceChildren(...there.childNodes)
  }
  for (const part of ['.badge', '.actions']) {
    const here = document.querySelector(`.top ${part}`)
    const there = page.querySelector(`.top ${part}`)
    if (here && there && !here.contains(document.activeElement)) here.replaceWith(there)
    else if (there && !here) document.querySelector('.top h1')?.after(there)
  }
}
