// The states of the editor that a press, a mistake or the network brings.

export function editorScreens(world) {
  const pattern = '/admin/{kinds}/{id}'
  const at = (entry, then) => async (page) => {
    await page.goto(`/admin/articles/${entry.id}`)
    await page.locator('.rich-text.mounted').waitFor()
    await then(page)
  }
  const all = [
    ['slash menu', world.ready, async (page) => { await slash(page); await page.keyboard.type('div') }],
    ['find', world.article, find],
    ['name a version', world.ready, nameVersion],
    ['new question in place', world.ready, newQuestion],
    ['no answer', world.ready, noAnswer],
    ['refused save', world.ready, refusedSave],
    ['cards of missing entries', world.article, missing],
  ]
  return all.map(([name, entry, then]) => ({ name: `editor, ${name}`, pattern, at: at(entry, then) }))
}

const body = (page) => page.getByRole('textbox', { name: 'Body' })

async function below(page) {
  await body(page).getByRole('paragraph').last().click()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
}

async function slash(page) {
  await below(page)
  await page.keyboard.type('/')
  await page.locator('.slash-menu .hit').first().waitFor()
}

async function find(page) {
  await body(page).getByRole('paragraph').first().click()
  await page.keyboard.press('ControlOrMeta+f')
  await page.locator('.find-bar input').first().waitFor()
  await page.keyboard.type('pain')
  await page.locator('.found').first().waitFor()
}

async function nameVersion(page) {
  await page.keyboard.press('ControlOrMeta+s')
  await page.getByRole('dialog').waitFor()
}

async function newQuestion(page) {
  await slash(page)
  await page.getByRole('option', { name: 'New FAQ' }).click()
  await page.locator('.faq-form').waitFor()
}

/** Every save is answered so; what is written stays. */
const answered = (status, text) => async (page) => {
  await page.route(/\/draft$/, (route) => route.fulfill({ status, contentType: 'application/json', body: '{}' }))
  await body(page).getByRole('paragraph').last().click()
  await page.keyboard.type('More. ')
  await page.locator('.top .status').getByText(text).waitFor()
}
const refusedSave = answered(413, /too long to save/)
const noAnswer = answered(429, /does not answer/)

async function missing(page) {
  await page.route(/\/admin\/cards/, (route) => route.fulfill({ contentType: 'application/json', body: '[]' }))
  await page.reload()
  await page.locator('.card-note').getByText(/not there any more/).first().waitFor()
}
