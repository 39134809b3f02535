import { expect, test } from 'vitest'
import type { SyncErrorAction } from '../../contract/rows/sync-error.ts'
import type { PlannedError } from '../../main/domain/fee-plan.ts'
import { assembleLedger } from '../../main/ledger/ledger.ts'
import {
  AT,
  addFee,
  addImport,
  clock,
  countingIds,
  makeSmallLedger,
  openRun,
  recordOf,
  type SmallLedger,
} from './small-ledger.ts'

const KEY = 'import:iiq:line-items:fee-1'

function errorOf(more: Partial<PlannedError> = {}): PlannedError {
  return {
    key: KEY,
    cause: 'unknown-student',
    message: 'No student has the School Id "1009".',
    remedy: 'Correct the School Id in Incident IQ.',
    actions: [{ kind: 'ignore' }],
    importSeq: null,
    again: false,
    ...more,
  }
}

function raise(ledger: SmallLedger, more: Partial<PlannedError> = {}, feeSeq: number | null = null): void {
  const { runSeq } = ledger
  ledger.transact(() => ledger.errors.raise(errorOf(more), { system: 'iiq', task: 'iiq-sync', runSeq, feeSeq, at: AT }))
}

function close(ledger: SmallLedger, state: 'resolved' | 'ignored', by = 'Ada'): boolean {
  return ledger.transact(() => ledger.errors.close(KEY, state, AT, by))
}

function rows(ledger: SmallLedger) {
  return ledger.db
    .prepare<[], { message: string; state: string; runSeq: number; closedBy: string | null }>(
      'SELECT message, state, run_seq AS runSeq, closed_by AS closedBy FROM sync_errors ORDER BY seq',
    )
    .all()
}

function actionsOf(ledger: SmallLedger): SyncErrorAction[] {
  return JSON.parse(String(ledger.db.prepare('SELECT actions FROM sync_errors ORDER BY seq DESC').pluck().get()))
}

function laterRun(ledger: SmallLedger): SmallLedger {
  ledger.runs.interruptLeftovers(AT)
  return { ...ledger, runSeq: openRun(ledger, 'run-2') }
}

test('one key has one open error, however often it is found', async () => {
  const ledger = await makeSmallLedger()
  raise(ledger)
  const later = laterRun(ledger)
  raise(later)
  expect(rows(ledger)).toEqual([{ message: errorOf().message, state: 'open', runSeq: ledger.runSeq, closedBy: null }])
  raise(later, { key: 'import:iiq:line-items:fee-2' })
  expect(ledger.errors.countOpen()).toBe(2)
  expect(() => ledger.db.exec(`UPDATE sync_errors SET key = '${KEY}'`)).toThrow('UNIQUE constraint failed')
})

test('an open error that says something new is brought up to date, and belongs to the run that said it', async () => {
  const ledger = await makeSmallLedger()
  raise(ledger)
  const later = laterRun(ledger)
  raise(later, { message: 'No student has the School Id "1010".' })
  expect(rows(ledger)).toMatchObject([
    { message: 'No student has the School Id "1010".', state: 'open', runSeq: later.runSeq },
  ])
})

test('P3 what every run must say again is said by each, in the same words too', async () => {
  const ledger = await makeSmallLedger()
  raise(ledger, { again: true })
  expect(ledger.errors.countOpenedBy(ledger.runSeq)).toBe(1)
  const later = laterRun(ledger)
  expect(ledger.errors.countOpenedBy(later.runSeq)).toBe(0)
  raise(later, { again: true })
  expect(ledger.errors.countOpenedBy(later.runSeq)).toBe(1)
  expect(ledger.errors.countOpen()).toBe(1)
})

test('an ignored error stays ignored while it says the same, and comes back when it says something else', async () => {
  const ledger = await makeSmallLedger()
  raise(ledger)
  expect(close(ledger, 'ignored')).toBe(true)
  for (const again of [false, true]) raise(ledger, { again })
  expect(rows(ledger)).toMatchObject([{ state: 'ignored', closedBy: 'Ada' }])
  expect(ledger.errors.hasOpen(KEY)).toBe(false)
  raise(ledger, { message: 'No student has the School Id "1010".' })
  expect(rows(ledger)).toMatchObject([{ state: 'ignored' }, { state: 'open' }])
})

