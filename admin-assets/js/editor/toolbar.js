// The toolbar above a text: one stop for Tab, arrow keys within, Alt+F10 reaches it, Escape leads back (ARIA, toolbar
// pattern). A mouse press leaves the focus in the text.
import { commands } from './commands.js'
import { openMenu } from './menu.js'

export function bindToolbar(bar, editor, embeds) {
  bar.hidden = false
  const all = [...bar.querySelectorAll('button')]
  const shown = () => all.filter((one) => !one.hidden && !one.closest('[hidden]'))
  const focus = (index) => {
    const buttons = shown()
    const next = buttons[(index + buttons.length) % buttons.length]
    for (const one of all) one.tabIndex = one === next ? 0 : -1
    next.focus()
  }
  bar.addEventListener('keydown', (event) => {
    const buttons = shown()
    const index = buttons.indexOf(document.activeElement)
    if (index < 0) return
    const step = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: buttons.length - 1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      focus(step)
    } else if (event.key === 'Escape') {
      event.preventDefault()
      editor.view.focus()
    }
  })
  bar.addEventListener('pointerdown', (event) => {
    if (event.target.closest('button')) event.preventDefault()
  })
  bar.addEventListener('click', (event) => {
    const button = event.target.closest('button')
    if (!button || button.closest('.insert-panel')) return
    for (const one of all) one.tabIndex = one === button ? 0 : -1
    if (button.dataset.tool === 'insert') openMenu(editor, embeds, button)
    else commands[button.dataset.tool]?.run(editor)
  })
  editor.view.dom.addEventListener('keydown', (event) => {
    if (event.altKey && event.key === 'F10') {
      event.preventDefault()
      focus(Math.max(0, shown().findIndex((one) => one.tabIndex === 0)))
    } else if ((event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey) {
      // Where nothing is selected to link, ⌘K is the palette's, as on every page. The browser knows first what is.
      const linked = event.key === 'k' && (!getSelection().isCollapsed || editor.isActive('link'))
      if (!linked && event.key !== 'f') return
      event.preventDefault()
      event.stopPropagation()
      commands[linked ? 'link' : 'find'].run(editor)
    }
  })
  const show = () => {
    for (const button of all) {
      const command = commands[button.dataset.tool]
      if (command?.on) button.setAttribute('aria-pressed', String(command.on(editor)))
    }
    const inTable = editor.isActive('table')
    for (const part of bar.querySelectorAll('[data-in-table]')) part.hidden = !inTable
  }
  editor.on('transaction', () => { pending ||= requestAnimationFrame(() => { pending = 0; show() }) })
  let pending = 0
  show()
}
