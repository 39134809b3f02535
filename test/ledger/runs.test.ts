import { expect, onTestFinished, test } from 'vitest'
import type { RunOutcome } from '../../contract/rows/run.ts'
import { NO_COUNTS } from '../../main/domain/outcome.ts'
import { openWriter } from '../../main/ledger/open.ts'
import { openRuns, type RunClosing } from '../../main/ledger/runs.ts'
import { AT, addFee, enter, entryOf, makeSmallLedger, openRun, type SmallLedger } from './small-ledger.ts'

const NO_TOTALS = { chargedCents: 0, paidCents: 0, waivedCents: 0, adjustedCents: 0, balanceCents: 0 }

function closeRun(ledger: SmallLedger, seq: number, more: Partial<RunClosing> = {}): void {
  ledger.runs.close(seq, {
    outcome: 'succeeded',
    counts: NO_COUNTS,
    totals: NO_TOTALS,
    finishedAt: AT,
    durationMs: 12,
    message: null,
    brake: [],
    workbook: null,
    facts: {},
    ...more,
  })
}

/** Opens and closes a run in one go. */
function addRun(ledger: SmallLedger, id: string, more: Partial<RunClosing> & { dueAt?: string }): number {
  const { dueAt = null, ...closing } = more
  const opened = { id, task: 'iiq-sync', mode: 'live', trigger: 'schedule', dueAt, startedAt: AT } as const
  const seq = ledger.runs.open(opened) ?? 0
  closeRun(ledger, seq, closing)
  return seq
}

test('one running run of a task at a time: a second one is not opened', async () => {
  const ledger = await makeSmallLedger()
  const second = {
    id: 'run-2',
    task: 'iiq-sync',
    mode: 'test',
    trigger: 'command',
    dueAt: null,
    startedAt: AT,
  } as const
  expect(ledger.runs.open(second)).toBeNull()
  expect(ledger.runs.running('iiq-sync')).toMatchObject({ seq: ledger.runSeq, id: 'run-1' })
  closeRun(ledger, ledger.runSeq)
  expect(ledger.runs.open(second)).not.toBeNull()
})

test('another task runs beside it', async () => {
  const ledger = await makeSmallLedger()
  ledger.db.exec(`INSERT INTO runs (id, task, mode, trigger, outcome, started_at)
    VALUES ('run-2', 'another-task', 'live', 'clerk', 'running', '${AT}')`)
  expect(ledger.runs.running('iiq-sync')).toMatchObject({ id: 'run-1' })
})

test('the index refuses a second running run, whoever writes it', async () => {
  const ledger = await makeSmallLedger()
  const other = openWriter(ledger.file)
  onTestFinished(() => {
    other.close()
  })
  expect(openRuns(other).running('iiq-sync')).not.toBeNull()
  const second = `INSERT INTO runs (id, task, mode, trigger, outcome, started_at) VALUES ('run-2', 'iiq-sync', 'live', 'clerk', 'running', '${AT}')`
  expect(() => other.exec(second)).toThrow('UNIQUE constraint failed: runs.task')
  closeRun(ledger, ledger.runSeq)
  other.exec(second)
  expect(() => ledger.db.exec("UPDATE runs SET outcome = 'running' WHERE id = 'run-1'")).toThrow('UNIQUE')
})

test('a closed run keeps what was counted and what the next brake compares with', async () => {
  const ledger = await makeSmallLedger()
  const counts = { ...NO_COUNTS, pulled: 12, added: 3 }
  const facts = {
    origin: 'http://127.0.0.1:1',
    siteId: 'S',
    pulled: 12,
    recorded: true,
    incompleteFeeds: ['users' as const],
  }
  closeRun(ledger, ledger.runSeq, {
    outcome: 'partly',
    counts,
    facts,
    message: 'Some items need a look.',
    brake: ['Why.'],
  })
  expect(ledger.runs.byId('run-1')).toEqual({
    seq: ledger.runSeq,
    id: 'run-1',
    task: 'iiq-sync',
    mode: 'live',
    trigger: 'clerk',
    outcome: 'partly',
    startedAt: AT,
    facts,
    counts,
  })
  expect(ledger.db.prepare('SELECT message, brake, duration_ms FROM runs').raw().get()).toEqual([
    'Some items need a look.',
    '["Why."]',
    12,
  ])
  expect(ledger.runs.byId('run-9')).toBeNull()
})

test('a run that a crash left open is marked interrupted, and blocks no other', async () => {
  const ledger = await makeSmallLedger()
  addFee(ledger, 'fee-1', 5_000)
  expect(ledger.runs.interruptLeftovers(AT)).toBe(1)
  expect(ledger.runs.byId('run-1')).toMatchObject({ outcome: 'interrupted' })
  expect(ledger.runs.running('iiq-sync')).toBeNull()
  expect(ledger.runs.interruptLeftovers(AT)).toBe(0)
  expect(openRun(ledger, 'run-2')).toBeGreaterThan(ledger.runSeq)
})

