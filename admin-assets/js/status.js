// The one status line: what scripts say in it, and the words that the page brought for them.
export const words = document.getElementById('entry-words')?.dataset ?? {}

const line = document.querySelector('.top .status')

// Says something in place of what stood there.
export function say(text, tone = 'plain') {
  if (!line || !text) return
  const notice = document.createElement('div')
  notice.className = `notice ${tone}`
  notice.setAttribute('role', tone === 'danger' ? 'alert' : 'status')
  const p = document.createElement('p')
  p.textContent = text
  notice.append(p)
  line.replaceChildren(notice)
}

// Puts the server's newer status into the line.
export function renew(status) {
  if (line && status) line.replaceChildren(...status.childNodes)
}
