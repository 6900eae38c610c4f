// Shows a dialog until it is closed. Answers what it was closed with; the focus goes back to where it was.
export function modal(dialog) {
  const before = document.activeElement
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove()
      before?.focus?.()
      resolve(dialog.returnValue)
    })
    document.body.append(dialog)
    dialog.showModal()
  })
}