test('B2 a waiting run does not block the next one, and is taken up only while none is running', async () => {
  const ledger = await makeSmallLedger()
  closeRun(ledger, ledger.runSeq, { outcome: 'waiting' })
  const [waiting] = ledger.runs.waiting('iiq-sync')
  if (waiting === undefined) throw new Error('The run does not wait.')
  const second = openRun(ledger, 'run-2')
  expect(ledger.runs.resume(waiting)).toBe(false)
  closeRun(ledger, second)
  expect(ledger.runs.resume(waiting)).toBe(true)
  expect(ledger.runs.resume(waiting)).toBe(false)
  expect(ledger.runs.byId('run-1')).toMatchObject({ outcome: 'running' })
})

test('B2 a superseded run waits no longer', async () => {
  const ledger = await makeSmallLedger()
  closeRun(ledger, ledger.runSeq, { outcome: 'waiting' })
  ledger.runs.setOutcome(ledger.runSeq, 'superseded', 'A later run took its place.')
  expect(ledger.runs.waiting('iiq-sync')).toEqual([])
  expect(ledger.runs.byId('run-1')).toMatchObject({ outcome: 'superseded' })
})

test('B1 the brake compares with the last live run whose plan was recorded', async () => {
  const ledger = await makeSmallLedger()
  closeRun(ledger, ledger.runSeq, { facts: { recorded: true, pulled: 5 } })
  addRun(ledger, 'run-2', { facts: { recorded: true, pulled: 7 } })
  addRun(ledger, 'run-3', { outcome: 'failed', facts: { pulled: 1 } })
  const test = ledger.runs.open({
    id: 'run-4',
    task: 'iiq-sync',
    mode: 'test',
    trigger: 'clerk',
    dueAt: null,
    startedAt: AT,
  })
  closeRun(ledger, test ?? 0, { facts: { recorded: true, pulled: 9 } })
  expect(ledger.runs.lastRecorded('iiq-sync')).toMatchObject({ id: 'run-2', facts: { pulled: 7 } })
})

test.each<[RunOutcome, boolean]>([
  ['succeeded', true],
  ['failed', true],
  ['waiting', true],
  ['cancelled', true],
  ['interrupted', false],
])('Z3 a scheduled time is answered by a run that %s: %s', async (outcome, answers) => {
  const ledger = await makeSmallLedger()
  closeRun(ledger, ledger.runSeq)
  expect(ledger.runs.coveredUntil('iiq-sync', '2099-01-01T00:00:00.000Z')).toBeNull()
  addRun(ledger, 'run-2', { dueAt: '2026-03-01T07:30:00.000Z' })
  addRun(ledger, 'run-3', { dueAt: '2026-03-02T07:30:00.000Z', outcome })
  expect(ledger.runs.coveredUntil('iiq-sync', '2099-01-01T00:00:00.000Z')).toBe(
    `2026-03-0${answers ? 2 : 1}T07:30:00.000Z`,
  )
})

test('the entries of a run add up to what it moved', async () => {
  const ledger = await makeSmallLedger()
  const fee = addFee(ledger, 'fee-1', 5_000)
  closeRun(ledger, ledger.runSeq)
  const later = { ...ledger, runSeq: openRun(ledger, 'run-2') }
  enter(later, fee, entryOf('payment', -2_000), entryOf('adjustment', 500))
  expect(ledger.runs.sumOfEntries(ledger.runSeq)).toBe(5_000)
  expect(ledger.runs.sumOfEntries(later.runSeq)).toBe(-1_500)
  expect(ledger.runs.sumOfEntries(77)).toBe(0)
})

test('B1 what a waiting run would do is kept for the clerk, and replaced when it is planned anew', async () => {
  const ledger = await makeSmallLedger()
  const fee = addFee(ledger, 'fee-1', 5_000)
  const change = {
    feeSeq: fee.seq,
    feeVersion: 1,
    what: 'waive-missing',
    amountCents: -5_000,
    message: 'Gone.',
  } as const
  ledger.transact(() => ledger.runs.hold(ledger.runSeq, [change, { ...change, what: 'void' }]))
  expect(ledger.runs.held(ledger.runSeq)).toEqual([change, { ...change, what: 'void' }])
  ledger.transact(() => ledger.runs.hold(ledger.runSeq, [{ ...change, amountCents: -100 }]))
  expect(ledger.runs.held(ledger.runSeq)).toEqual([{ ...change, amountCents: -100 }])
  expect(ledger.runs.held(77)).toEqual([])
})
