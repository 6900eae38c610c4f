// The status line while somebody writes: quiet while all is well, said aloud when it is not.
import { say as words } from '../editor/dom.js'
import { shown } from '../local-time.js'
import { say } from '../status.js'

const line = document.querySelector('.top .status')
// Said once, not with every try.
let last = ''

function once(key, act) {
  if (last === key && line?.childElementCount) return
  last = key
  act()
}

export const status = {
  saved({ at, merged, notKept = [] }) {
    last = ''
    const text = words('status-saved', shown('clock', at ? new Date(at) : new Date()))
    const more = [merged && (merged.yours ? words('status-merged-yours') : words('status-merged', merged.by)), notKept.length && words('status-not-kept', notKept.map(({ detail }) => detail).join(', '))].filter(Boolean)
    // Not read out: a sentence every few seconds would drown what is typed.
    const p = document.createElement('p')
    p.textContent = [text, ...more].join(' · ')
    const notice = document.createElement('div')
    notice.className = 'notice plain'
    if (more.length) notice.setAttribute('role', 'status')
    notice.append(p)
    line?.replaceChildren(notice)
  },
  waiting(text) {
    once(text, () => say(text, 'warn'))
  },
  refused(text, label, act) {
    once(text, () => {
      say(text, 'danger')
      if (!label) return
      const button = document.createElement('button')
      button.type = 'button'
      button.className = 'button plain small'
      button.textContent = label
      button.addEventListener('click', act)
      line?.querySelector('.notice')?.append(button)
    })
  },
}
