// Feeds and sitemaps as those read them whom they are for: feedparser (Atom; strict, it says what it had to forgive),
// feedsmith (JSON Feed) and sitemap.js, whose reader refuses whatever the protocol does not have.
import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, test } from 'node:test'
import { parseJsonFeed } from 'feedsmith'
import { XMLToSitemapIndexStream, XMLToSitemapItemStream } from 'sitemap'
import { HERE, articles, json, python, scratch, site } from './harness.js'
import { Api } from '../browser/harness/api.js'

/** Reading 50 MB takes its reader ten seconds: only `make conformance` has it read all. */
const THOROUGH = Number(process.env.GALLEY_FUZZ_CASES ?? 0) >= 20_000
const SITE = 'https://larkmoor.example'
/** What XML and JSON must each write in a way of their own, and a language that has no Latin letter. */
const TITLE = 'Cold & "wet" <feet>: l’été \u{1f9e6} ]]> 寒い'

let server, api, all
before(async () => {
  server = await site()
  await server.settings({ name: 'Larkmoor & more', baseUrl: SITE })
  api = await Api.of(server)
  await api.live('articles', 'cold-feet', {
    title: TITLE, standfirst: 'Socks & <b>more</b>', body: { markdown: '## Why?\n\nCold & wet, `<b>`, ]]>.' },
  })
  // In the order of the lists: the newest first.
  all = await articles(server)
  assert.ok(all.some(({ title }) => title === TITLE) && all.length > 5)
})
after(() => server?.stop())

async function text(path) {
  const answer = await fetch(`${server.url}/api/v1${path}`)
  assert.equal(answer.status, 200, path)
  return answer.text()
}

const page = ({ type, slug }) => `${SITE}/${type}s/${slug}`
const seconds = (time) => Math.floor(Date.parse(time) / 1000)
const names = (things) => things.map(({ name }) => name)
const topics = ({ category, tags }) => names(category ? [category, ...tags] : tags)

async function atom(bytes) {
  const file = join(await scratch('feeds'), 'feed.xml')
  await writeFile(file, bytes)
  return JSON.parse(await python('python', [join(HERE, 'read_atom.py'), file]))
}

test('feedparser reads of the Atom feed what the API tells', async () => {
  const { entries, ...feed } = await atom(await text('/feed.xml?limit=100'))
  assert.deepEqual(feed, {
    version: 'atom10', encoding: 'utf-8', language: 'en', title: 'Larkmoor & more', author: 'Larkmoor & more',
    id: `${SITE}/feed.xml?limit=100`, links: { self: `${SITE}/feed.xml?limit=100`, alternate: `${SITE}/` },
    updated: Math.max(...all.map(({ updatedAt }) => seconds(updatedAt))),
  })
  assert.deepEqual(entries, all.map((article) => ({
    id: `urn:uuid:${article.id}`, title: article.title, link: page(article),
    published: seconds(article.publishedAt), updated: seconds(article.updatedAt),
    authors: names(article.authors), topics: topics(article), summary: article.standfirst,
    // Links within the site are paths.
    content: [['text/html', `${SITE}/`, article.body.html]],
  })))
})

test('feedparser says what it has to forgive', async () => {
  const good = await text('/feed.xml?limit=1')
  await assert.rejects(atom(good.replace('</entry>', '')), /not well-formed/)
  await assert.rejects(atom(good.replace('&amp;', '&')), /not well-formed/)
})

test('feedsmith reads of the JSON Feed what the API tells', async () => {
  const { items, ...feed } = parseJsonFeed(await text('/feed.json?limit=100'))
  assert.deepEqual(feed, {
    title: 'Larkmoor & more', language: 'en', home_page_url: `${SITE}/`, feed_url: `${SITE}/feed.json?limit=100`,
    authors: [{ name: 'Larkmoor & more' }],
  })
  const wanted = all.map((article) => ({
    id: article.id, url: page(article), title: article.title, summary: article.standfirst, language: article.locale,
    content_html: article.body.html, date_published: seconds(article.publishedAt), date_modified: seconds(article.updatedAt),
    // It leaves out what is empty.
    ...(article.authors.length > 0 && { authors: names(article.authors).map((name) => ({ name })) }),
    ...(topics(article).length > 0 && { tags: topics(article) }),
  }))
  const read = items.map(({ date_published, date_modified, ...item }) => (
    { ...item, date_published: seconds(date_published), date_modified: seconds(date_modified) }
  ))
  assert.deepEqual(read, wanted)
})

