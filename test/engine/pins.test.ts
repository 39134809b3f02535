import { expect, onTestFinished, test } from 'vitest'
import type { CallName, CallRequest } from '../../contract/calls.ts'
import { openEngine } from '../../main/engine/compose.ts'
import type { Caller } from '../../main/engine/engine.ts'
import { makeTempDir } from '../fixtures/temp-dir.ts'
import { openBooks } from './district.ts'

const JUNE = { host: 'terminal', operator: 'June Office' } as const
const T0 = Date.UTC(2026, 8, 1, 8)
const SECOND = 1_000

/** An engine on a ledger without settings, its clock begun at a moment; `ask` gives `ok` or the refusal's sentence. */
async function openAt(dataDir: string, startNowMs: number) {
  const opened = await openEngine({ dataDir, create: true, role: 'command', startNowMs })
  if (!opened.ok) throw new Error(opened.error.message)
  const engine = opened.value
  onTestFinished(() => engine.close())
  const ask = async <Name extends CallName>(name: Name, request: CallRequest<Name>, caller: Caller = JUNE) => {
    const reply = await engine.call(name, request, caller)
    return reply.ok ? 'ok' : reply.error.message
  }
  return { engine, ask, try: (pin: string, operator = 'Ana') => ask('operators.signIn', { operator, pin }) }
}

async function office() {
  const dataDir = makeTempDir()
  const here = await openAt(dataDir, T0)
  await here.engine.call('operators.add', { name: 'Ana', role: 'Cashier', pin: '471147' }, JUNE)
  return { dataDir, ...here }
}

const WRONG = 'This operator and PIN do not fit. Check both, and mind that a PIN has digits only.'
const TOO_MANY = /^Too many wrong PINs\. Try again in \d+ (seconds?|minutes)\.$/

test('F2 three wrong PINs slow the next try down, the right one too, and a restart does not help', async () => {
  const { dataDir, engine, try: tryPin } = await office()
  for (const pin of ['0000', '1111', '2222']) expect(await tryPin(pin)).toBe(WRONG)
  expect(await tryPin('471147')).toMatch(TOO_MANY)
  await engine.close()
  const soon = await openAt(dataDir, T0 + 2 * SECOND)
  expect(await soon.try('471147')).toMatch(TOO_MANY)
  await soon.engine.close()
  const later = await openAt(dataDir, T0 + 60 * SECOND)
  expect(await later.try('3333')).toBe(WRONG)
  expect(await later.try('471147')).toBe('Too many wrong PINs. Try again in 10 seconds.')
  await later.engine.close()
  const inTime = await openAt(dataDir, T0 + 120 * SECOND)
  expect(await inTime.try('471147')).toBe('ok')
  // A right one begins anew.
  for (const pin of ['0000', '1111']) expect(await inTime.try(pin)).toBe(WRONG)
  expect(await inTime.try('471147')).toBe('ok')
})

test('F2 a clock that is set back keeps nobody out for longer than wrong PINs do', async () => {
  const { dataDir, engine, try: tryPin } = await office()
  for (const pin of ['0000', '1111', '2222']) expect(await tryPin(pin)).toBe(WRONG)
  await engine.close()
  const before = await openAt(dataDir, T0 - 86_400 * SECOND)
  expect(await before.try('471147')).toBe('Too many wrong PINs. Try again in 5 seconds.')
  await before.engine.close()
  const after = await openAt(dataDir, T0 - 86_390 * SECOND)
  expect(await after.try('471147')).toBe('ok')
})

test('F2 many guesses at once are counted one by one', async () => {
  const { try: tryPin } = await office()
  const said = await Promise.all(Array.from({ length: 20 }, (_, guess) => tryPin(String(1000 + guess))))
  expect(said.filter(sentence => sentence === WRONG)).toHaveLength(3)
  expect(said.filter(sentence => TOO_MANY.test(sentence))).toHaveLength(17)
})

