// Chromium, and what every page in it is watched for.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { OWNER } from './server.js'

const PLACES = ['/usr/bin/chromium', '/usr/bin/google-chrome']
/** The same browser without windows: for what nobody looks at and there is much of. */
const WINDOWLESS = '/usr/bin/chromium-headless-shell'
/** For a machine that has more to do than this. */
const PATIENCE = 10_000

let browser

/** The one browser of this process. `windows: false`: it may do without, if it is asked for first. */
export async function chrome({ windows = true } = {}) {
  const places = windows ? PLACES : [WINDOWLESS, ...PLACES]
  browser ??= chromium.launch({
    executablePath: process.env.CHROMIUM ?? places.find(existsSync),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  return browser
}

export async function closeChrome() {
  await (await browser)?.close()
  browser = undefined
}

/** A visitor's browser at a server: cookies of their own, watched. */
export async function visitor(server, options = {}) {
  const context = await (await chrome()).newContext({
    baseURL: server.url,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    reducedMotion: 'reduce',
    ...options,
  })
  context.setDefaultTimeout(PATIENCE)
  return { context, page: await context.newPage(), faults: watch(context, server) }
}

/** Signs in without the form: for walks that are about something else. */
export async function signIn(context, server, { email, password } = OWNER) {
  const answer = await context.request.post(`${server.url}/admin/sign-in`, {
    form: { email, password, next: '' },
    headers: { origin: server.url },
    maxRedirects: 0,
  })
  assert.equal(answer.status(), 303, `${email} is not let in: ${answer.status()} ${await answer.text()}`)
}

/** Refusals that are pages of ours: the browser writes them to its console as failures. */
const REFUSALS = new Set([400, 401, 403, 404, 409, 410, 413, 422, 429])

/**
 * Collects what must never happen: errors in scripts, whatever the policy (CSP) refused, answers of 5xx, anything
 * fetched from elsewhere.
 */
export function watch(context, server) {
  const faults = []
  context.on('weberror', (event) => faults.push(`error in a script: ${event.error().stack ?? event.error()}`))
  context.on('console', (message) => {
    const text = message.text()
    // Refused pages are judged below, by their status.
    if (message.type() === 'error' && !text.startsWith('Failed to load resource: the server responded')) {
      faults.push(`console: ${text} (${message.location().url})`)
    }
  })
  context.on('request', (request) => {
    const url = new URL(request.url())
    if (!['data:', 'blob:', 'about:'].includes(url.protocol) && url.origin !== server.url) {
      faults.push(`fetched from elsewhere: ${url.href}`)
    }
  })
  context.on('response', (answer) => {
    const [status, type] = [answer.status(), answer.request().resourceType()]
    const expected = REFUSALS.has(status) && (type === 'document' || type === 'fetch')
    if (status >= 400 && !expected) faults.push(`${status}: ${answer.url()}`)
  })
  return faults
}
