// Moving whole blocks: a handle to drag beside the block, a menu on it with the same by buttons, and Alt+Shift with ↑ and ↓.
import { Extension } from '@tiptap/core'
import { GapCursor } from '@tiptap/pm/gapcursor'
import { NodeSelection, Plugin, Selection, TextSelection } from '@tiptap/pm/state'
import { button, el, say } from './dom.js'
import { pin } from './pin.js'

// The block at the top that holds the selection.
function current(state) {
  const { $from, from } = state.selection
  const pos = $from.depth === 0 ? from : $from.before(1)
  const node = state.doc.nodeAt(pos)
  return node && { node, pos, index: state.doc.resolve(pos).index() }
}

// Puts the block at `from` (an index) before or behind others, and keeps the selection in it.
export function moveTo(editor, from, to) {
  const { state, view } = editor
  const count = state.doc.childCount
  if (to < 0 || to >= count || to === from) return false
  const node = state.doc.child(from)
  const start = offset(state.doc, from)
  const inside = state.selection.from - start
  const tr = state.tr.delete(start, start + node.nodeSize)
  const at = offset(tr.doc, to)
  tr.insert(at, node)
  const selection = node.isAtom ? NodeSelection.create(tr.doc, at) : TextSelection.near(tr.doc.resolve(Math.min(at + Math.max(1, inside), at + node.nodeSize - 1)))
  view.dispatch(tr.setSelection(selection).scrollIntoView())
  return true
}

function offset(doc, index) {
  let at = 0
  for (let i = 0; i < index; i += 1) at += doc.child(i).nodeSize
  return at
}

export function moveBy(editor, step) {
  const block = current(editor.state)
  return Boolean(block) && moveTo(editor, block.index, block.index + step)
}

// Where somebody has just put the cursor into a text, if the editor has not heard of it yet.
function cursor(view) {
  const at = view.root.getSelection()
  if (!at?.isCollapsed || !view.dom.contains(at.anchorNode) || at.anchorNode === view.dom) return null
  const pos = view.posAtDOM(at.anchorNode, at.anchorOffset)
  return view.state.doc.resolve(pos).parent.isTextblock ? pos : null
}

// Behind a card that ends the text: a browser stops at the last text before it.
function behindAll(editor) {
  const { doc, tr } = editor.state
  if (!doc.lastChild.isAtom) return false
  editor.view.dispatch(tr.setSelection(new GapCursor(doc.resolve(doc.content.size))).scrollIntoView())
  return true
}

export const move = Extension.create({
  name: 'move',
  priority: 1000,
  addKeyboardShortcuts() {
    const { editor } = this
    return {
      'Alt-Shift-ArrowUp': () => { moveBy(editor, -1); return true },
      'Alt-Shift-ArrowDown': () => { moveBy(editor, 1); return true },
      'Mod-End': () => behindAll(editor),
      // Into a card, and to the block's menu.
      Enter: () => {
        const { selection } = editor.state
        if (!(selection instanceof NodeSelection) || !selection.node.isAtom) return false
        const dom = editor.view.nodeDOM(selection.from)
        if (!dom?.querySelector('button, input')) return false
        dom.dispatchEvent(new Event('enter'))
        return true
      },
      'Mod-Shift-m': () => { openMenu?.(); return true },
    }
  },
  addProseMirrorPlugins() {
    const { editor } = this
    return [new Plugin({
      view: () => handle(editor),
      props: {
        // A letter never takes the place of a card: it begins a line behind it.
        handleTextInput(view, _from, _to, text) {
          const { selection, schema, tr } = view.state
          if (!(selection instanceof NodeSelection) || !selection.node.isBlock || !selection.node.isAtom) return false
          const clicked = cursor(view)
          if (clicked === null) tr.insert(selection.to, schema.nodes.paragraph.create(null, schema.text(text)))
          else tr.insertText(text, clicked)
          const end = (clicked ?? selection.to + 1) + text.length
          view.dispatch(tr.setSelection(TextSelection.create(tr.doc, end)).scrollIntoView())
          return true
        },
      },
    })]
  },
})

let openMenu = null

