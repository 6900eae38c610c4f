// Puts a button beside each block of a list that types the block into the text at the cursor.
for (const details of document.querySelectorAll('details[data-into]')) {
  const area = document.getElementById(details.dataset.into)
  if (!area || area.matches(':disabled')) continue
  for (const code of details.querySelectorAll('code')) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'button plain'
    button.textContent = 'Insert'
    const title = code.closest('li')?.querySelector('.insert-title')?.textContent ?? ''
    button.setAttribute('aria-label', `Insert ${title}`)
    button.addEventListener('click', () => insert(area, code.textContent))
    code.after(button)
  }
}

function insert(area, block) {
  area.focus()
  const before = area.value.slice(0, area.selectionStart)
  // One list of questions takes the next question, where the cursor stands behind it.
  const slug = /^::faqs\{.*refs="([^"]*)"\}$/.exec(block)?.[1]
  const list = slug && /::faqs\{[^}\n]*refs="[^"\n]*("\})\s*$/.exec(before)
  if (list) {
    const end = before.lastIndexOf(list[1])
    area.setSelectionRange(end, end)
    type(area, `, ${slug}`)
    area.setSelectionRange(end + slug.length + 4, end + slug.length + 4)
    return
  }
  const gap = before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n'
  const after = area.value.slice(area.selectionEnd)
  type(area, gap + block + (after.startsWith('\n\n') ? '' : '\n\n'))
}

// As if it were typed, so that it can be undone; the standard way cannot be.
function type(area, text) {
  if (!document.execCommand('insertText', false, text)) {
    area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end')
    area.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
}
