// The list of keys, over the page that is open: a part of the help page.
const dialog = document.getElementById('keys')

/** Rejects where the part cannot be had. */
export async function showKeys(help) {
  if (!dialog.querySelector('section')) {
    const answer = await fetch(help)
    if (!answer.ok || answer.redirected) throw new Error(answer.statusText)
    const part = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('keyboard')
    part.removeAttribute('id')
    dialog.append(part)
  }
  dialog.showModal()
}
