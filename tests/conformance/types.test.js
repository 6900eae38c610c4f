// The document as other people's tools read it: valid OpenAPI 3.1, and types that hold a frontend's code.
import assert from 'node:assert/strict'
import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import ts from 'typescript'
import { HERE, json, python, scratch, site, tool } from './harness.js'

let server, folder, file

before(async () => {
  server = await site()
  folder = await scratch('types')
  file = join(folder, 'openapi.json')
  await writeFile(file, JSON.stringify(await json(`${server.url}/api/openapi.json`)))
})
after(() => server?.stop())

test('the document is valid OpenAPI 3.1', async () => {
  const words = await python('openapi-spec-validator', ['--schema', '3.1', file])
  assert.match(words, /OK/)
})

test('a typed fetch of the acceptance page narrows every block, and runs', async () => {
  await tool('openapi-typescript/bin/cli.js', [file, '-o', join(folder, 'api.d.ts')])
  await copyFile(join(HERE, 'typed.ts'), join(folder, 'typed.ts'))
  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  const config = { extends: join(HERE, 'tsconfig.json'), files: ['typed.ts', 'api.d.ts'] }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config))
  await tool('typescript/bin/tsc', ['-p', folder])
  const source = await readFile(join(folder, 'typed.ts'), 'utf8')
  const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 }
  await writeFile(join(folder, 'typed.js'), ts.transpileModule(source, { compilerOptions: options }).outputText)
  const { read } = await import(pathToFileURL(join(folder, 'typed.js')))
  const seen = await read(server.url, 'lower-back-pain-after-running')
  assert.equal(seen.resolved, seen.title)
  assert.equal(seen.listed, 3)
  for (const type of ['block', 'cta', 'faqs']) assert.ok(seen.types.includes(type), seen.types.join())
  assert.match(seen.text, /\?/)
})

test('code that forgets a type of block, or takes one for another, does not compile', async () => {
  const bad = {
    'forgets': `import type { components } from './api.js'
      export const words = (block: components['schemas']['Block']): string => {
        switch (block._type) { case 'block': return block.style; default: { const never: never = block; return never } }
      }`,
    'mistakes': `import type { components } from './api.js'
      export const heading = (block: components['schemas']['Block']) => block._type === 'cta' ? block.heading : null`,
  }
  for (const [name, text] of Object.entries(bad)) {
    await writeFile(join(folder, `${name}.ts`), text)
    await writeFile(join(folder, `tsconfig.${name}.json`), JSON.stringify({ extends: join(HERE, 'tsconfig.json'), files: [`${name}.ts`] }))
    await assert.rejects(tool('typescript/bin/tsc', ['-p', join(folder, `tsconfig.${name}.json`)]), /error TS/)
  }
})
