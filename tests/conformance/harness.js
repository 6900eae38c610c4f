// What these tests share: a throw-away site with the sample content, and where generated files go.
import { execFile } from 'node:child_process'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ROOT, Server } from '../browser/harness/server.js'

export const HERE = join(ROOT, 'tests/conformance')
const TARGET = join(ROOT, process.env.CARGO_TARGET_DIR ?? 'target', 'conformance')
const run = promisify(execFile)

/** A site with the fictitious clinic's pages, as soon as readers get them: another process loads them. */
export async function site() {
  // Made-up requests are no readers: all of them come from one address.
  const server = await Server.start({ environment: { GALLEY_QUERY_RATE: '0' } })
  await server.demo()
  for (const end = Date.now() + 30_000; Date.now() < end;) {
    const { meta } = await json(`${server.url}/api/v1/articles`)
    if (meta.total > 0) return server
    await new Promise(setImmediate)
  }
  throw new Error('the sample content never went live')
}

/** A new folder for what a test makes, beside the packages of this one. */
export async function scratch(name) {
  const folder = join(HERE, 'node_modules/.made', name)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  return folder
}

/** Runs a program of node_modules; its words are the error where it fails. */
export async function tool(name, words) {
  try {
    return (await run(process.execPath, [join(HERE, 'node_modules', name), ...words], { cwd: HERE, maxBuffer: 1 << 26 })).stdout
  } catch (error) {
    throw new Error(`${name} ${words.join(' ')}\n${error.stdout}${error.stderr}`)
  }
}

/** Runs a program of the Python environment. */
export async function python(name, words, options = {}) {
  try {
    return (await run(join(TARGET, 'python/bin', name), words, { maxBuffer: 1 << 28, ...options })).stdout
  } catch (error) {
    throw new Error(`${name} ${words.join(' ')}\n${error.stdout}${error.stderr}`)
  }
}

export async function json(address) {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${address} answers ${response.status}`)
  return response.json()
}

/** Every article of the site, whole. */
export async function articles(server) {
  const list = await json(`${server.url}/api/v1/articles?limit=100`)
  return Promise.all(list.data.map(({ slug }) => json(`${server.url}/api/v1/articles/${slug}`).then(({ data }) => data)))
}