function handle(editor) {
  const grip = button('', () => toggle(), { class: 'block-grip', draggable: 'true', tabindex: '-1', 'aria-label': say('block-menu'), title: say('block-menu'), 'aria-haspopup': 'menu', 'aria-expanded': 'false' })
  grip.append(el('span', { 'aria-hidden': 'true' }, '⠿'))
  let frame
  let menu = null
  let shown = null
  let top = 0

  // Follows the mouse, and otherwise the cursor.
  const show = (pos) => {
    const node = pos === null ? null : editor.state.doc.nodeAt(pos)
    const dom = node && editor.view.nodeDOM(pos)
    if (!(dom instanceof HTMLElement) || !frame) {
      grip.hidden = true
      return
    }
    shown = pos
    grip.hidden = false
    const box = dom.getBoundingClientRect()
    top = box.top - frame.getBoundingClientRect().top
    pin(grip, { top: `${top}px` })
  }
  const close = (back) => {
    const open = menu
    // What it held the focus in goes: that is no reason to close it once more.
    menu = null
    open?.remove()
    grip.setAttribute('aria-expanded', 'false')
    if (back) editor.view.focus()
  }
  const toggle = () => (menu ? close(true) : open())
  const act = (run) => () => {
    close(true)
    run()
  }
  const open = () => {
    const index = editor.state.doc.resolve(shown).index()
    const count = editor.state.doc.childCount
    const pos = shown
    const item = (label, run, disabled = false) => button(label, act(run), { role: 'menuitem', tabindex: '-1', class: 'menu-item', disabled })
    const items = [
      item(say('move-up'), () => moveTo(editor, index, index - 1), index === 0),
      item(say('move-down'), () => moveTo(editor, index, index + 1), index === count - 1),
      item(say('move-top'), () => moveTo(editor, index, 0), index === 0),
      item(say('move-bottom'), () => moveTo(editor, index, count - 1), index === count - 1),
      ...headings(editor, index).map(([to, text]) => item(say('move-under', text), () => moveTo(editor, index, to))),
      item(say('duplicate'), () => {
        const node = editor.state.doc.nodeAt(pos)
        editor.view.dispatch(editor.state.tr.insert(pos + node.nodeSize, node))
      }),
      item(say('remove'), () => {
        const node = editor.state.doc.nodeAt(pos)
        const tr = editor.state.tr.delete(pos, pos + node.nodeSize)
        editor.view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(Math.min(pos, tr.doc.content.size)))))
      }),
    ]
    menu = el('div', { class: 'block-menu', role: 'menu', 'aria-label': say('block-menu') }, items)
    menu.addEventListener('keydown', (event) => {
      const usable = items.filter((one) => !one.disabled)
      const at = usable.indexOf(document.activeElement)
      const step = { ArrowDown: at + 1, ArrowUp: at - 1 + usable.length, Home: 0, End: usable.length - 1 }[event.key]
      if (step !== undefined) {
        event.preventDefault()
        usable[step % usable.length].focus()
      } else if (event.key === 'Escape' || event.key === 'Tab') {
        event.preventDefault()
        event.stopPropagation()
        close(true)
      }
    })
    menu.addEventListener('focusout', (event) => {
      if (menu && !menu.contains(event.relatedTarget) && event.relatedTarget !== grip) close(false)
    })
    frame.append(menu)
    pin(menu, { top: `${top + 30}px` })
    grip.setAttribute('aria-expanded', 'true')
    items.find((one) => !one.disabled)?.focus()
  }
  openMenu = () => {
    const block = current(editor.state)
    if (!block) return
    show(block.pos)
    open()
  }
  grip.addEventListener('pointerdown', (event) => event.stopPropagation())
  grip.addEventListener('dragstart', (event) => {
    const { view } = editor
    const node = view.state.doc.nodeAt(shown)
    if (!node) return
    const selection = NodeSelection.create(view.state.doc, shown)
    view.dispatch(view.state.tr.setSelection(selection))
    const slice = selection.content()
    const { dom, text } = view.serializeForClipboard(slice)
    event.dataTransfer.clearData()
    event.dataTransfer.setData('text/html', dom.innerHTML)
    event.dataTransfer.setData('text/plain', text)
    event.dataTransfer.effectAllowed = 'copyMove'
    const picture = view.nodeDOM(shown)
    if (picture instanceof HTMLElement) event.dataTransfer.setDragImage(picture, 0, 0)
    view.dragging = { slice, move: true, node: selection }
  })
  const hover = (event) => {
    if (menu || event.pointerType === 'touch') return
    const block = event.target instanceof Element ? topBlock(editor.view.dom, event.target) : null
    if (block) show(posOf(editor.view, block))
  }
  queueMicrotask(() => {
    frame = editor.view.dom.parentElement
    frame?.append(grip)
    frame?.addEventListener('pointermove', hover)
    grip.hidden = true
  })
  return {
    update(view, before) {
      if (menu || (view.state.selection.eq(before.selection) && view.state.doc.eq(before.doc))) return
      const block = current(view.state)
      pending ||= requestAnimationFrame(() => {
        pending = 0
        if (!menu) show(block ? Math.min(block.pos, Math.max(0, editor.state.doc.content.size - 1)) : null)
      })
    },
    destroy() {
      grip.remove()
      menu?.remove()
    },
  }
}
let pending = 0

function topBlock(root, element) {
  let one = element
  while (one && one.parentElement !== root) one = one.parentElement
  return one
}

function posOf(view, dom) {
  const index = [...view.dom.children].filter((child) => child.pmViewDesc?.node).indexOf(dom)
  return index < 0 || index >= view.state.doc.childCount ? null : offset(view.state.doc, index)
}

// Where a block could go: behind each heading but the one that it stands behind already.
function headings(editor, from) {
  const places = []
  editor.state.doc.forEach((node, _, index) => {
    if (node.type.name !== 'heading' || index === from || index + 1 === from || node.textContent.trim() === '') return
    places.push([index < from ? index + 1 : index, node.textContent.slice(0, 40)])
  })
  return places.slice(0, 12)
}
