// Blocks that are drawn, not typed: calls to action, questions, rows of buttons, images and embeds. A view changes its
// block's attributes alone; the entry that a block shows is never dropped, whatever became of it.
import { NodeSelection, Selection, TextSelection } from '@tiptap/pm/state'
import { watch } from './cards.js'
import { el, button, say } from './dom.js'

const QUIET = { tabindex: '-1' }

const TOOLS = 'button, input, textarea, summary, [contenteditable=true]'

// What can be reached within a card, in its order.
function tools(dom) {
  return [...dom.querySelectorAll(TOOLS)].filter((one) => !one.disabled && !one.closest('.card-shown') && one.getClientRects().length > 0)
}

// The frame that all of them share: a labelled group. Enter while it is selected goes into it, Tab and the arrow keys
// through it, Escape and its ends back out.
function frame({ node, editor, getPos }, kind, draw) {
  const name = el('span', { class: 'card-kind' }, say(`block-${kind}`))
  const head = el('div', { class: 'card-head' }, name)
  const body = el('div', { class: 'card-body' })
  const dom = el('div', { class: `card card-${kind}`, role: 'group', 'aria-label': say(`block-${kind}`), 'data-block': kind, contenteditable: 'false' }, head, body)
  const held = {
    dom,
    head,
    body,
    editor,
    node,
    label(text) {
      dom.setAttribute('aria-label', text)
    },
    set(name, value) {
      const pos = getPos()
      if (pos === undefined) return
      editor.view.dispatch(editor.state.tr.setNodeAttribute(pos, name, value))
    },
    remove() {
      const pos = getPos()
      if (pos === undefined) return
      const tr = editor.state.tr.delete(pos, pos + held.node.nodeSize)
      editor.view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(pos, tr.doc.content.size)), -1)))
      editor.view.focus()
    },
    // On with the text, behind it.
    leave() {
      const pos = getPos()
      if (pos === undefined) return
      const { doc, tr } = editor.state
      editor.view.dispatch(tr.setSelection(Selection.near(doc.resolve(pos + held.node.nodeSize), 1)))
      editor.view.focus()
    },
    select() {
      const pos = getPos()
      if (pos !== undefined) editor.view.dispatch(editor.state.tr.setSelection(NodeSelection.create(editor.state.doc, pos)))
      editor.view.focus()
    },
  }
  const drawn = draw(held)
  dom.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    const all = tools(dom)
    const at = all.indexOf(event.target)
    // In a field the arrow keys are the field's.
    const arrows = event.target.matches('input, textarea') ? {} : { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }
    const step = event.key === 'Tab' ? (event.shiftKey ? -1 : 1) : arrows[event.key]
    if (event.key !== 'Escape' && (step === undefined || at < 0)) return
    event.preventDefault()
    event.stopPropagation()
    const next = step && all[at + step]
    if (next) next.focus()
    else held.select()
  })
  dom.addEventListener('enter', () => {
    const all = tools(dom)
    // Nobody comes in to take it out.
    ;(all.find((one) => !one.matches('.removal')) ?? all[0])?.focus()
  })
  drawn.update(node)
  return {
    dom,
    update(next) {
      if (next.type !== held.node.type) return false
      held.node = next
      drawn.update(next)
      return true
    },
    selectNode: () => dom.classList.add('selected'),
    deselectNode: () => dom.classList.remove('selected'),
    // What is typed and pressed within is the view's own.
    stopEvent: (event) => event.target !== dom && event.target.closest?.('button, input, textarea, summary, a, [role=option]') !== null && !event.type.startsWith('drag'),
    ignoreMutation: () => true,
    destroy: () => drawn.destroy?.(),
  }
}

function removal(held) {
  return button(say('remove'), () => held.remove(), { class: 'button quiet small removal', ...QUIET })
}

// State, uses and the way to its own form.
function facts(card) {
  const badge = el('span', { class: 'card-state' })
  // Drawn by the server: an icon and a word.
  badge.innerHTML = card.badge
  return [badge, el('span', { class: 'card-used' }, card.used)]
}

// As readers would roughly see it; nothing in it can be reached by keyboard.
function shown(card) {
  const box = el('div', { class: 'card-shown reading' })
  box.innerHTML = card.html
  // Readers' landmarks are none of this page's.
  for (const part of box.querySelectorAll('aside, section, nav, header, footer')) part.setAttribute('role', 'presentation')
  for (const link of box.querySelectorAll('a, button, input, textarea, select')) link.tabIndex = -1
  box.addEventListener('click', (event) => event.preventDefault())
  return box
}

function lost(card) {
  const text = card === undefined ? say('card-loading') : card === false ? say('card-offline') : card === null ? say('card-missing') : say('card-trashed', card.title)
  return el('p', { class: card ? 'card-note warn' : 'card-note' }, text)
}

