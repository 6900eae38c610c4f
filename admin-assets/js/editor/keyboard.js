// A phone's keyboard covers the end of the page and tells nobody but the visual viewport. The toolbar stands above it
// (`--keyboard`: what it covers), and the navigation makes room while it is open (`data-keyboard`).
import { pin } from './pin.js'

/** Less of the tallest window that there was than so much is left by a keyboard, never by a browser's own bars. */
const LEFT = 0.75

export function keyboard(form) {
  const view = window.visualViewport
  if (!view) return
  const root = document.documentElement
  // By width: a phone that is turned is lower, too.
  const tallest = new Map()
  const look = () => {
    const full = Math.max(tallest.get(innerWidth) ?? 0, innerHeight)
    tallest.set(innerWidth, full)
    // Whoever has zoomed in sees a part of the page, with or without a keyboard.
    const whole = view.scale === 1
    root.toggleAttribute('data-keyboard', whole && form.contains(document.activeElement) && view.height < full * LEFT)
    pin(root, { '--keyboard': `${whole ? Math.max(0, Math.round(innerHeight - view.offsetTop - view.height)) : 0}px` })
  }
  for (const event of ['resize', 'scroll']) view.addEventListener(event, look)
  for (const event of ['focusin', 'focusout']) form.addEventListener(event, look)
  look()
}
