// A walk: the same steps by mouse, by keyboard alone and on a phone, each at a server of its own.
import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { Api } from './api.js'
import { closeChrome, signIn, visitor } from './browser.js'
import { Hands, MODES } from './hands.js'
import { Server } from './server.js'

after(closeChrome)

/**
 * @param {string} name a sentence
 * @param {object} options
 *   `owner: false`: nobody is there yet. `signedIn: false`: the walk signs in by itself. `demo`: with the sample
 *   content. `modes`, `databases`: fewer or more than the three modes on SQLite. `browser`: options of the context.
 *   `environment`: settings of the server. `meant`: what would be a fault elsewhere, as an expression.
 * @param {(at: { server: Server, page, hands: Hands, api: () => Promise<Api>, visit: Function }) => Promise<void>} steps
 */
export function walk(name, options, steps) {
  const { modes = Object.keys(MODES), databases = ['sqlite'], browser = {}, environment, meant } = options
  describe(name, () => {
    for (const database of databases) {
      for (const mode of modes) {
        const suffix = databases.length > 1 ? `${mode}, ${database}` : mode
        test(suffix, { timeout: 180_000 }, async (t) => {
          const server = await Server.start({ database, owner: options.owner, environment })
          const faults = []
          const visitors = []
          const visit = async (person, more = {}) => {
            const one = await visitor(server, { ...MODES[mode], ...browser, ...more })
            visitors.push(one)
            if (person !== null) await signIn(one.context, server, person)
            const hands = new Hands(one.page, mode)
            hands.report = (text) => t.diagnostic(text)
            return { ...one, hands }
          }
          try {
            if (options.demo) await server.demo()
            const stranger = options.owner === false || options.signedIn === false
            const { page, hands } = await visit(stranger ? null : undefined)
            let api
            const at = { server, page, hands, mode, visit, api: async () => (api ??= await Api.of(server)) }
            await steps(at)
          } catch (error) {
            await keep(visitors, `${name} ${suffix}`)
            if (server.log) t.diagnostic(server.log)
            throw error
          } finally {
            for (const one of visitors) {
              faults.push(...one.faults)
              await one.context.close()
            }
            await server.stop()
          }
          assert.deepEqual(faults.filter((fault) => !meant?.test(fault)), [])
        })
      }
    }
  })
}

/** Where to look when a walk ended badly: a picture of each visitor's page, with `SHOTS=folder`. */
async function keep(visitors, name) {
  const folder = process.env.SHOTS
  if (!folder) return
  await mkdir(folder, { recursive: true })
  for (const [index, { page }] of visitors.entries()) {
    const file = `failed ${name} ${index}.png`.replaceAll(/[^a-zA-Z0-9.]+/g, '-')
    await page.screenshot({ path: join(folder, file) }).catch(() => {})
  }
}
