// Puts a button beside each block of a list that types the block into the text at the cursor.
import { insert } from './typing.js'

for (const details of document.querySelectorAll('details[data-into]')) {
  const area = document.getElementById(details.dataset.into)
  if (!area || area.matches(':disabled')) continue
  for (const code of details.querySelectorAll('code')) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'button plain'
    button.textContent = details.dataset.words
    const title = code.closest('li')?.querySelector('.insert-title')?.textContent ?? ''
    button.setAttribute('aria-label', `${details.dataset.words} ${title}`)
    button.addEventListener('click', () => insert(area, code.textContent))
    code.after(button)
  }
}
