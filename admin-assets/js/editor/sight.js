// Keeps the cursor in sight: neither behind what sticks at the top of the window nor behind the toolbar of a phone, which
// stands at its end.
import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { pin } from './pin.js'

/** Between the cursor and what it may not be behind (px). */
const ROOM = 8

// The part of the window in which a text can be read.
function clear(host) {
  const bar = host.querySelector('.text-tools')?.getBoundingClientRect()
  const top = document.querySelector('.top')?.getBoundingClientRect().bottom ?? 0
  const view = window.visualViewport
  const end = view ? view.offsetTop + view.height : innerHeight
  if (!bar || bar.height === 0) return { top, end }
  const below = bar.top > (top + end) / 2
  // It sticks only once it would be gone.
  return below ? { top, end: Math.min(end, bar.top) } : { top: Math.max(top, bar.top <= top + 1 ? bar.bottom : top), end }
}

// Tells the styles how tall that is which sticks: it grows with the letters and in narrow windows.
export function measure(host) {
  const head = document.querySelector('.top')
  const bar = host.querySelector('.text-tools')
  if (!head || !bar) return
  const watch = new ResizeObserver(() => pin(document.documentElement, {
    '--head': `${head.offsetHeight}px`,
    '--tools': `${getComputedStyle(bar).insetBlockStart === 'auto' ? 0 : bar.offsetHeight}px`,
  }))
  for (const one of [head, bar]) watch.observe(one)
}

function reveal(view) {
  const { selection } = view.state
  const card = selection.node && view.nodeDOM(selection.from)
  const box = card instanceof Element ? card.getBoundingClientRect() : view.coordsAtPos(selection.head)
  const { top, end } = clear(view.dom.closest('.rich-text'))
  // Of what is taller than the window its beginning.
  if (box.top < top + ROOM || box.bottom - box.top > end - top - 2 * ROOM) scrollBy(0, box.top - top - ROOM)
  else if (box.bottom > end - ROOM) scrollBy(0, box.bottom - end + ROOM)
}

export const sight = Extension.create({
  name: 'sight',
  addProseMirrorPlugins: () => [new Plugin({
    props: {
      handleScrollToSelection(view) {
        reveal(view)
        return true
      },
    },
    view: () => {
      let asked = 0
      return {
        // Letters and arrow keys are the browser's own, which knows nothing of what sticks.
        update(view, before) {
          if (!view.hasFocus() || (view.state.selection.eq(before.selection) && view.state.doc === before.doc)) return
          asked ||= requestAnimationFrame(() => {
            asked = 0
            if (view.hasFocus() && !pressed) reveal(view)
          })
        },
        destroy: () => cancelAnimationFrame(asked),
      }
    },
  })],
})

// While somebody marks a text with the mouse, it stays where it is.
let pressed = false
addEventListener('pointerdown', () => { pressed = true }, true)
for (const event of ['pointerup', 'pointercancel']) addEventListener(event, () => { pressed = false }, true)
