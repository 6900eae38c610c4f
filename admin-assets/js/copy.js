// Puts a button beside a text that is to be taken elsewhere, which copies it and says so.
for (const input of document.querySelectorAll('input[data-copy]')) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'button plain'
  button.textContent = input.dataset.button
  const said = document.createElement('span')
  said.className = 'copied'
  said.role = 'status'
  button.addEventListener('click', async () => {
    input.select()
    if (await copy(input)) said.textContent = input.dataset.done
  })
  input.after(button)
  input.closest('.copy').append(said)
}

// Outside https there is no clipboard but the old one.
async function copy(input) {
  try {
    await navigator.clipboard.writeText(input.value)
    return true
  } catch {
    return document.execCommand('copy')
  }
}
