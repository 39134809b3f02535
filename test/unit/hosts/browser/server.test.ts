import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LIMITS } from '../../../../contract/limits.ts'
import type { RunRow } from '../../../../contract/rows/run.ts'
import { NO_COUNTS } from '../../../../main/domain/outcome.ts'
import { type BrowserHost, startBrowserHost } from '../../../../main/hosts/browser/server.ts'
import { knock, signIn } from './knock.ts'
import { createRecordingEngine, QUIET_LOG, type RecordingEngine, worldAround } from './recording-engine.ts'

let folder: string
let engine: RecordingEngine
let host: BrowserHost
let port: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'feebridge-host-'))
  const rendererDir = join(folder, 'window')
  await mkdir(join(rendererDir, 'assets'), { recursive: true })
  await writeFile(join(rendererDir, 'index.html'), '<!doctype html><title>Feebridge</title>')
  await writeFile(join(rendererDir, 'assets', 'main-abc.js'), 'export {}')
  await writeFile(join(folder, 'secret.html'), 'the key file')
  await symlink(join(folder, 'secret.html'), join(rendererDir, 'link.html'))
  engine = createRecordingEngine()
  host = await startBrowserHost({
    ...optionsIn(folder),
    limits: { headersMs: 200, requestMs: 400, startLinkMs: 60_000 },
  })
  port = new URL(host.origin).port
})

afterEach(async () => {
  await host.close()
  await rm(folder, { recursive: true, force: true })
})

function optionsIn(place: string) {
  return {
    world: worldAround(engine, join(place, 'data')),
    version: '0.0.0',
    preferencesFile: join(place, 'preferences.json'),
    rendererDir: join(place, 'window'),
    operator: 'mlopez',
    log: QUIET_LOG,
  }
}

/** A POST as the window sends it; a test spoils one header at a time. */
async function post(path: string, changes: { headers?: Record<string, string>; body?: string } = {}) {
  const cookie = await signIn(host.startUrl())
  const headers = {
    Cookie: cookie,
    Origin: host.origin,
    'Content-Type': 'application/json',
    'Sec-Fetch-Site': 'same-origin',
    ...changes.headers,
  }
  return knock(host.origin, { method: 'POST', path, headers, body: changes.body ?? '{}' })
}

describe('start links and sessions', () => {
  it('trades a start link for a session cookie that scripts and other sites cannot use', async () => {
    const url = new URL(host.startUrl())
    const answer = await knock(host.origin, { path: url.pathname + url.search })
    expect(answer.status).toBe(303)
    expect(answer.headers.location).toBe('/')
    expect(answer.headers['set-cookie']?.[0]).toMatch(
      new RegExp(`^feebridge-${port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`),
    )
  })

  it('refuses a start link that was used before', async () => {
    const url = new URL(host.startUrl())
    await signIn(url.href)
    const again = await knock(host.origin, { path: url.pathname + url.search })
    expect(again.status).toBe(403)
    expect(again.headers['set-cookie']).toBeUndefined()
  })

  it('does not spend a start link on a browser that fetches ahead', async () => {
    const url = new URL(host.startUrl())
    const ahead = await knock(host.origin, {
      path: url.pathname + url.search,
      headers: { 'Sec-Purpose': 'prefetch;prerender' },
    })
    expect(ahead.status).toBe(503)
    expect(await signIn(url.href)).toContain(`feebridge-${port}=`)
  })

  it('refuses a start link that has expired', async () => {
    const hasty = await startBrowserHost({ ...optionsIn(folder), limits: { startLinkMs: 0 } })
    const url = new URL(hasty.startUrl())
    const answer = await knock(hasty.origin, { path: url.pathname + url.search })
    await hasty.close()
    expect(answer.status).toBe(403)
  })

  it('refuses a made-up token and a made-up cookie', async () => {
    expect((await knock(host.origin, { path: '/start?token=AAAA' })).status).toBe(403)
    expect((await knock(host.origin, { path: '/', headers: { Cookie: `feebridge-${port}=AAAA` } })).status).toBe(401)
  })

  it('says how to open the window again when there is no session', async () => {
    const page = await knock(host.origin, { path: '/' })
    expect(page.status).toBe(401)
    expect(page.body).toContain('npm start')
    for (const path of ['/assets/main-abc.js', '/events', '/session'])
      expect((await knock(host.origin, { path })).status).toBe(401)
  })

  it('keeps a session of another port apart', async () => {
    const cookie = await signIn(host.startUrl())
    const renamed = cookie.replace(`feebridge-${port}`, 'feebridge-1')
    expect((await knock(host.origin, { path: '/', headers: { Cookie: renamed } })).status).toBe(401)
  })
})

