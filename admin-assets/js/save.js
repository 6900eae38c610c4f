// Saves an entry without leaving it: the text stays, only what the page says of it is renewed. Whatever a save cannot
// do here (a mistake, a conflict) is sent again as a plain form, whose answer is a page.
import { localTimes } from './local-time.js'
import { renew, say, words } from './status.js'
import { saved } from './unsaved.js'

const form = document.getElementById('entry')
const base = form?.elements.namedItem('_base')
let running = false
let again = false

if (form && base) {
  form.addEventListener('submit', (event) => {
    const button = event.submitter
    // A page with mistakes on it is better made anew.
    if ((button && button.value !== 'save') || form.querySelector('.error-summary')) return
    event.preventDefault()
    save()
  })
  addEventListener('online', () => { if (again) save() })
}

async function save() {
  if (running) {
    again = true
    return
  }
  running = true
  again = false
  say(words.saving)
  const sent = new URLSearchParams(new FormData(form))
  const body = sent.toString()
  try {
    const answer = await fetch(form.action, { method: 'POST', body: sent, headers: { accept: 'text/html' } })
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const newer = page.querySelector('#entry [name="_base"]')
    if (answer.ok && newer) {
      base.value = newer.value
      localTimes(page)
      renew(page.querySelector('.top .status'))
      renewParts(page)
      saved(new URLSearchParams(new FormData(form)).toString().replace(/_base=\d*/, '') === body.replace(/_base=\d*/, ''))
    } else if ([401, 409, 422].includes(answer.status)) {
      // The text is the form's own, so the same answer comes as a page: mistakes, both versions, or who is there.
      saved(true)
      form.submit()
    } else {
      say(words.failed, 'danger')
    }
  } catch {
    say(words.offline, 'warn')
    again = true
    running = false
    return
  }
  running = false
  if (again) save()
}

// What the page says of the entry. Nothing that holds the focus or can be typed into is touched.
function renewParts(page) {
  for (const name of ['facts', 'history', 'usage', 'preview']) {
    const here = document.querySelector(`[data-part="${name}"]`)
    const there = page.querySelector(`[data-part="${name}"]`)
    if (!here || !there || here.contains(document.activeElement)) continue
    here.replaceChildren(...there.childNodes)
  }
  const badge = document.querySelector('.top .badge')
  const newer = page.querySelector('.top .badge')
  if (badge && newer) badge.replaceWith(newer)
  const crumb = document.querySelector('.top h1')
  crumb?.replaceChildren(...(page.querySelector('.top h1')?.childNodes ?? []))
  const slug = document.getElementById('field-slug')
  // An empty slug was made of the title.
  if (slug && slug.value === '' && slug !== document.activeElement) {
    slug.value = page.getElementById('field-slug')?.value ?? ''
    slug.dispatchEvent(new Event('change'))
  }
}
