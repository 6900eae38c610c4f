// Tabs that die, and what they leave on the device.

/** The tab is gone without a word. */
export async function crash(page) {
  const session = await page.context().newCDPSession(page)
  const crashed = page.waitForEvent('crash')
  // It is never answered.
  session.send('Page.crash').catch(() => {})
  await crashed
  await page.close()
}

/** What tabs have written and not saved yet, as the device has it. */
export function journal(page) {
  return page.evaluate(async () => {
    // Opened before the editor's own script, it would be made without its store.
    if (!(await indexedDB.databases()).some(({ name }) => name === 'galley')) return []
    const database = await new Promise((resolve, reject) => {
      const request = indexedDB.open('galley')
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    const all = await new Promise((resolve, reject) => {
      const request = database.transaction('journal').objectStore('journal').getAll()
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    database.close()
    return all
  })
}

/** Waits until the device has a text. */
export async function kept(page, text) {
  for (;;) {
    if ((await journal(page)).some(({ fields }) => JSON.stringify(fields).includes(text))) return
    await page.waitForTimeout(50)
  }
}
