import { expect, test } from 'vitest'
import { verifyLedger } from '../../main/ledger/verify.ts'
import { addFee, enter, entryOf, makeSmallLedger, movementOf, type SmallLedger } from './small-ledger.ts'

async function makeTwoFees(): Promise<SmallLedger> {
  const ledger = await makeSmallLedger()
  enter(ledger, addFee(ledger, 'fee-1', 5_000), movementOf('payment', -2_000, 'pay-1'), entryOf('waiver', -500))
  enter(ledger, addFee(ledger, 'fee-2', 700), entryOf('adjustment', -100))
  return ledger
}

test('M4 verify finds nothing in a sound ledger, and counts what it read', async () => {
  const ledger = await makeTwoFees()
  expect(verifyLedger(ledger.db)).toEqual({ ok: true, entries: 5, auditRows: 0, fees: 2, findings: [] })
})

test('M4 verify finds nothing in an empty ledger', async () => {
  const ledger = await makeSmallLedger()
  expect(verifyLedger(ledger.db)).toEqual({ ok: true, entries: 0, auditRows: 0, fees: 0, findings: [] })
})

test('M4 verify names a fee whose balance is not the sum of its entries', async () => {
  const ledger = await makeTwoFees()
  ledger.db.exec("UPDATE fees SET balance_cents = 9000 WHERE external_key = 'fee-1'")
  const { ok, findings } = verifyLedger(ledger.db)
  expect(ok).toBe(false)
  const id = ledger.db.prepare("SELECT id FROM fees WHERE external_key = 'fee-1'").pluck().get()
  expect(findings).toEqual([
    `Fee ${id} keeps a balance of 9000 cents, but its entries sum to 2500 cents or its sums differ.`,
  ])
})

test.each(['charged', 'adjusted', 'paid', 'waived'])('M4 verify finds a wrong sum of what was %s', async sum => {
  const ledger = await makeTwoFees()
  ledger.db.exec(`UPDATE fees SET ${sum}_cents = ${sum}_cents + 1 WHERE external_key = 'fee-2'`)
  expect(verifyLedger(ledger.db).findings.join('\n')).toMatch(/^Fee .* or its sums differ\.\n.*control totals/)
})

test('M4 verify finds a fee whose entries were all written to another', async () => {
  const ledger = await makeTwoFees()
  ledger.db.exec(`INSERT INTO fees (id, system, name, created_on, source_created_at, due_on, charged_cents, balance_cents)
    VALUES ('fee-3', 'iiq', 'Lost', '2026-03-01', '2026-03-01T14:00:00.000Z', '2026-03-31', 100, 100)`)
  expect(verifyLedger(ledger.db).findings[0]).toContain('Fee fee-3 keeps a balance of 100 cents')
})

test.each(['charged_cents', 'paid_cents', 'waived_cents', 'adjusted_cents', 'entries'])(
  'M4 verify finds control totals whose %s are wrong',
  async column => {
    const ledger = await makeTwoFees()
    ledger.db.exec(`UPDATE totals SET ${column} = ${column} + 1`)
    expect(verifyLedger(ledger.db).findings).toEqual(['The control totals do not add up to the entries.'])
  },
)

test('M4 verify finds sums by month that are not those of the entries', async () => {
  const ledger = await makeTwoFees()
  ledger.db.exec("UPDATE month_sums SET cents = cents - 1 WHERE kind = 'payment'")
  expect(verifyLedger(ledger.db).findings).toEqual(['The sums by month do not add up to the entries.'])
})

test('K4 verify finds an entry from outside without the import that explains it', async () => {
  const ledger = await makeTwoFees()
  ledger.db.pragma('foreign_keys = OFF')
  ledger.db.exec(
    'DELETE FROM import_bodies WHERE import_seq = 1; DELETE FROM import_heads WHERE import_seq = 1; DELETE FROM imports WHERE seq = 1',
  )
  expect(verifyLedger(ledger.db).findings).toEqual(['3 entries from outside have no import behind them.'])
})

test('verify finds rows that point at nothing', async () => {
  const ledger = await makeTwoFees()
  ledger.db.pragma('foreign_keys = OFF')
  ledger.db.exec('UPDATE fees SET person_seq = 77 WHERE seq = 2')
  expect(verifyLedger(ledger.db).findings).toEqual(['1 rows point at rows that are not there.'])
})

test('verify reads only', async () => {
  const ledger = await makeTwoFees()
  ledger.db.pragma('query_only = ON')
  expect(verifyLedger(ledger.db).ok).toBe(true)
})
