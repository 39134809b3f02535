import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { Reply } from '../../../../contract/app-error.ts'
import type { CallName, CallRequest } from '../../../../contract/calls.ts'
import { openEngine } from '../../../../main/engine/compose.ts'
import { startBrowserHost } from '../../../../main/hosts/browser/server.ts'
import { knock, signIn } from './knock.ts'
import { QUIET_LOG, worldAround } from './recording-engine.ts'

const ACCOUNT = 'mlopez'

/** A real engine behind a browser host. The account is its administrator; Ana is a cashier with a PIN, Val a viewer with one. */
async function openOffice() {
  const folder = mkdtempSync(join(tmpdir(), 'feebridge-browser-permissions-'))
  const dataDir = join(folder, 'data')
  const opened = await openEngine({ dataDir, create: true, role: 'command' })
  if (!opened.ok) throw new Error(opened.error.message)
  const engine = opened.value
  const host = await startBrowserHost({
    world: worldAround(engine, dataDir),
    version: '0.0.0',
    preferencesFile: join(folder, 'preferences.json'),
    rendererDir: folder,
    operator: ACCOUNT,
    log: QUIET_LOG,
  })
  onTestFinished(async () => {
    await host.close()
    await engine.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const admin = <Name extends CallName>(name: Name, request: CallRequest<Name>) =>
    engine.call(name, request, { host: 'browser', operator: ACCOUNT })
  await admin('operators.add', { name: 'Ana', role: 'Cashier', pin: '471147' })
  await admin('operators.add', { name: 'Val', role: 'Viewer', pin: '225588' })
  return { host, admin, folder, window: async () => windowOf(host.origin, await signIn(host.startUrl())) }
}

/** One browser: its cookie, and what it asks. */
function windowOf(origin: string, cookie: string) {
  const send = async (name: string, body: string): Promise<Reply<unknown>> => {
    const headers = { Cookie: cookie, Origin: origin, 'Content-Type': 'application/json' }
    const answer = await knock(origin, { method: 'POST', path: `/call/${name}`, headers, body })
    return JSON.parse(answer.body) as Reply<unknown>
  }
  const ask = (name: string, request: unknown = {}) => send(name, JSON.stringify(request))
  return {
    cookie,
    send,
    ask,
    code: async (name: string, request: unknown = {}) => {
      const reply = await ask(name, request)
      return reply.ok ? 'ok' : reply.error.code
    },
    who: async () => {
      const reply = (await ask('operators.me')) as Reply<{ operator: { name: string } | null }>
      return reply.ok ? (reply.value.operator?.name ?? null) : reply.error.code
    },
  }
}

const ANA = { operator: 'Ana', pin: '471147' }

it('F2 keeps the session of a sign-in from the page, and asks in its name from then on', async () => {
  const { window } = await openOffice()
  const page = await window()
  expect(await page.who()).toBe(ACCOUNT)
  const signedIn = await page.ask('operators.signIn', ANA)
  expect(signedIn).toEqual({ ok: true, value: { operator: expect.objectContaining({ name: 'Ana', role: 'Cashier' }) } })
  expect(JSON.stringify(signedIn)).not.toMatch(/session|[\w-]{43}/)
  expect(await page.who()).toBe('Ana')
  expect(await page.code('locations.add', { name: 'Annex' })).toBe('not-permitted')
  expect(await page.code('fees.list')).toBe('ok')
})

it('F2 signs in one window and no other', async () => {
  const { window } = await openOffice()
  const [ana, other] = [await window(), await window()]
  await ana.ask('operators.signIn', ANA)
  expect(await other.who()).toBe(ACCOUNT)
  await other.ask('operators.signIn', { operator: 'val', pin: '225588' })
  expect([await ana.who(), await other.who()]).toEqual(['Ana', 'Val'])
})

it('F2 leaves nothing open behind a lock: not the account, not the host, not another ledger', async () => {
  const { window } = await openOffice()
  const page = await window()
  await page.ask('operators.signIn', ANA)
  expect(await page.code('operators.signOut')).toBe('ok')
  expect(await page.who()).toBeNull()
  for (const name of ['fees.list', 'overview.read', 'operators.list', 'settings.show'])
    expect([name, await page.code(name)]).toEqual([name, 'signed-out'])
  for (const [name, request] of [
    ['files.exportTransactions', {}],
    ['files.reveal', { what: 'backups' }],
    ['ledger.open', { ledger: 'practice' }],
    ['practice.show', {}],
    ['practice.throwAway', {}],
  ] as const)
    expect([name, await page.code(name, request)]).toEqual([name, 'signed-out'])
  expect(await page.code('operators.signOut')).toBe('ok')
  expect(await page.who()).toBeNull()
  expect(await page.code('operators.signIn', ANA)).toBe('ok')
  expect(await page.who()).toBe('Ana')
})

it('F2 refuses host calls to whom the permission is missing, before any file is made', async () => {
  const { window } = await openOffice()
  const page = await window()
  await page.ask('operators.signIn', ANA)
  const reply = await page.ask('files.exportTransactions')
  expect(reply).toMatchObject({
    ok: false,
    error: { code: 'not-permitted', message: expect.stringContaining('"Export"') },
  })
  expect(await page.code('ledger.setUp', { file: {} })).toBe('not-permitted')
  expect(await page.code('practice.throwAway')).toBe('not-permitted')
})

it('F2 takes no caller from a page, wherever it is hidden', async () => {
  const { window, admin } = await openOffice()
  const page = await window()
  await page.ask('operators.signIn', ANA)
  const forged = {
    caller: { host: 'terminal', operator: ACCOUNT },
    as: { operator: ACCOUNT, pin: '' },
    session: 'locked',
    grant: { permissions: ['settings.change'] },
    operator: ACCOUNT,
    itself: true,
  }
  for (const [field, value] of Object.entries(forged))
    expect([field, await page.code('bridge.pause', { until: 5, [field]: value })]).toEqual([field, 'bad-request'])
  const polluted = `{"until":5,"__proto__":{"session":null,"itself":true},"constructor":{"prototype":{"itself":true}}}`
  expect(await page.send('bridge.pause', polluted)).toMatchObject({ ok: false })
  expect(await page.code('bridge.pause', { until: 5 })).toBe('not-permitted')
  expect(await page.code('operators.signIn', { ...ANA, session: 'mine' })).toBe('bad-request')
  expect(await admin('status.read', {})).toMatchObject({ value: { pausedUntil: null } })
})

it('F2 lets no page say where a file of this computer goes', async () => {
  const { window, folder } = await openOffice()
  const page = await window()
  for (const [name, request] of [
    ['reports.transactions', { outFile: join(folder, 'x.xlsx') }],
    ['ledger.backup', { outDir: folder }],
    ['runs.start', { task: 'iiq-sync', mode: 'test', outFile: join(folder, 'x.xlsx') }],
  ] as const)
    expect([name, await page.code(name, request)]).toEqual([name, 'bad-request'])
})

it('F2 takes no cookie that it did not give: a session cannot be chosen for somebody else', async () => {
  const { host, window } = await openOffice()
  const name = `feebridge-${new URL(host.origin).port}`
  const attacker = windowOf(host.origin, `${name}=chosen-by-an-attacker`)
  expect(await attacker.code('operators.me')).toBe('refused')
  const ana = await window()
  // Two cookies of the name: the made-up one first, then the real one.
  const mixed = windowOf(host.origin, `${name}=chosen-by-an-attacker; ${ana.cookie}`)
  await mixed.ask('operators.signIn', ANA)
  expect(await attacker.code('operators.me')).toBe('refused')
  expect(await ana.who()).toBe('Ana')
})

it('F2 signing in as somebody else ends who was there before', async () => {
  const { window, admin } = await openOffice()
  const page = await window()
  await page.ask('operators.signIn', ANA)
  await page.ask('operators.signIn', { operator: 'Val', pin: '225588' })
  expect(await page.who()).toBe('Val')
  expect(await page.code('operators.signIn', { operator: 'Ana', pin: '0' })).toBe('signed-out')
  expect(await page.who()).toBe('Val')
  await admin('operators.set', { id: 'Val', pin: '999999' })
  expect(await page.who()).toBeNull()
})

it('F2 a fresh start link is a fresh window, also where a locked one was open', async () => {
  const { host, window } = await openOffice()
  const locked = await window()
  await locked.ask('operators.signIn', ANA)
  await locked.ask('operators.signOut')
  const url = new URL(host.startUrl())
  const opened = await knock(host.origin, { path: url.pathname + url.search, headers: { Cookie: locked.cookie } })
  const line = opened.headers['set-cookie']?.[0] ?? ''
  expect(await windowOf(host.origin, line.slice(0, line.indexOf(';'))).who()).toBe(ACCOUNT)
  expect(await locked.who()).toBeNull()
  const again = await knock(host.origin, { path: url.pathname + url.search, headers: { Cookie: locked.cookie } })
  expect([again.status, again.headers['set-cookie']]).toEqual([303, undefined])
})
