import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Reply } from '../../../../contract/app-error.ts'
import type { FileOutcome } from '../../../../contract/host-calls.ts'
import { type BrowserHost, startBrowserHost } from '../../../../main/hosts/browser/server.ts'
import { knock, signIn } from './knock.ts'
import { createRecordingEngine, QUIET_LOG, type RecordingEngine, worldAround } from './recording-engine.ts'

let folder: string
let engine: RecordingEngine
let host: BrowserHost
let cookie: string

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'feebridge-downloads-'))
  engine = createRecordingEngine()
  engine.answers.set('reports.transactions', ({ outFile }: { outFile: string }) => {
    writeFileSync(outFile, 'a whole workbook', { mode: 0o600 })
    return { ok: true, value: { file: outFile, rows: 12, bytes: 16 } }
  })
  host = await open()
  cookie = await signIn(host.startUrl())
})

afterEach(async () => {
  await host.close()
  rmSync(folder, { recursive: true, force: true })
})

function open(limits: { downloadMs?: number } = {}): Promise<BrowserHost> {
  return startBrowserHost({
    world: worldAround(engine, join(folder, 'data')),
    version: '0.0.0',
    preferencesFile: join(folder, 'preferences.json'),
    rendererDir: folder,
    operator: 'mlopez',
    log: QUIET_LOG,
    limits,
  })
}

async function exported(): Promise<FileOutcome & { kind: 'download' }> {
  const headers = { Cookie: cookie, Origin: host.origin, 'Content-Type': 'application/json' }
  const path = '/call/files.exportTransactions'
  const answer = await knock(host.origin, { method: 'POST', path, headers, body: '{}' })
  const reply = JSON.parse(answer.body) as Reply<FileOutcome>
  if (!reply.ok || reply.value.kind !== 'download') throw new Error(answer.body)
  return reply.value
}

const exports = () => join(folder, 'data', 'exports')

it('F1 an export is written for its owner alone, under a name that nobody can guess', async () => {
  const { url, name, rows } = await exported()
  expect([url, name, rows]).toEqual([
    expect.stringMatching(/^\/download\/[\w-]{43}$/),
    expect.stringMatching(/^All Transactions \d{4}-\d\d-\d\d \d\d\.\d\d\.xlsx$/),
    12,
  ])
  const [file = ''] = readdirSync(exports())
  expect(file).toMatch(/^[0-9a-f]{16}\.xlsx$/)
  if (process.platform !== 'win32')
    expect([statSync(exports()).mode & 0o777, statSync(join(exports(), file)).mode & 0o777]).toEqual([0o700, 0o600])
})

it('is fetched once, as an attachment that no browser opens by itself, and leaves no copy', async () => {
  const { url, name } = await exported()
  const answer = await knock(host.origin, { path: url, headers: { Cookie: cookie } })
  expect(answer.status).toBe(200)
  expect(answer.body).toBe('a whole workbook')
  expect(answer.headers).toMatchObject({
    'content-disposition': `attachment; filename="${name}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'cross-origin-resource-policy': 'same-origin',
  })
  const again = await knock(host.origin, { path: url, headers: { Cookie: cookie } })
  expect(again.status).toBe(404)
  await expect.poll(() => readdirSync(exports())).toEqual([])
})

it.each([
  ['without a session', () => ({})],
  ['with a made-up session', () => ({ Cookie: `feebridge-${new URL(host.origin).port}=AAAA` })],
  ['from another site', () => ({ Cookie: cookie, 'Sec-Fetch-Site': 'cross-site' })],
  ['from another port of this machine', () => ({ Cookie: cookie, 'Sec-Fetch-Site': 'same-site' })],
  ['from another origin', () => ({ Cookie: cookie, Origin: 'http://evil.example' })],
  ['under another name (DNS rebinding)', () => ({ Cookie: cookie, Host: 'evil.example' })],
  ['ahead of being asked for', () => ({ Cookie: cookie, 'Sec-Purpose': 'prefetch' })],
] as const)('is refused %s, and still waits for its owner', async (_name, headers) => {
  const { url } = await exported()
  const refused = await knock(host.origin, { path: url, headers: headers() })
  expect([401, 403, 421, 503]).toContain(refused.status)
  expect(refused.body).not.toContain('workbook')
  expect((await knock(host.origin, { path: url, headers: { Cookie: cookie } })).status).toBe(200)
})

it.each([
  '/download/',
  '/download/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  '/download/../preferences.json',
  '/download/..%2f..%2fledger.db',
  '/download/%00',
])('finds nothing under %s', async path => {
  writeFileSync(join(folder, 'preferences.json'), '{}')
  await exported()
  expect((await knock(host.origin, { path, headers: { Cookie: cookie } })).status).toBe(404)
})

it('takes no POST to a download, which another page could send', async () => {
  const { url } = await exported()
  const headers = { Cookie: cookie, Origin: host.origin }
  expect((await knock(host.origin, { method: 'POST', path: url, headers })).status).toBe(405)
})

it('two that ask at the same time: one gets it', async () => {
  const { url } = await exported()
  const both = await Promise.all([1, 2].map(() => knock(host.origin, { path: url, headers: { Cookie: cookie } })))
  expect(both.map(answer => answer.status).sort()).toEqual([200, 404])
})

it('what nobody fetches is deleted in time, and when the host closes', async () => {
  const { url } = await exported()
  await host.close()
  expect(readdirSync(exports())).toEqual([])
  host = await open({ downloadMs: 20 })
  cookie = await signIn(host.startUrl())
  const late = await exported()
  await expect.poll(() => readdirSync(exports())).toEqual([])
  for (const path of [url, late.url])
    expect((await knock(host.origin, { path, headers: { Cookie: cookie } })).status).toBe(404)
})

it('an export that fails leaves nothing to fetch', async () => {
  engine.answers.set('reports.transactions', ({ outFile }: { outFile: string }) => {
    writeFileSync(outFile, 'half')
    return { ok: false, error: { code: 'failed', message: 'The disk is full.' } }
  })
  await expect(exported()).rejects.toThrow('The disk is full.')
  expect(readdirSync(exports())).toEqual([])
})

it('the workbook of a test run is offered from where it lies, and stays there', async () => {
  const workbook = join(folder, 'Test run.xlsx')
  writeFileSync(workbook, 'a test run')
  engine.answers.set('runs.show', () => ({ ok: true, value: { run: { workbook } } }))
  const headers = { Cookie: cookie, Origin: host.origin, 'Content-Type': 'application/json' }
  const body = '{"runId":"r1"}'
  const answer = await knock(host.origin, { method: 'POST', path: '/call/files.openWorkbook', headers, body })
  const { value } = JSON.parse(answer.body) as { value: { url: string } }
  expect((await knock(host.origin, { path: value.url, headers: { Cookie: cookie } })).body).toBe('a test run')
  expect(existsSync(workbook)).toBe(true)
})