test('F2 a name that nobody has, one without a PIN and an archived one answer as any other, and as slowly', async () => {
  const { engine, try: tryPin } = await office()
  await engine.call('operators.add', { name: 'Pinless', role: 'Cashier', osAccount: 'pinless' }, JUNE)
  await engine.call('operators.add', { name: 'Gone', role: 'Cashier', pin: '1234' }, JUNE)
  await engine.call('operators.set', { id: 'Gone', archived: true }, JUNE)
  const times: Record<string, number> = {}
  for (const name of ['Ana', 'nobody at all', 'Pinless', 'Gone']) {
    const startMs = performance.now()
    for (const pin of ['1234', '', '9']) expect([name, await tryPin(pin, name)]).toEqual([name, WRONG])
    times[name] = performance.now() - startMs
    expect([name, TOO_MANY.test(await tryPin('1234', name))]).toEqual([name, true])
  }
  // Three scrypt hashes each: a name that is not looked at would take a hundredth of that.
  const known = times.Ana ?? 0
  for (const [name, ms] of Object.entries(times)) expect([name, ms > known / 4]).toEqual([name, true])
})

test('F2 the command acts as the operator whom it names, or not at all', async () => {
  const { engine, ask, dataDir } = await office()
  const as = (operator: string, pin: string): Caller => ({ ...JUNE, as: { operator, pin } })
  expect(await ask('operators.list', {}, as('ana', '471147'))).toBe('ok')
  expect(await ask('operators.add', { name: 'Eve', role: 'Administrator' }, as('Ana', '471147'))).toContain(
    'Ana (Cashier) lacks the permission "Change operators and roles"',
  )
  // June is administrator by account, and still a wrong PIN is no way in: not to what anybody may ask either.
  for (const name of ['operators.list', 'operators.me', 'status.read'] as const)
    expect(await ask(name, {}, as(name, '471147'))).toBe(WRONG)
  const failures = 'SELECT failures FROM operators WHERE name = ?'
  await ask('operators.me', {}, as('Ana', '1'))
  expect(openBooks(dataDir).value(failures, 'Ana')).toBe(1)
  expect(await engine.call('operators.me', {}, as('Ana', '471147'))).toMatchObject({
    value: { operator: { name: 'Ana' }, permissions: ['fees.create', 'payments.create'], signedIn: false },
  })
})

test('F2 failures are in the audit trail, without what was typed', async () => {
  const { try: tryPin, dataDir } = await office()
  await tryPin('86420')
  await tryPin('13579', '4711-by-mistake')
  const lines = openBooks(dataDir).rows<{ actor: string; subject: string; facts: string }>(
    `SELECT actor, subject, facts FROM audit WHERE action = 'operator.wrong-pin' ORDER BY seq`,
  )
  expect(lines.map(one => one.actor)).toEqual(['Ana', 'unknown'])
  expect(JSON.stringify(lines)).not.toMatch(/86420|13579|4711/)
})

test('F2 PINs are four to twelve digits, and nothing of them is in the ledger file', async () => {
  const { ask, dataDir } = await office()
  for (const pin of ['123', '1234567890123', '12a4', ' 1234', ''])
    expect([pin, await ask('operators.set', { id: 'Ana', pin })]).not.toEqual([pin, 'ok'])
  expect(openBooks(dataDir).value('SELECT length(pin_hash) FROM operators WHERE name = ?', 'Ana')).toBe(32)
  const rows = openBooks(dataDir).rows('SELECT hex(pin_hash) AS hash, hex(pin_salt) AS salt FROM operators')
  expect(JSON.stringify(rows)).not.toContain(Buffer.from('471147').toString('hex').toUpperCase())
})

test('F2 the account of the computer may lock its window only when it has a PIN to open it again', async () => {
  const { ask } = await office()
  expect(await ask('operators.signOut', {})).toContain(
    'June Office has no PIN, so this window could not be opened again',
  )
  await ask('operators.set', { id: 'June Office', pin: '2468' })
  expect(await ask('operators.signOut', {})).toBe('ok')
})

test('F2 the sign-in screen is told who has a PIN, and nothing else of anybody', async () => {
  const { engine } = await office()
  const stranger = { host: 'browser', operator: 'mallory' } as const
  const names = await engine.call('operators.names', {}, stranger)
  expect(names).toEqual({ ok: true, value: { items: [{ id: expect.any(String), name: 'Ana' }] } })
})
