// Schemathesis makes up requests from the document and holds every answer against it: no 5xx, and nothing that the
// document does not say. GALLEY_FUZZ_CASES: about how many requests (`make conformance` sends 20,000); SEED repeats a run.
import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { HERE, json, python, scratch, site } from './harness.js'

const CASES = Number(process.env.GALLEY_FUZZ_CASES ?? 400)
const SEED = process.env.SEED ?? String(Math.floor(Math.random() * 1e9))
const CHECKS = [
  'not_a_server_error', 'status_code_conformance', 'content_type_conformance', 'response_headers_conformance',
  'response_schema_conformance', 'unsupported_method', 'ignored_auth',
]

let server, token, document, folder
before(async () => {
  server = await site()
  token = await server.token()
  document = await json(`${server.url}/api/openapi.json`)
  folder = await scratch('fuzz')
})
after(() => server?.stop())

/** Settings by which path parameters are those of entries that there are. */
async function known() {
  const { data: { document: { id } } } = await json(`${server.url}/api/v1/resolve?path=/articles/lower-back-pain-after-running`)
  assert.ok(id)
  const rows = []
  for (const kinds of ['articles', 'faqs', 'ctas', 'authors', 'categories', 'tags']) {
    const { data: [entry] } = await json(`${server.url}/api/v1/${kinds}?limit=1`)
    const parameters = (more) => `[[operations]]\ninclude-path-regex = "/${more}${kinds}/"\n`
    rows.push(`${parameters('manage/')}parameters = { id = "${entry.id}", number = 1 }\n`)
    rows.push(`${parameters('v1/')}parameters = { name = "${entry.slug}" }\n`)
  }
  const file = join(folder, 'known.toml')
  await writeFile(file, rows.join('\n'))
  return file
}

/** Asks the operations whose paths fit; `share` of all cases. */
async function ask(side, paths, share, settings) {
  const operations = Object.entries(document.paths).filter(([path]) => paths.test(path)).flatMap(([, item]) => Object.keys(item))
  const examples = Math.max(1, Math.ceil((CASES * share) / operations.length))
  const words = [
    ...(settings ? ['--config-file', settings] : []), 'run', `${server.url}/api/openapi.json`, '--url', server.url,
    '--include-path-regex', paths.source, '--checks', CHECKS.join(','), '--max-examples', String(examples),
    '--phases', 'examples,fuzzing', '--mode', 'all', '--seed', SEED, '--header', `Authorization: Bearer ${token}`,
    '--no-color', '--continue-on-failure', '--suppress-health-check', 'all', '--generation-database', 'none',
    '--request-timeout', '30', '--warnings', 'off',
  ]
  const said = await python('schemathesis', words, { cwd: folder, env: { ...process.env, SCHEMATHESIS_HOOKS: 'hooks', PYTHONPATH: HERE } })
  const [, sent] = /(\d+) generated/.exec(said) ?? []
  console.log(`${side}: ${sent} cases, seed ${SEED}`)
  assert.ok(Number(sent) >= operations.length, said)
  // Galley says nothing of a failure either.
  assert.doesNotMatch(server.log, /panic|request failed/)
}

const READERS = /^\/api\/v1\/(?!manage)/
const MANAGED = /^\/api\/v1\/manage\//

test('no request to the readers\' API breaks it or its description', async () => {
  await ask('made-up names', READERS, 0.2)
  await ask('names that there are', READERS, 0.3, await known())
})

test('no request to the management API breaks it or its description', async () => {
  const settings = await known()
  await ask('made-up ids', MANAGED, 0.2)
  await ask('ids that there are', MANAGED, 0.3, settings)
})
