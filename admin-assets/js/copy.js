// A button that copies a field: shown where the browser lets a script do so, and the field is selected meanwhile.
for (const button of document.querySelectorAll('[data-copy]')) {
  const field = document.getElementById(button.dataset.copy)
  if (!field) continue
  field.addEventListener('focus', () => field.select())
  if (document.activeElement === field) field.select()
  if (!navigator.clipboard) continue
  button.hidden = false
  button.addEventListener('click', async () => {
    const status = button.closest('.secret').querySelector('[role=status]')
    try {
      await navigator.clipboard.writeText(field.value)
      status.textContent = button.dataset.done
    } catch {
      // Refused: what is selected can still be copied by hand.
      field.focus()
    }
  })
}
