// Every screen in every state: axe finds nothing, nothing scrolls sideways, nothing is heavy or from elsewhere.
//
// `SHOTS=folder` keeps a picture of each. `SCREEN=this|that` looks at those alone whose name holds one of them.
import assert from 'node:assert/strict'
import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { Api } from './harness/api.js'
import { closeChrome, signIn, visitor } from './harness/browser.js'
import { pagesOfThePanel } from './harness/paths.js'
import { OWNER, Server } from './harness/server.js'
import { NO_PAGES, emptyScreens, failingScreens, firstScreens, layOut, screens } from './screens.js'

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const WIDTHS = [1440, 375]
const SCHEMES = ['light', 'dark']
/** KB that may travel for a page that nobody has visited before, compressed. */
const WEIGHT = 60
/** Of a page with the editor. */
const EDITOR_WEIGHT = 200
const { SHOTS, SCREEN = '' } = process.env
const wanted = SCREEN.split('|')

after(closeChrome)

// The names are needed before a server runs, to declare a test each; the addresses come with the server.
const anything = new Proxy({}, { get: () => ({}) })

describe('a site in use', () => {
  look(screens, async () => {
    const server = await Server.start()
    return layOut(server, await Api.of(server))
  })
})

describe('an empty site', () => {
  look(emptyScreens, async () => ({ server: await Server.start(), cast: { owner: OWNER } }))
})

describe('a site without anybody', () => {
  look(firstScreens, async () => {
    const server = await Server.start({ owner: false })
    return { server, cast: {}, setupLink: server.setupLink }
  })
})

describe('a site that fails', () => {
  look(failingScreens, async () => {
    const server = await Server.start({ database: 'postgres' })
    return { server, api: await Api.of(server), cast: { owner: OWNER } }
  })
})

test('every page of the panel is among the screens', async () => {
  const named = new Set([screens, emptyScreens, firstScreens].flatMap((all) => all(anything)).map(({ pattern }) => pattern))
  const pages = await pagesOfThePanel()
  assert.ok(pages.length > 15, `the table was not found: ${pages}`)
  const missing = pages.filter((pattern) => !named.has(pattern) && !NO_PAGES[pattern])
  assert.deepEqual(missing, [], 'pages that nobody looks at: add them to screens.js')
  const stale = Object.keys(NO_PAGES).filter((pattern) => !pages.includes(pattern))
  assert.deepEqual(stale, [])
})

function look(list, start) {
  let world
  before(async () => { world = await start() }, { timeout: 120_000 })
  after(() => world?.server.stop())
  for (const { name } of list(anything).filter((screen) => wanted.some((text) => screen.name.includes(text)))) {
    test(name, { timeout: 120_000 }, async () => {
      const screen = list(world).find((one) => one.name === name)
      // A page that runs no scripts would not run axe either.
      const { context, page, faults } = await visitor(world.server, { bypassCSP: screen.bypass ?? false })
      try {
        const who = screen.as === undefined ? 'owner' : screen.as
        if (who) await signIn(context, world.server, world.cast[who])
        const weighed = await weigh(context, page, () => open(page, screen))
        const found = await inspect(page, name)
        // Where a failure is what is looked at, it is no fault; nor is a frame with somebody's site in it.
        const meant = [screen.fault, screen.status >= 500 && `${screen.status}: `, screen.frames && `fetched from elsewhere: ${screen.frames}`]
        const others = faults.filter((fault) => !meant.some((start) => start && fault.startsWith(start)))
        assert.deepEqual([...others, ...found], [])
        const writes = await page.locator('script[src*="/editor-"]').count() > 0
        const most = screen.weight ?? (writes ? EDITOR_WEIGHT : WEIGHT)
        assert.ok(weighed <= most * 1024, `${Math.ceil(weighed / 1024)} KB travel, ${most} KB may`)
      } finally {
        await context.close()
      }
    })
  }
}

async function open(page, { at, status }) {
  if (typeof at === 'function') return at(page)
  const answer = await page.goto(at, { waitUntil: 'load' })
  assert.equal(answer.status(), status ?? 200)
}

/** Bytes of the page that is open at the end, as they travelled, with nothing in the browser's cache. */
async function weigh(context, page, opening) {
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  let bytes = 0
  session.on('Network.requestWillBeSent', ({ type, redirectResponse }) => {
    // A new page begins.
    if (type === 'Document' && !redirectResponse) bytes = 0
  })
  session.on('Network.loadingFinished', ({ encodedDataLength }) => { bytes += encodedDataLength })
  await opening()
  await page.waitForLoadState('networkidle')
  await session.detach()
  return bytes
}

/** What is wrong with the page that is open, in both themes, wide and narrow. */
async function inspect(page, name) {
  /** Each thing once, with where it was found. */
  const where = new Map()
  await page.evaluate(AXE)
  for (const scheme of SCHEMES) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 })
      if (SHOTS) await shoot(page, `${name} ${width} ${scheme}`)
      for (const violation of await violations(page)) {
        where.set(violation, [...(where.get(violation) ?? []), `${width} px ${scheme}`])
      }
    }
  }
  const found = [...where].map(([violation, places]) => `${places.join(', ')}: ${violation}`)
  await page.setViewportSize({ width: 320, height: 900 })
  found.push(...(await sideways(page)).map((one) => `320 px: ${one}`))
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.evaluate(() => { document.documentElement.style.fontSize = '200%' })
  found.push(...(await sideways(page)).map((one) => `text at 200 %: ${one}`))
  return found
}

async function violations(page) {
  const results = await page.evaluate(
    ([tags]) => globalThis.axe.run(document, {
      runOnly: { type: 'tag', values: tags },
      // Of forced colours axe sees only what the page asked for.
      rules: { 'target-size': { enabled: true }, 'color-contrast': { enabled: !matchMedia('(forced-colors: active)').matches } },
      resultTypes: ['violations'],
    }).then(({ violations }) => violations.map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.map(({ html, any, all, none }) => `${html.slice(0, 160)} — ${[...any, ...all, ...none].map(({ message }) => message).join('; ')}`),
    }))),
    [TAGS],
  )
  return results.flatMap(({ id, help, nodes }) => nodes.slice(0, 4).map((node) => `${id} (${help}): ${node}`))
}

/** What makes the page scroll sideways, if anything does. */
function sideways(page) {
  return page.evaluate(async () => {
    // Scripts are told of the new width in the next frame.
    await new Promise(requestAnimationFrame)
    const root = document.documentElement
    if (root.scrollWidth <= root.clientWidth) return []
    const wide = [...document.querySelectorAll('body *')].filter((element) => {
      const { right, width } = element.getBoundingClientRect()
      return width > 0 && right > root.clientWidth + 1
    })
    const named = wide.slice(0, 4).map((element) => element.outerHTML.slice(0, 120))
    return [`${root.scrollWidth} px wide: ${named.join(' | ')}`]
  })
}

async function shoot(page, name) {
  await mkdir(SHOTS, { recursive: true })
  await page.screenshot({ path: join(SHOTS, `${name.replaceAll(/[^a-z0-9]+/gi, '-')}.png`), fullPage: true })
}
