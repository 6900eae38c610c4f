// The states of the editor that a press, a mistake, a colleague or the network brings.
import { signIn, visitor } from './harness/browser.js'
import { mounted, openArticle } from './harness/editor.js'
import { crash, kept } from './harness/tabs.js'

export function editorScreens(world) {
  const pattern = '/admin/{kinds}/{id}'
  const at = (entry, then) => async (page) => {
    await openArticle(page, entry)
    await then(page)
  }
  const all = [
    ['every block', world.every, everyBlock],
    ['forced colours', world.every, forcedColours],
    ['table tools', world.every, tableTools],
    ['checks', world.every, checks],
    ['toolbar beside a long text', world.article, longText],
    ['insert menu at a slash', world.ready, slash],
    ['slash menu', world.ready, async (page) => { await slash(page); await page.keyboard.type('div') }],
    ['find', world.article, find],
    ['name a version', world.ready, nameVersion],
    ['new question in place', world.ready, newQuestion],
    ['new call to action', world.ready, newCta],
    ['a shared entry is changed', world.every, changeShared],
    ['somebody else is here', world.every, colleague(world)],
    ['no answer', world.ready, noAnswer],
    ['no network', world.ready, noNetwork, 'console: Failed to load resource: net::ERR_INTERNET_DISCONNECTED'],
    ['refused save', world.ready, refusedSave],
    ['a newer version', world.ready, newer],
    ['text of a dead tab', world.ready, left],
    ['text of a dead tab, compared', world.ready, leftCompared],
    ['cards of missing entries', world.article, missing],
  ]
  return all.map(([name, entry, then, fault]) => ({ name: `editor, ${name}`, pattern, at: at(entry, then), fault }))
}

/** Every block of a text, and what each check finds. */
export const everything = ({ cta, faq, gone }) => ({
  title: 'Every block',
  body: {
    markdown: `A paragraph with **bold**, *italic*, ~~struck~~, \`code\`, :u[underlined], H:sub[2]O, x:sup[2], :lang[Guten Tag]{lang="de"} and [a link](https://example.com/).

## A heading

[Click here](https://example.com/) for more.

- One
- Two
  - Within

1. First
2. Second

> A quote.

\`\`\`
a line of code
\`\`\`

:::callout{type="info"}
A note.
:::

:::callout{type="tip"}
A tip.
:::

:::callout{type="warning"}
A warning.
:::

| Week | Minutes |
| --- | --- |
| 1 | 20 |
| 2 | 25 |

---

::cta{ref="${cta}"}

::buttons{refs="${cta}"}

::faqs{heading="Questions" refs="${faq}"}

::embed{url="https://example.com/a-film"}

Gone by now: [an article](galley:article/${gone}).

${'A long paragraph that goes on and on about the same thing. '.repeat(20)}
`,
  },
})

const body = (page) => page.getByRole('textbox', { name: 'Body' })

async function everyBlock(page) {
  await body(page).locator('[data-kind], .card').first().waitFor()
  await page.waitForLoadState('networkidle')
}

async function forcedColours(page) {
  await page.emulateMedia({ forcedColors: 'active' })
  await everyBlock(page)
}

async function tableTools(page) {
  await body(page).getByRole('cell').first().click()
  await page.locator('.table-tools').filter({ visible: true }).waitFor()
}

async function checks(page) {
  const panel = page.locator('[data-part="checks"]')
  await panel.locator('.check').first().waitFor()
  await panel.scrollIntoViewIfNeeded()
}

async function longText(page) {
  await body(page).getByRole('paragraph').last().click()
}

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

async function newCta(page) {
  await slash(page)
  await page.keyboard.type('Ask us')
  await page.getByRole('option', { name: 'New CTA “Ask us”' }).click()
  await page.getByRole('dialog').waitFor()
}

async function changeShared(page) {
  await page.locator('.card').getByText('Edit', { exact: true }).first().click()
  await page.getByRole('dialog').getByRole('group').waitFor()
}

/** A colleague opens the same article, writes, and stays. */
const colleague = (world) => async (page) => {
  const edith = await visitor(world.server)
  page.once('close', () => edith.context.close())
  await signIn(edith.context, world.server, world.cast.editor)
  await edith.page.goto(page.url())
  await mounted(edith.page)
  await page.reload()
  await page.locator('.presence p').first().waitFor()
}

/** Every save is answered so, or not at all; what is written stays. */
const answered = (answer, text) => async (page) => {
  await page.route(/\/draft$/, (route) => (answer ? route.fulfill(answer) : route.abort('internetdisconnected')))
  await body(page).getByRole('paragraph').last().click()
  await page.keyboard.type('More. ')
  await page.locator('.top .status').getByText(text).waitFor()
}
const refused = (status, said = {}) => ({ status, contentType: 'application/json', body: JSON.stringify(said) })
const refusedSave = answered(refused(413), /too long to save/)
const noAnswer = answered(refused(429), /does not answer/)
const newer = answered(refused(409, { by: 'Edith Editor' }), /newer version/)
const noNetwork = answered(null, /Offline/)

async function left(page) {
  const tab = await page.context().newPage()
  await tab.goto(page.url())
  await mounted(tab)
  await noAnswer(tab)
  await kept(tab, 'More.')
  await crash(tab)
  await page.reload()
  await page.locator('.restore').first().waitFor()
}

async function leftCompared(page) {
  await left(page)
  await page.locator('.restore').first().getByRole('button', { name: 'Compare' }).click()
  await page.locator('.unsaved ins').first().waitFor()
}

async function missing(page) {
  await page.route(/\/admin\/cards/, (route) => route.fulfill({ contentType: 'application/json', body: '[]' }))
  await page.reload()
  await page.locator('.card-note').getByText(/not there any more/).first().waitFor()
}