describe('a page of another origin', () => {
  it.each([
    ['another name that resolves here (DNS rebinding)', { Host: 'evil.example' }],
    ['another port in Host', { Host: '127.0.0.1:1' }],
    ['another Origin', { Origin: 'http://evil.example' }],
    ['the Origin of another port', { Origin: 'http://127.0.0.1:1' }],
    ['the Origin of a sandboxed frame', { Origin: 'null' }],
    ['a cross-site request', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a request of another port on this machine', { 'Sec-Fetch-Site': 'same-site' }],
  ])('is refused: %s', async (_name, headers) => {
    const answer = await post('/call/status.read', { headers: headers as Record<string, string> })
    expect([403, 421]).toContain(answer.status)
    expect(engine.calls).toEqual([])
  })

  it('is refused when a POST has no Origin at all', async () => {
    const cookie = await signIn(host.startUrl())
    const answer = await knock(host.origin, {
      method: 'POST',
      path: '/call/status.read',
      headers: { Cookie: cookie, 'Content-Type': 'application/json' },
      body: '{}',
    })
    expect(answer.status).toBe(403)
  })

  it('is refused without a cookie even when every header is right', async () => {
    const answer = await post('/call/status.read', { headers: { Cookie: '' } })
    expect(answer.status).toBe(401)
    expect(engine.calls).toEqual([])
  })

  it('gets no header that would let it read or frame the window', async () => {
    const cookie = await signIn(host.startUrl())
    const { headers } = await knock(host.origin, { path: '/', headers: { Cookie: cookie } })
    expect(headers['access-control-allow-origin']).toBeUndefined()
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers['content-security-policy']).not.toContain('unsafe')
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
  })
})

describe('calls', () => {
  it('carries a call to the engine with the operator and the host, and its reply back', async () => {
    const answer = await post('/call/fees.list', { body: '{"status":"open"}' })
    expect(JSON.parse(answer.body)).toEqual({ ok: false, error: { code: 'refused', message: 'heard fees.list' } })
    expect(engine.calls).toEqual([
      { name: 'fees.list', request: { status: 'open' }, caller: { host: 'browser', operator: 'mlopez' } },
    ])
  })

  it.each(['/call/fees.burn', '/call/constructor', '/call/__proto__', '/call/', '/call/fees.list/..'])(
    'does not know the call %s',
    async path => {
      expect((await post(path)).status).toBe(404)
      expect(engine.calls).toEqual([])
    },
  )

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/jsonp', ''])(
    'refuses a body sent as "%s"',
    async type => {
      expect((await post('/call/status.read', { headers: { 'Content-Type': type } })).status).toBe(415)
      expect(engine.calls).toEqual([])
    },
  )

  it('refuses a body that is not JSON', async () => {
    expect((await post('/call/status.read', { body: '{"a":' })).status).toBe(400)
    expect((await post('/call/status.read', { body: '' })).status).toBe(400)
  })

  it('refuses a body beyond the limit, by its stated length and by its real one', async () => {
    const stated = await post('/call/status.read', {
      headers: { 'Content-Length': String(LIMITS.callBytes + 1) },
      body: '{}',
    }).catch(() => null)
    expect(stated?.status ?? 413).toBe(413)
    const real = await post('/call/status.read', {
      headers: { 'Transfer-Encoding': 'chunked' },
      body: `"${'x'.repeat(LIMITS.callBytes)}"`,
    }).catch(() => null)
    // The connection may be cut while the client still writes; what counts is that nothing came through.
    expect(real?.status ?? 413).toBe(413)
    expect(engine.calls).toEqual([])
  })

  it('takes no other method', async () => {
    const cookie = await signIn(host.startUrl())
    for (const method of ['PUT', 'DELETE', 'OPTIONS', 'HEAD']) {
      expect(
        (await knock(host.origin, { method, path: '/call/status.read', headers: { Cookie: cookie } })).status,
      ).toBe(405)
    }
  })
})