test('a resolved error is opened anew when it is found again', async () => {
  const ledger = await makeSmallLedger()
  raise(ledger)
  expect(close(ledger, 'resolved', 'Incident IQ')).toBe(true)
  raise(ledger)
  expect(rows(ledger)).toMatchObject([{ state: 'resolved', closedBy: 'Incident IQ' }, { state: 'open' }])
})

test('closing tells whether there was an open one', async () => {
  const ledger = await makeSmallLedger()
  expect(close(ledger, 'resolved')).toBe(false)
  raise(ledger)
  expect([close(ledger, 'resolved'), close(ledger, 'resolved')]).toEqual([true, false])
  raise(ledger)
  expect(close(ledger, 'ignored')).toBe(true)
})

test('an error of a SQL transaction that rolled back is not there, and can be raised and closed after it', async () => {
  const ledger = await makeSmallLedger()
  const context = { system: 'iiq', task: 'iiq-sync', runSeq: ledger.runSeq, feeSeq: null, at: AT }
  const fails = (work: () => void) => () =>
    ledger.transact(() => {
      work()
      throw new Error('The lights went out.')
    })
  expect(fails(() => ledger.errors.raise(errorOf(), context))).toThrow('The lights went out.')
  expect(ledger.errors.hasOpen(KEY)).toBe(false)
  expect(close(ledger, 'resolved')).toBe(false)
  raise(ledger)
  expect(fails(() => ledger.errors.close(KEY, 'resolved', AT, 'Ada'))).toThrow('The lights went out.')
  expect(ledger.errors.hasOpen(KEY)).toBe(true)
  expect(close(ledger, 'resolved')).toBe(true)
})

test('an error that was left open is known when the ledger is opened again', async () => {
  const ledger = await makeSmallLedger()
  raise(ledger)
  const again = assembleLedger(ledger.db, ledger.file, countingIds(), clock)
  expect(again.transact(() => again.errors.close(KEY, 'resolved', AT, 'Ada'))).toBe(true)
})

test('actions carry the ids that the window calls by', async () => {
  const ledger = await makeSmallLedger()
  const fee = addFee(ledger, 'fee-1', 5_000)
  const importSeq = addImport(ledger, recordOf('fee-2', 'two'))
  const idOf = (table: string, seq: number) =>
    String(ledger.db.prepare(`SELECT id FROM ${table} WHERE seq = ?`).pluck().get(seq))
  raise(
    ledger,
    {
      importSeq,
      actions: [
        { kind: 'reprocess', importId: '' },
        { kind: 'accept-change', feeId: '' },
        { kind: 'keep-ours', feeId: '' },
        { kind: 'run-again', task: 'iiq-sync' },
      ],
    },
    fee.seq,
  )
  const feeId = idOf('fees', fee.seq)
  expect(actionsOf(ledger)).toEqual([
    { kind: 'reprocess', importId: idOf('imports', importSeq) },
    { kind: 'accept-change', feeId },
    { kind: 'keep-ours', feeId },
    { kind: 'run-again', task: 'iiq-sync' },
  ])
})

test('the errors of single imports are counted as imports, not again as errors of their run', async () => {
  const ledger = await makeSmallLedger()
  raise(ledger, { importSeq: addImport(ledger, recordOf('fee-1', 'one')) })
  raise(ledger, { key: 'pull:iiq-sync' })
  expect(ledger.errors.countOpenedBy(ledger.runSeq)).toBe(1)
})

test('C2 a difference of amounts due is resolved in the system\u2019s name once both say the same', async () => {
  const ledger = await makeSmallLedger()
  const fee = addFee(ledger, 'fee-1', 5_000, { sourceDueCents: 4_000 })
  const other = addFee(ledger, 'fee-2', 5_000, { sourceDueCents: 4_000 })
  raise(ledger, { cause: 'amount-due-differs' }, fee.seq)
  raise(ledger, { cause: 'amount-due-differs', key: 'amount-due:iiq:fee-2' }, other.seq)
  raise(ledger, { cause: 'other', key: 'other' }, fee.seq)
  ledger.transact(() => ledger.errors.closeAgreed(AT))
  expect(ledger.errors.countOpen()).toBe(3)
  ledger.db.exec(`UPDATE fees SET source_due_cents = 5000 WHERE seq = ${fee.seq}`)
  ledger.transact(() => ledger.errors.closeAgreed(AT))
  expect(rows(ledger).map(row => [row.state, row.closedBy])).toEqual([
    ['resolved', 'Incident IQ'],
    ['open', null],
    ['open', null],
  ])
  expect(close(ledger, 'resolved')).toBe(false)
})
