// The management API and the readers' API: to lay out what a walk needs, and to see what readers get.
import assert from 'node:assert/strict'

export class Api {
  constructor(server, token) {
    this.server = server
    this.token = token
  }

  static async of(server) {
    return new Api(server, await server.token())
  }

  async #manage(method, path, body, headers = {}) {
    const answer = await fetch(`${this.server.url}/api/v1/manage${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json', ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    const json = await answer.json()
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${JSON.stringify(json)}`)
    return json.data
  }

  /** A draft; `more` says its language, for example. Answers the entry as the API shows it. */
  create(kinds, slug, content, more = {}) {
    return this.#manage('POST', `/${kinds}`, { slug, content, ...more })
  }

  /** A draft, if what is in it is taken. */
  tries(kinds, slug, content) {
    return this.create(kinds, slug, content).catch((error) => {
      if (error.code === 'ERR_ASSERTION' && error.message.includes(': 422 ')) return null
      throw error
    })
  }

  async publish(kinds, entry) {
    return this.#manage('POST', `/${kinds}/${entry.id}/publication`, {})
  }

  /** A live entry. */
  async live(kinds, slug, content) {
    const entry = await this.create(kinds, slug, content)
    await this.publish(kinds, entry)
    return entry
  }

  /** Many at once, a line each. */
  async batch(lines) {
    const answer = await fetch(`${this.server.url}/api/v1/manage/batch`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/x-ndjson' },
      body: lines.map((line) => JSON.stringify(line)).join('\n'),
    })
    const said = await answer.text()
    assert.ok(answer.ok, `${answer.status} ${said.slice(0, 500)}`)
  }

  /** Saves over the newest revision, by a merge patch. */
  async change(kinds, entry, content, slug) {
    const { etag } = await this.show(kinds, entry)
    return this.#manage('PATCH', `/${kinds}/${entry.id}`, { content, slug }, { 'if-match': etag })
  }

  async show(kinds, { id }) {
    const { etag, data } = await this.#read(`/${kinds}/${id}`)
    return { etag, ...data }
  }

  async #read(path) {
    const answer = await fetch(`${this.server.url}/api/v1/manage${path}`, {
      headers: { authorization: `Bearer ${this.token}` },
    })
    assert.ok(answer.ok, `${path}: ${answer.status}`)
    return { etag: answer.headers.get('etag'), ...(await answer.json()) }
  }

  /** Asks again until it is stored so. */
  async stored(kinds, entry, good) {
    const end = Date.now() + 10_000
    for (;;) {
      const shown = await this.show(kinds, entry)
      if (good(shown)) return shown
      if (Date.now() > end) assert.fail(JSON.stringify(shown))
      await new Promise((go) => setTimeout(go, 100))
    }
  }

  /** The contents of all its versions. */
  async history(kinds, { id, draftRevision }) {
    const all = Array.from({ length: draftRevision }, (_, index) => index + 1)
    return Promise.all(all.map(async (number) => (await this.#read(`/${kinds}/${id}/revisions/${number}`)).data.content))
  }

  trash(kinds, { id }) {
    return this.#manage('DELETE', `/${kinds}/${id}?force=true`)
  }

  /** The first hundred. */
  list(kinds) {
    return this.#manage('GET', `/${kinds}?limit=100`)
  }

  /** The entry of this slug, live or not. */
  async find(kinds, slug) {
    const data = await this.list(kinds)
    const found = data.find((entry) => entry.slug === slug)
    assert.ok(found, `no ${slug} among ${kinds}`)
    return found
  }

  /** What readers get: the document, or the status of the refusal. */
  async read(kinds, slug) {
    const answer = await fetch(`${this.server.url}/api/v1/${kinds}/${slug}`)
    return answer.ok ? (await answer.json()).data : answer.status
  }

  /** Asks again until readers get what is expected: another process may have written it. */
  async awaits(kinds, slug, good, what) {
    const end = Date.now() + 10_000
    for (;;) {
      const document = await this.read(kinds, slug)
      if (good(document)) return document
      if (Date.now() > end) assert.fail(`${what}: ${JSON.stringify(document)}`)
      await new Promise((go) => setTimeout(go, 50))
    }
  }
}