describe('files', () => {
  it('serves the built window and caches only what carries a hash', async () => {
    const cookie = await signIn(host.startUrl())
    const page = await knock(host.origin, { path: '/', headers: { Cookie: cookie } })
    expect(page.body).toContain('<title>Feebridge</title>')
    expect(page.headers['cache-control']).toBe('no-store')
    const script = await knock(host.origin, { path: '/assets/main-abc.js', headers: { Cookie: cookie } })
    expect(script.headers['content-type']).toContain('text/javascript')
    expect(script.headers['cache-control']).toContain('immutable')
  })

  it.each([
    '/../secret.html',
    '/..%2fsecret.html',
    '/%2e%2e/secret.html',
    '/assets/../../secret.html',
    '/..\\secret.html',
    '/link.html',
    '/%00.html',
    '/%E0%A4%A.html',
    '/assets',
    '/nothing.html',
  ])('gives nothing for %s', async path => {
    const cookie = await signIn(host.startUrl())
    const answer = await knock(host.origin, { path, headers: { Cookie: cookie } })
    expect(answer.status).toBe(404)
    expect(answer.body).not.toContain('the key file')
  })
})

const ENDED: RunRow = {
  runId: '01990000-0000-7000-8000-000000000001',
  task: 'iiq-sync',
  mode: 'live',
  trigger: 'schedule',
  outcome: 'succeeded',
  counts: { ...NO_COUNTS, added: 3 },
  totals: { chargedCents: 4_000, paidCents: 0, waivedCents: 0, adjustedCents: 0, balanceCents: 4_000 },
  startedAt: '2026-11-17T15:00:00.000Z',
  durationMs: 12,
  message: 'Added 3 fees.',
  workbook: null,
}

describe('events', () => {
  it('streams what the engine says and forgets a window that is closed', async () => {
    const cookie = await signIn(host.startUrl())
    const leave = new AbortController()
    const response = await fetch(`${host.origin}/events`, { headers: { Cookie: cookie }, signal: leave.signal })
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    expect((await reader?.read())?.value).toContain('retry:')
    engine.tell({ kind: 'changed', topics: ['runs'] })
    expect((await reader?.read())?.value).toBe('data: {"kind":"changed","topics":["runs"]}\n\n')
    leave.abort()
    await expect(reader?.read()).rejects.toThrow()
  })

  it('F2 names a run that ended and says nothing of what it did: a locked window listens too', async () => {
    const cookie = await signIn(host.startUrl())
    const leave = new AbortController()
    const response = await fetch(`${host.origin}/events`, { headers: { Cookie: cookie }, signal: leave.signal })
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    await reader?.read()
    engine.tell({ kind: 'run-closed', run: ENDED })
    expect((await reader?.read())?.value).toBe(`data: {"kind":"run-closed","runId":"${ENDED.runId}"}\n\n`)
    leave.abort()
    await expect(reader?.read()).rejects.toThrow()
  })

  it('lets go of the engine when it closes', async () => {
    expect(engine.listeners()).toBe(1)
    await host.close()
    expect(engine.listeners()).toBe(0)
  })
})

describe('a stalled client', () => {
  it.each([
    ['sends half a header', () => `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}`],
    [
      'promises a body and sends none',
      (cookie: string) =>
        `POST /call/status.read HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: ${host.origin}\r\nCookie: ${cookie}\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n`,
    ],
  ])('is cut off when it %s', async (_name, text) => {
    const cookie = await signIn(host.startUrl())
    const socket = connect(Number(port), '127.0.0.1')
    socket.write(text(cookie))
    // Ends only if the host ends it; otherwise the test runs into its own time limit.
    await new Promise(resolve => socket.resume().once('close', resolve))
    expect(engine.calls).toEqual([])
  })
})
