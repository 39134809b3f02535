import { expect, test } from 'vitest'
import { verifyLedger } from '../../main/ledger/verify.ts'
import { AT, addFee, enter, entryOf, makeSmallLedger, movementOf, type SmallLedger } from './small-ledger.ts'

/** Six entries over two fees and four lines of the audit trail. */
async function makeChained(): Promise<SmallLedger> {
  const ledger = await makeSmallLedger()
  const first = addFee(ledger, 'fee-1', 5_000)
  const second = addFee(ledger, 'fee-2', 700)
  enter(ledger, first, movementOf('payment', -2_000, 'pay-1'), entryOf('waiver', -500, { reason: 'A gift.' }))
  enter(ledger, second, movementOf('payment', -300, 'pay-2'), entryOf('adjustment', 100))
  for (const action of ['run.start', 'settings.import', 'run.start', 'ledger.verify']) {
    ledger.transact(() => ledger.audit.append({ at: AT, actor: 'Ada', action, subject: null, facts: { rows: 3 } }))
  }
  return ledger
}

/** Does what only somebody with the file in hand can do: the triggers that stand in the way are taken off first. */
function tamper(ledger: SmallLedger, sql: string): void {
  ledger.db.pragma('foreign_keys = OFF')
  ledger.db.exec(`
    DROP TRIGGER entries_are_never_changed; DROP TRIGGER entries_are_never_deleted;
    DROP TRIGGER audit_is_never_changed; DROP TRIGGER audit_is_never_deleted; ${sql}`)
}

test('M2 verify finds the chains whole, from the first row to the last', async () => {
  const ledger = await makeChained()
  expect(verifyLedger(ledger.db)).toEqual({ ok: true, entries: 6, auditRows: 4, fees: 2, findings: [] })
})

test('M2 entries and audit rows refuse UPDATE and DELETE', async () => {
  const { db } = await makeChained()
  expect(() => db.exec('UPDATE entries SET amount_cents = 1 WHERE seq = 1')).toThrow('entries are append-only')
  expect(() => db.exec('UPDATE entries SET reason = reason')).toThrow('entries are append-only')
  expect(() => db.exec('DELETE FROM entries WHERE seq = 4')).toThrow('entries are append-only')
  expect(() => db.exec("UPDATE audit SET actor = 'Nobody'")).toThrow('the audit trail is append-only')
  expect(() => db.exec('DELETE FROM audit WHERE seq = 1')).toThrow('the audit trail is append-only')
  expect(() => db.exec('INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 2')).toThrow()
  expect(() => db.exec('INSERT OR REPLACE INTO entries SELECT * FROM entries WHERE seq = 2')).toThrow()
  expect(verifyLedger(db)).toMatchObject({ ok: true, entries: 6, auditRows: 4 })
})

const ENTRY_CHANGES: [string, string, number][] = [
  ['the amount of the first row', 'UPDATE entries SET amount_cents = 1 WHERE seq = 1', 1],
  ['the amount of a row in the middle', 'UPDATE entries SET amount_cents = amount_cents + 1 WHERE seq = 3', 3],
  ['the reason of the last row', "UPDATE entries SET reason = 'x' WHERE seq = 6", 6],
  ['a null into an empty text', "UPDATE entries SET reason = '' WHERE seq = 5", 5],
  ['the hash of a row', 'UPDATE entries SET hash = zeroblob(32) WHERE seq = 2', 2],
  ['the fee of a row', 'UPDATE entries SET fee_seq = 1 WHERE seq = 5', 5],
  ['the day of a row', "UPDATE entries SET occurred_on = '2025-01-01' WHERE seq = 4", 4],
]

test.each(ENTRY_CHANGES)('M2 verify finds a change of %s', async (_, sql, row) => {
  const ledger = await makeChained()
  tamper(ledger, sql)
  expect(verifyLedger(ledger.db).findings).toContain(
    `The chain of the entries is broken at row ${row}: it was changed or removed from outside Feebridge.`,
  )
})

test.each([1, 2, 5])('M2 verify finds that entry %d was removed', async seq => {
  const ledger = await makeChained()
  tamper(ledger, `DELETE FROM entries WHERE seq = ${seq}`)
  expect(verifyLedger(ledger.db).findings).toContain(
    `The chain of the entries is broken at row ${seq + 1}: it was changed or removed from outside Feebridge.`,
  )
})

test('M2 verify finds that the last entry was removed, though no row is left to say so', async () => {
  const ledger = await makeChained()
  tamper(ledger, 'DELETE FROM entries WHERE seq = 6')
  expect(verifyLedger(ledger.db).findings).toContain('The control totals do not add up to the entries.')
})

test('M2 verify finds rows that were put in: after the last, before the first, in the place of another', async () => {
  const copy = (
    seq: number,
  ) => `INSERT INTO entries SELECT ${seq}, 'copy', fee_seq, kind, amount_cents, system, external_id,
    import_seq, run_seq, operator, voids_seq, rule, reason, method, check_number, occurred_on, recorded_at, hash FROM entries WHERE seq = 4`
  for (const [sql, row] of [
    [copy(7), 7],
    [copy(0), 0],
    [`DELETE FROM entries WHERE seq = 2; ${copy(2)}`, 2],
  ] as const) {
    const ledger = await makeChained()
    tamper(ledger, sql)
    expect(verifyLedger(ledger.db).findings).toContain(
      `The chain of the entries is broken at row ${row}: it was changed or removed from outside Feebridge.`,
    )
  }
})

test('M2 verify finds two entries that changed places', async () => {
  const ledger = await makeChained()
  tamper(
    ledger,
    'UPDATE entries SET seq = -1 WHERE seq = 3; UPDATE entries SET seq = 3 WHERE seq = 4; UPDATE entries SET seq = 4 WHERE seq = -1',
  )
  expect(verifyLedger(ledger.db).findings.join()).toContain('The chain of the entries is broken at row 3')
})

test.each([
  ['a changed actor in the first row', "UPDATE audit SET actor = 'Nobody' WHERE seq = 1", 1],
  ['changed facts', "UPDATE audit SET facts = '{}' WHERE seq = 3", 3],
  ['a removed first row', 'DELETE FROM audit WHERE seq = 1', 2],
  ['a removed row', 'DELETE FROM audit WHERE seq = 3', 4],
])('M2 verify finds %s of the audit trail', async (_, sql, row) => {
  const ledger = await makeChained()
  tamper(ledger, sql)
  expect(verifyLedger(ledger.db).findings).toEqual([
    `The chain of the audit trail is broken at row ${row}: it was changed or removed from outside Feebridge.`,
  ])
})
