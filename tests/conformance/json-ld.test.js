// Each `jsonLd` against schema.org as others ship it: schema-dts is the whole vocabulary as types, without a network. The
// compiler refuses a property that a type does not have, and a value of the wrong type.
import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { HERE, articles, scratch, site, tool } from './harness.js'

let server, all, folder
before(async () => {
  server = await site()
  folder = await scratch('json-ld')
  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  all = await articles(server)
})
after(() => server?.stop())

/** Compiles things of schema.org as literals, each as its own type. */
async function compile(name, things) {
  const lines = things.map((thing, index) => `export const t${index}: WithContext<${thing['@type']}> = ${JSON.stringify(thing)}`)
  const types = [...new Set(things.map((thing) => thing['@type']))]
  await writeFile(join(folder, `${name}.ts`), `import type { WithContext, ${types.join(', ')} } from 'schema-dts'\n${lines.join('\n')}\n`)
  const config = { extends: join(HERE, 'tsconfig.json'), compilerOptions: { skipLibCheck: true }, files: [`${name}.ts`] }
  await writeFile(join(folder, `tsconfig.${name}.json`), JSON.stringify(config))
  await tool('typescript/bin/tsc', ['-p', join(folder, `tsconfig.${name}.json`)])
}

test('every jsonLd of the sample content is schema.org', async () => {
  const things = all.flatMap((article) => article.jsonLd)
  const types = new Set(things.map((thing) => thing['@type']))
  for (const type of ['BreadcrumbList', 'FAQPage']) assert.ok(types.has(type), [...types].join())
  await compile('all', things)
})

test('every type that an article can be is schema.org, with who reviewed it', async () => {
  const token = await server.token()
  const send = async (method, path, body, headers = {}) => {
    const response = await fetch(`${server.url}/api/v1/manage/${path}`, {
      method, body: JSON.stringify(body), headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    })
    const answer = await response.json()
    assert.ok(response.ok, `${path}: ${JSON.stringify(answer)}`)
    return answer.data
  }
  const { id } = all.find((article) => article.review)
  const entry = await fetch(`${server.url}/api/v1/manage/articles/${id}`, { headers: { authorization: `Bearer ${token}` } })
  let { draftRevision } = (await entry.json()).data
  const things = []
  for (const schemaType of ['BlogPosting', 'Article', 'NewsArticle', 'MedicalWebPage', 'WebPage']) {
    const saved = await send('PATCH', `articles/${id}`, { content: { schemaType } }, { 'if-match': `"${draftRevision}"` })
    draftRevision = saved.draftRevision
    await send('POST', `articles/${id}/publication`, {})
    const { data } = await (await fetch(`${server.url}/api/v1/articles/${id}`)).json()
    const [page] = data.jsonLd
    assert.equal(page['@type'], schemaType)
    const reviewed = schemaType.endsWith('WebPage') ? page : page.mainEntityOfPage
    assert.equal(reviewed.reviewedBy['@type'], 'Person', schemaType)
    assert.match(reviewed.lastReviewed, /^\d{4}-\d\d-\d\d$/)
    things.push(...data.jsonLd)
  }
  await compile('types', things)
})

test('what is not schema.org does not compile', async () => {
  const [page] = all[0].jsonLd
  await assert.rejects(compile('strange', [{ ...page, readingTime: 3 }]), /readingTime/)
  await assert.rejects(compile('wrong', [{ ...page, author: 3 }]), /error TS/)
})
