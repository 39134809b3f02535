import Database from 'better-sqlite3'
import { expect, expectTypeOf, onTestFinished, test } from 'vitest'
import { assembleLedger, type Ledger } from '../../main/ledger/ledger.ts'
import { openReader, openWriter } from '../../main/ledger/open.ts'
import { verifyLedger } from '../../main/ledger/verify.ts'
import {
  AT,
  addFee,
  clock,
  contextOf,
  countingIds,
  enter,
  entryOf,
  makeSmallLedger,
  movementOf,
  recordOf,
} from './small-ledger.ts'

function count(ledger: Ledger, table: string): number {
  return Number(ledger.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get())
}

test('a new ledger names itself once, by eight characters, and keeps the name', async () => {
  const ledger = await makeSmallLedger()
  expect(ledger.id).toMatch(/^[0-9a-z]{8}$/)
  expect(ledger.settings.meta('created-at')).toBe(AT)
  const again = openWriter(ledger.file)
  onTestFinished(() => {
    again.close()
  })
  expect(assembleLedger(again, ledger.file, countingIds(), clock).id).toBe(ledger.id)
})

test('what is written in a SQL transaction is there for other connections when it returns', async () => {
  const ledger = await makeSmallLedger()
  const reader = openReader(ledger.file)
  onTestFinished(() => {
    reader.close()
  })
  addFee(ledger, 'fee-1', 5_000)
  expect(reader.prepare('SELECT balance_cents FROM fees').pluck().all()).toEqual([5_000])
})

test('an error rolls back all of a SQL transaction, and is passed on', async () => {
  const ledger = await makeSmallLedger()
  const fee = addFee(ledger, 'fee-1', 5_000)
  const totals = ledger.entries.totals()
  const failing = () =>
    ledger.transact(() => {
      ledger.imports.add(recordOf('fee-2', 'two'), ledger.runSeq, AT)
      ledger.entries.append(fee.seq, movementOf('payment', -5_000, 'pay-1'), contextOf(ledger))
      ledger.audit.append({ at: AT, actor: 'Ada', action: 'run.start', subject: null, facts: {} })
      throw new Error('The lights went out.')
    })
  expect(failing).toThrow('The lights went out.')
  expect(count(ledger, 'imports')).toBe(1)
  expect(count(ledger, 'entries')).toBe(1)
  expect(count(ledger, 'movements')).toBe(0)
  expect(count(ledger, 'audit')).toBe(0)
  expect(ledger.entries.totals()).toEqual(totals)
  expect(verifyLedger(ledger.db).findings).toEqual([])
})

test('M2 the chains go on from the last kept row after a SQL transaction that rolled back', async () => {
  const ledger = await makeSmallLedger()
  const fee = addFee(ledger, 'fee-1', 5_000)
  const failing = () =>
    ledger.transact(() => {
      ledger.entries.append(fee.seq, entryOf('waiver', -5_000), contextOf(ledger))
      ledger.audit.append({ at: AT, actor: 'Ada', action: 'fee.waive', subject: null, facts: {} })
      throw new Error('The lights went out.')
    })
  expect(failing).toThrow()
  expect(enter(ledger, fee, movementOf('payment', -2_000, 'pay-1'))).toEqual([2])
  ledger.transact(() => ledger.audit.append({ at: AT, actor: 'Ada', action: 'run.start', subject: null, facts: {} }))
  expect(verifyLedger(ledger.db)).toEqual({ ok: true, entries: 2, auditRows: 1, fees: 1, findings: [] })
})

test('M2 the chain goes on from a row that another connection wrote in between', async () => {
  const ledger = await makeSmallLedger()
  const fee = addFee(ledger, 'fee-1', 5_000)
  const db = openWriter(ledger.file)
  onTestFinished(() => {
    db.close()
  })
  const other = { ...assembleLedger(db, ledger.file, { next: () => 'other-id' }, clock), runSeq: ledger.runSeq }
  enter(other, fee, movementOf('payment', -1_000, 'pay-1'))
  enter(ledger, fee, movementOf('payment', -2_000, 'pay-2'))
  expect(verifyLedger(ledger.db)).toMatchObject({ ok: true, entries: 3 })
})

test('M4 a commit that fails leaves the totals as they were, and the next one counts only its own', async () => {
  const ledger = await makeSmallLedger()
  const fee = addFee(ledger, 'fee-1', 5_000)
  const failing = () =>
    ledger.transact(() => {
      ledger.db.pragma('defer_foreign_keys = ON')
      ledger.entries.append(fee.seq, entryOf('charge', 700), contextOf(ledger))
      ledger.db.exec('UPDATE fees SET person_seq = 77')
    })
  expect(failing).toThrow('FOREIGN KEY constraint failed')
  enter(ledger, fee, entryOf('adjustment', 100))
  expect(ledger.entries.totals()).toEqual({
    chargedCents: 5_000,
    paidCents: 0,
    waivedCents: 0,
    adjustedCents: 100,
    entries: 2,
  })
})

test('a SQL transaction is not begun inside another, where it would take the outer totals along', async () => {
  const ledger = await makeSmallLedger()
  const fee = addFee(ledger, 'fee-1', 5_000)
  const nested = () =>
    ledger.transact(() => {
      ledger.entries.append(fee.seq, entryOf('charge', 700), contextOf(ledger))
      ledger.transact(() => ledger.settings.write('district', {}, AT))
    })
  expect(nested).toThrow('inside another')
  expect(verifyLedger(ledger.db).findings).toEqual([])
})

test('nothing can be awaited inside a SQL transaction: the types refuse it, and so does the run', async () => {
  const ledger = await makeSmallLedger()
  expectTypeOf<Parameters<typeof ledger.transact<Promise<number>>>[0]>().returns.toBeNever()
  expectTypeOf<Parameters<typeof ledger.transact<number>>[0]>().returns.toEqualTypeOf<number>()
  const waits = async () => {
    ledger.settings.write('district', { name: 'Elm' }, AT)
  }
  // What the types would not let through, handed over as if they had.
  expect(() => ledger.transact(waits as unknown as () => number)).toThrow('cannot return a promise')
  expect(ledger.settings.read('district')).toBeNull()
})

test('K1 writes with a write-ahead log and waits for the disk', async () => {
  const { db } = await makeSmallLedger()
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
  expect(db.pragma('synchronous', { simple: true })).toBe(2)
  expect(db.pragma('foreign_keys', { simple: true })).toBe(1)
})

test('a reader cannot write, and does not make a ledger where there is none', async () => {
  const ledger = await makeSmallLedger()
  const reader = openReader(ledger.file)
  onTestFinished(() => {
    reader.close()
  })
  expect(() => reader.exec('DELETE FROM settings')).toThrow(Database.SqliteError)
  expect(() => openReader(`${ledger.file}.none`)).toThrow('unable to open database file')
})