const gone = (card) => !card || card.state === 'trashed'

function editing(held, card, changed) {
  if (!card.mayEdit) return null
  return button(say('edit'), async () => {
    const { editCard } = await import('./entry-form.js')
    editCard(held, card, changed)
  }, { class: 'button quiet small', ...QUIET })
}

function replacing(held, kind, put) {
  return button(say('replace'), async () => {
    const { choose } = await import('./chooser.js')
    choose(held.dom, kind, put, () => held.select())
  }, { class: 'button quiet small', ...QUIET })
}

function cta(context) {
  return frame(context, 'cta', (held) => {
    let end
    let of
    const show = (card) => {
      const tools = el('span', { class: 'card-tools' })
      held.head.replaceChildren(
        el('span', { class: 'card-kind' }, say('block-cta')),
        el('bdi', { class: 'card-title' }, card ? card.title : ''),
        ...(card ? facts(card) : []),
        tools,
      )
      if (gone(card)) {
        held.body.replaceChildren(lost(card))
      } else {
        held.body.replaceChildren(shown(card))
        const edit = editing(held, card, (id) => held.set('ref', id))
        if (edit) tools.append(edit)
      }
      tools.append(replacing(held, 'cta', (id) => held.set('ref', id)), removal(held))
      held.label(card ? [say('block-cta'), card.title, card.used].join(', ') : say('block-cta'))
    }
    return {
      update(node) {
        if (node.attrs.ref === of) return
        of = node.attrs.ref
        end?.()
        end = watch(of, show)
      },
      destroy: () => end?.(),
    }
  })
}

let dragged = null

// A list of entries in their order, each with its state, and buttons to move it.
function entries(held, kind, fold) {
  const list = el('ol', { class: 'card-list' })
  let ends = []
  let of = null
  const put = (refs) => held.set('refs', refs)
  const move = (index, step) => {
    const refs = [...held.node.attrs.refs]
    const [one] = refs.splice(index, 1)
    refs.splice(index + step, 0, one)
    put(refs)
    // The button that was pressed moved along; at an end the other one is left.
    const item = list.children[index + step]
    ;(item?.querySelector(`[data-step="${step}"]:not(:disabled)`) ?? item?.querySelector('[data-step]:not(:disabled)'))?.focus()
  }
  const draw = (refs) => {
    ends.forEach((end) => end())
    ends = []
    list.replaceChildren(...refs.map((id, index) => {
      const item = el('li', { draggable: 'true' })
      item.addEventListener('dragstart', (event) => {
        event.stopPropagation()
        event.dataTransfer.setData('text/x-galley-item', id)
        dragged = { list, index }
      })
      item.addEventListener('dragend', () => { dragged = null })
      // Within its own group: to another it is added, not dragged.
      item.addEventListener('dragover', (event) => { if (dragged?.list === list) event.preventDefault() })
      item.addEventListener('drop', (event) => {
        if (dragged?.list !== list) return
        event.preventDefault()
        event.stopPropagation()
        move(dragged.index, index - dragged.index)
        dragged = null
      })
      ends.push(watch(id, (card) => {
        const title = card ? card.title : ''
        const tools = el('span', { class: 'card-tools' })
        const step = (by, label) => button(say(label), () => move(index, by), {
          class: 'button quiet small', 'data-step': String(by), 'aria-label': `${say(label)} ${title}`, disabled: index + by < 0 || index + by >= refs.length, ...QUIET,
        })
        tools.append(step(-1, 'up'), step(1, 'down'))
        const swap = (other) => put(held.node.attrs.refs.map((ref, at) => (at === index ? other : ref)))
        const edit = gone(card) ? null : editing({ ...held, dom: item }, card, swap)
        if (edit) tools.append(edit)
        if (gone(card)) tools.append(replacing(held, kind, swap))
        tools.append(button(say('remove'), () => {
          put(held.node.attrs.refs.filter((_, at) => at !== index))
          const next = list.children[Math.min(index, list.children.length - 1)]
          ;(next?.querySelector('.removal') ?? held.dom.querySelector('.card-add button'))?.focus()
        }, {
          class: 'button quiet small removal', 'aria-label': `${say('remove')} ${title}`, ...QUIET,
        }))
        const head = el('div', { class: 'card-head' }, el('bdi', { class: 'card-title' }, title), ...(card ? facts(card) : []), tools)
        const text = gone(card) ? lost(card) : fold ? el('details', {}, el('summary', QUIET, say('answer-show')), shown(card)) : shown(card)
        item.replaceChildren(head, text)
      }))
      return item
    }))
  }
  return {
    list,
    update(refs) {
      const now = JSON.stringify(refs)
      if (now === of) return
      of = now
      draw(refs)
    },
    destroy: () => ends.forEach((end) => end()),
  }
}