test('feedsmith refuses what is no JSON Feed', async () => {
  const good = await text('/feed.json?limit=1')
  assert.throws(() => parseJsonFeed(good.replace('https://jsonfeed.org/version', 'https://example.org')))
})

const STRICT = { level: 'throw', logger: false }
/** The pages of a sitemap. */
const sitemap = (xml) => Readable.from([xml]).pipe(new XMLToSitemapItemStream({ ...STRICT })).toArray()
/** The sitemaps of an index. */
const index = (xml) => Readable.from([xml]).pipe(new XMLToSitemapIndexStream({ ...STRICT })).toArray()

test('sitemap.js reads every page and its translations', async () => {
  const shown = all.find(({ slug }) => slug === 'cold-feet')
  const german = await api.create('articles', 'kalte-fuesse', { title: 'Kalte Füße', standfirst: 'Socken', body: { markdown: 'Kalt.' } }, {
    locale: 'de', translationOf: shown.id,
  })
  await api.publish('articles', german)
  const { data } = await json(`${server.url}/api/v1/articles?locale=de`)
  const every = [...all, ...data]
  const pages = await sitemap(await text('/sitemap.xml'))
  const read = pages.map(({ url, lastmod, links }) => ({ url, at: seconds(lastmod), links: links.map(({ lang, url }) => [lang, url]) }))
  const links = [['de', `${SITE}/articles/kalte-fuesse`], ['en', page(shown)]]
  const wanted = every.map((article) => ({
    url: page(article), at: seconds(article.updatedAt), links: [german.id, shown.id].includes(article.id) ? links : [],
  }))
  const by = (one, other) => (one.url < other.url ? -1 : 1)
  read.forEach(({ links }) => links.sort())
  assert.deepEqual(read.sort(by), wanted.sort(by))
})

test('sitemap.js refuses what the protocol does not have', async () => {
  const good = await text('/sitemap.xml')
  await assert.rejects(sitemap(good.replaceAll('lastmod', 'modified')), /unhandled tag/)
  await assert.rejects(sitemap(good.replace(/<lastmod>[^<]*/, '<lastmod>yesterday')), /lastmod/)
  await assert.rejects(sitemap(good.replace('</url>', '')))
})

test('sitemap.js finds every page of a large site through the index', async () => {
  // A sitemap holds 50 MB. That needs few entries when addresses are long: each names all translations, a hundred here.
  const site = `${SITE}/${'a'.repeat(960)}`
  const before = `/${'b'.repeat(180)}/`
  await server.settings({ baseUrl: site, 'paths.tags': `${before}{slug}`, 'sitemap.articles': '', 'sitemap.tags': 'true' })
  const locales = Array.from({ length: 100 }, (_, n) => `aa-aaaaaaaa-bbbbbbbb-${String(n).padStart(8, '0')}`)
  const slug = (group, n) => `tag-${group}-${n}-${'c'.repeat(100)}`
  for (let group = 0; group < 4; group += 1) {
    let first
    for (const [n, locale] of locales.entries()) {
      const tag = await api.create('tags', slug(group, n), { name: locale }, { locale, translationOf: first?.id })
      await api.publish('tags', tag)
      first ??= tag
    }
  }
  const parts = await index(await text('/sitemap.xml'))
  assert.deepEqual(parts.map(({ url }) => url), [1, 2].map((part) => `${site}/sitemap.xml?page=${part}`))
  const texts = await Promise.all(parts.map(({ url }) => text(url.slice(site.length))))
  const read = new Map()
  for (const [n, xml] of texts.entries()) {
    assert.ok(Buffer.byteLength(xml) <= 50 * 1024 * 1024)
    if (n === 0 && !THOROUGH) continue
    for (const { url, links } of await sitemap(xml)) read.set(url, links.map(({ url }) => url).sort())
  }
  const groups = [0, 1, 2, 3].map((group) => locales.map((_, n) => `${site}${before}${slug(group, n)}`).sort())
  const wanted = groups.flatMap((group) => group.map((address) => [address, group]))
  for (const [address, group] of wanted) {
    if (!read.has(address) && !THOROUGH) assert.ok(texts[0].includes(`<loc>${address}</loc>`), address)
    else assert.deepEqual(read.get(address), group)
  }
  assert.ok(read.has(wanted.at(-1)[0]))
})
