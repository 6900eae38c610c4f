// Galley itself: the binary on a free port of this machine, with a data directory of its own.
import { spawn, execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../../..')
const BINARY = process.env.GALLEY_BIN ?? join(ROOT, process.env.CARGO_TARGET_DIR ?? 'target', 'debug/galley')
const run = promisify(execFile)

export const OWNER = { name: 'Olive Owner', email: 'olive@example.com', password: 'three quiet herons' }
/** The named cast, one of each role. */
export const CAST = {
  admin: { name: 'Ada Admin', email: 'ada@example.com', password: 'seven slow ferries' },
  editor: { name: 'Edith Editor', email: 'edith@example.com', password: 'nine paper lanterns' },
  author: { name: 'Arno Author', email: 'arno@example.com', password: 'eleven mild winters' },
  contributor: { name: 'Cleo Contributor', email: 'cleo@example.com', password: 'four wooden bridges' },
  viewer: { name: 'Vic Viewer', email: 'vic@example.com', password: 'six distant harbours' },
}

export class Server {
  /** Where it listens, once it does. */
  url = ''
  /** The link to become the owner, while there is none. */
  setupLink = undefined
  /** What it said on standard error. */
  log = ''
  #process
  #environment
  #directory

  /**
   * @param {{ database?: 'sqlite' | 'postgres', owner?: boolean, environment?: object }} wanted
   *   `owner: false` leaves the first run to whoever opens the set-up link. `environment`: more settings.
   */
  static async start({ database = 'sqlite', owner = true, environment = {} } = {}) {
    if (!existsSync(BINARY)) throw new Error(`${BINARY} is not there: build it (cargo build), or set GALLEY_BIN`)
    const server = new Server()
    server.#directory = await mkdtemp(join(tmpdir(), 'galley-browser-'))
    server.#environment = {
      PATH: process.env.PATH,
      GALLEY_DATA_DIR: server.#directory,
      GALLEY_LISTEN: '127.0.0.1:0',
      GALLEY_LOG: 'warn',
      GALLEY_DRAIN_SECONDS: '0',
      ...(database === 'postgres' && { GALLEY_DATABASE_URL: await newPostgres() }),
      ...(owner && { GALLEY_ADMIN_EMAIL: OWNER.email, GALLEY_ADMIN_PASSWORD: OWNER.password }),
      ...environment,
    }
    await server.#listen(owner)
    return server
  }

  /** Runs a command of the command line beside the running server; answers what it printed. */
  async command(words, input = '') {
    const running = run(BINARY, words, { env: this.#environment })
    // A command that wants no input may be over before it is given any.
    running.child.stdin.on('error', () => {}).end(input)
    return (await running).stdout.trim()
  }

  /** Lets somebody of the cast in. */
  async person(role) {
    const { name, email, password } = CAST[role]
    await this.command(
      ['user', 'create', '--email', email, '--name', name, '--role', role, '--password-stdin'],
      `${password}\n`,
    )
    return CAST[role]
  }

  /** A token that may do all that tokens may. */
  token() {
    const scopes = 'content:read,content:write,content:publish,media:write,settings,people,history'
    return this.command(['token', 'create', '--name', 'seed', '--scopes', scopes])
  }

  /** The fictitious clinic's pages. */
  demo() {
    return this.command(['demo', 'load'])
  }

  /** Changes the site's settings, as its owner does in the form. */
  async settings(fields) {
    const { email, password } = OWNER
    const post = async (path, values, headers = {}) => {
      const answer = await fetch(`${this.url}/admin/${path}`, {
        method: 'POST', redirect: 'manual', body: new URLSearchParams(values), headers: { origin: this.url, ...headers },
      })
      if (answer.status !== 303) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
      return answer
    }
    const cookie = (await post('sign-in', { email, password, next: '' })).headers.get('set-cookie').split(';')[0]
    const form = await (await fetch(`${this.url}/admin/settings`, { headers: { cookie } })).text()
    const [, version] = /name="_base" value="(\d+)"/.exec(form)
    await post('settings', { _base: version, ...fields }, { cookie })
  }

  /** Runs a statement on its PostgreSQL database, or beside it on the server's own. */
  async sql(statement, { beside = false } = {}) {
    const own = new URL(this.#environment.GALLEY_DATABASE_URL)
    const target = beside ? await postgres : own.href
    return run(await psql(), [target, '-q', '-c', statement.replaceAll('OWN', own.pathname.slice(1))])
  }

  /** Ends it as a power cut would, and waits until it is gone. */
  async kill() {
    const process = this.#process
    const ended = new Promise((done) => process.once('exit', done))
    process.kill('SIGKILL')
    await ended
  }

  /** Starts it again where it listened, with what it had. */
  async again() {
    this.#environment.GALLEY_LISTEN = new URL(this.url).host
    await this.#listen('there')
  }

  async stop() {
    const process = this.#process
    if (process && process.exitCode === null && process.signalCode === null) {
      const ended = new Promise((done) => process.once('exit', done))
      process.kill('SIGTERM')
      const late = setTimeout(() => process.kill('SIGKILL'), 10_000)
      await ended
      clearTimeout(late)
    }
    await rm(this.#directory, { recursive: true, force: true })
  }

  async #listen(owner) {
    this.#process = spawn(BINARY, ['serve'], { env: this.#environment, stdio: ['ignore', 'pipe', 'pipe'] })
    this.#process.stderr.setEncoding('utf8').on('data', (text) => { this.log += text })
    const died = new Promise((_, fail) => this.#process.once('exit', (code) => {
      fail(new Error(`galley ended with ${code}\n${this.log}`))
    }))
    died.catch(() => {})
    await Promise.race([this.#readStart(owner), died])
    if (!this.url) await died
  }

  async #readStart(owner) {
    for await (const line of createInterface({ input: this.#process.stdout })) {
      const listens = /^Galley listens on (\S+)/.exec(line)
      if (listens) this.url = listens[1]
      if (line.startsWith('http')) this.setupLink = line
      if (owner === 'there' ? listens : owner ? line.includes('can sign in now') : this.setupLink) break
    }
    // Nobody reads further; it must not fill the pipe.
    this.#process.stdout.resume()
  }
}

let postgres

/** A new database on the throw-away PostgreSQL of this process, or on the one that is given. */
async function newPostgres() {
  const script = join(ROOT, 'tests/postgres.sh')
  postgres ??= run('bash', [script, 'start', String(process.pid)]).then(({ stdout }) => stdout.trim())
  const url = await postgres
  const name = `galley_${randomUUID().replaceAll('-', '')}`
  await run(await psql(), [url, '-q', '-c', `CREATE DATABASE ${name}`])
  const own = new URL(url)
  own.pathname = name
  return own.href
}

/** PostgreSQL's own client. */
async function psql() {
  const script = join(ROOT, 'tests/postgres.sh')
  const programs = await run('bash', [script, 'find']).then(({ stdout }) => stdout.trim(), () => '')
  return programs ? join(programs, 'psql') : 'psql'
}