function faqs(context) {
  return frame(context, 'faqs', (held) => {
    const heading = el('input', { type: 'text', class: 'card-heading', placeholder: say('faqs-heading'), 'aria-label': say('faqs-heading-label'), maxlength: '200', ...QUIET, dir: 'auto' })
    heading.addEventListener('input', () => held.set('heading', heading.value.trim() === '' ? null : heading.value))
    const all = entries(held, 'faq', true)
    const add = el('div', { class: 'card-add' })
    const put = (id) => held.set('refs', [...held.node.attrs.refs, id])
    const openNew = async (question = '') => {
      const { newFaq } = await import('./entry-form.js')
      newFaq(held, add, question, put)
    }
    add.append(
      button(say('faq-new'), () => openNew(), { class: 'button quiet small', ...QUIET }),
      button(say('faq-add'), async () => {
        const { choose } = await import('./chooser.js')
        choose(add, 'faq', put, () => held.select())
      }, { class: 'button quiet small', ...QUIET }),
    )
    held.dom.addEventListener('newfaq', (event) => openNew(event.detail))
    held.head.append(el('span', { class: 'card-tools' }, removal(held)))
    held.body.append(heading, all.list, add)
    return {
      update(node) {
        if (heading !== document.activeElement) heading.value = node.attrs.heading ?? ''
        all.update(node.attrs.refs)
        held.label([say('block-faqs'), node.attrs.heading ?? '', say('faqs-count', node.attrs.refs.length)].filter(Boolean).join(', '))
      },
      destroy: all.destroy,
    }
  })
}

function buttonRow(context) {
  return frame(context, 'buttonRow', (held) => {
    const all = entries(held, 'cta', false)
    const add = el('div', { class: 'card-add' })
    add.append(button(say('cta-add'), async () => {
      const { choose } = await import('./chooser.js')
      choose(add, 'cta', (id) => held.set('refs', [...held.node.attrs.refs, id]), () => held.select())
    }, { class: 'button quiet small', ...QUIET }))
    held.head.append(el('span', { class: 'card-tools' }, removal(held)))
    held.body.append(all.list, add)
    return { update: (node) => all.update(node.attrs.refs), destroy: all.destroy }
  })
}

// The text alternative is decided per use: described, decorative, or not decided yet.
function image(context) {
  return frame(context, 'image', (held) => {
    const alt = el('input', { type: 'text', 'aria-label': say('image-alt'), placeholder: say('image-alt'), ...QUIET, dir: 'auto' })
    const decorative = el('input', { type: 'checkbox', ...QUIET })
    const caption = el('input', { type: 'text', 'aria-label': say('image-caption'), placeholder: say('image-caption'), ...QUIET, dir: 'auto' })
    const note = el('p', { class: 'card-note warn' }, say('image-undecided'))
    alt.addEventListener('input', () => held.set('alt', alt.value === '' ? null : alt.value))
    caption.addEventListener('input', () => held.set('caption', caption.value === '' ? null : caption.value))
    decorative.addEventListener('change', () => {
      if (decorative.checked) held.set('alt', null)
      held.set('decorative', decorative.checked)
    })
    held.head.append(el('span', { class: 'card-tools' }, removal(held)))
    held.body.append(note, el('div', { class: 'card-fields' }, alt, el('label', { class: 'box' }, decorative, el('span', {}, say('image-decorative'))), caption))
    return {
      update({ attrs }) {
        if (alt !== document.activeElement) alt.value = attrs.alt ?? ''
        if (caption !== document.activeElement) caption.value = attrs.caption ?? ''
        decorative.checked = attrs.decorative
        alt.disabled = attrs.decorative
        note.hidden = attrs.decorative || attrs.alt !== null
        held.label([say('block-image'), attrs.alt ?? (attrs.decorative ? say('image-decorative') : say('image-undecided'))].join(', '))
      },
    }
  })
}

function embed(context) {
  return frame(context, 'embed', (held) => {
    const url = el('input', { type: 'text', inputmode: 'url', class: 'card-url', 'aria-label': say('embed-url'), placeholder: 'https://', ...QUIET })
    url.addEventListener('change', () => held.set('url', url.value.trim()))
    held.head.append(el('span', { class: 'card-tools' }, removal(held)))
    held.body.append(url)
    return {
      update({ attrs }) {
        if (url !== document.activeElement) url.value = attrs.url
        held.label([say('block-embed'), attrs.url].filter(Boolean).join(', '))
      },
    }
  })
}

export const views = { cta, faqs, buttonRow, image, embed }
