// The insert menu: opened by `/` at a line's beginning or behind a space, where what follows filters it, or by the Insert
// button, where a field does.
import { Extension } from '@tiptap/core'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { el, say } from './dom.js'
import { pin } from './pin.js'
import { Options } from './options.js'

const key = new PluginKey('slash')
/** The longest text behind a slash that can still be a search. */
const LONGEST = 40
/** What the text is to a screen reader, and what while the menu is open: its letters choose from a list (ARIA, combobox). */
export const WRITING = { role: 'textbox', 'aria-multiline': 'true', 'aria-placeholder': say('placeholder') }
const CHOOSING = { role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'true' }

export const slash = (embeds) => Extension.create({
  name: 'slash',
  priority: 1001,
  addProseMirrorPlugins() {
    const { editor } = this
    let open = null
    const close = () => {
      if (!open) return
      open.options.close()
      open.box.remove()
      removeEventListener('resize', open.follow)
      open = null
      const { dom } = editor.view
      for (const name of ['aria-controls', 'aria-activedescendant', ...Object.keys(CHOOSING)]) dom.removeAttribute(name)
      for (const [name, value] of Object.entries(WRITING)) dom.setAttribute(name, value)
    }
    const begin = (view) => {
      const options = new Options(editor, embeds, () => {
        const { from } = key.getState(view.state)
        close()
        view.dispatch(view.state.tr.delete(from, view.state.selection.head).setMeta(key, { from: null }))
      })
      const box = el('div', { class: 'slash-menu' }, options.dom, options.count)
      view.dom.parentElement.append(box)
      // A phone is turned, a window drawn smaller.
      const follow = () => place(box, view, key.getState(view.state).from)
      addEventListener('resize', follow)
      open = { options, box, follow }
      view.dom.setAttribute('aria-controls', options.id)
      for (const name of Object.keys(WRITING)) view.dom.removeAttribute(name)
      for (const [name, value] of Object.entries(CHOOSING)) view.dom.setAttribute(name, value)
      options.onmark = () => view.dom.setAttribute('aria-activedescendant', options.active)
    }
    return [new Plugin({
      key,
      state: {
        init: () => ({ from: null }),
        apply(tr, { from }, _, state) {
          const told = tr.getMeta(key)
          if (told) return told
          if (from === null) return { from }
          const now = tr.mapping.map(from, -1)
          const { $head, empty } = state.selection
          const here = empty && $head.parent.isTextblock && $head.start() <= now && now < $head.pos
          const text = here ? state.doc.textBetween(now, $head.pos, '\n', '\ufffc') : ''
          // Within a line a word and a space after a slash are "and/or", not a search.
          const prose = here && now > $head.start() && text.includes(' ')
          return { from: here && !prose && text.startsWith('/') && text.length <= LONGEST && !text.startsWith('/ ') ? now : null }
        },
      },
      props: {
        handleTextInput(view, from, to, text) {
          const { $from } = view.state.selection
          if (text !== '/' || from !== to || $from.parent.type.spec.code) return false
          const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - 1), $from.parentOffset, '\n', '\ufffc')
          if (before !== '' && !/\s|\ufffc/.test(before)) return false
          view.dispatch(view.state.tr.insertText('/', from).setMeta(key, { from }))
          return true
        },
        handleKeyDown(view, event) {
          if (!open || event.isComposing) return false
          if (event.key === 'Escape') {
            event.stopPropagation()
            view.dispatch(view.state.tr.setMeta(key, { from: null }))
            return true
          }
          return open.options.key(event)
        },
        handleDOMEvents: { blur: () => { close(); return false } },
      },
      view: () => ({
        update(view) {
          const { from } = key.getState(view.state)
          if (from === null || !view.editable) return close()
          if (!open) begin(view)
          open.options.search(view.state.doc.textBetween(from + 1, view.state.selection.head))
          place(open.box, view, from)
        },
        destroy: close,
      }),
    })]
  },
})

function place(box, view, pos) {
  const at = view.coordsAtPos(pos)
  const frame = box.offsetParent.getBoundingClientRect()
  const width = Math.min(352, frame.width)
  pin(box, {
    'inline-size': `${width}px`,
    left: `${Math.max(0, Math.min(at.left - frame.left, frame.width - width))}px`,
    top: `${at.bottom - frame.top + 6}px`,
  })
}

// The Insert button's: a field above the list, in place of the slash.
export function openMenu(editor, embeds, opener) {
  document.querySelector('.insert-panel')?.remove()
  const field = el('input', { type: 'text', role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'true', autocomplete: 'off', 'aria-label': say('insert-label'), placeholder: say('insert-search') })
  const close = () => {
    options.close()
    panel.remove()
    opener.setAttribute('aria-expanded', 'false')
  }
  const options = new Options(editor, embeds, close)
  field.setAttribute('aria-controls', options.id)
  options.onmark = () => field.setAttribute('aria-activedescendant', options.active)
  const panel = el('div', { class: 'insert-panel' }, field, options.dom, options.count)
  field.addEventListener('input', () => options.search(field.value.trim()))
  panel.addEventListener('keydown', (event) => {
    event.stopPropagation()
    if (event.key === 'Escape') {
      event.preventDefault()
      close()
      editor.view.focus()
    } else if (!event.isComposing) {
      options.key(event)
    }
  })
  panel.addEventListener('focusout', (event) => {
    if (!panel.contains(event.relatedTarget)) setTimeout(() => { if (!panel.contains(document.activeElement)) close() })
  })
  opener.setAttribute('aria-expanded', 'true')
  opener.closest('.text-tools').append(panel)
  field.focus()
  options.search('')
}
