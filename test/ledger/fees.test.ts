import { expect, test } from 'vitest'
import type { FeeColumns } from '../../main/domain/fee-plan.ts'
import { AT, addFee, enter, entryOf, type MadeFee, makeSmallLedger, type SmallLedger } from './small-ledger.ts'

function feeOf(ledger: SmallLedger, fee: MadeFee) {
  const found = ledger.fees.bySeq(fee.seq)
  if (found === null) throw new Error('The fee is not in the ledger.')
  return found
}

function statusOf(ledger: SmallLedger, fee: MadeFee): unknown {
  return ledger.db.prepare('SELECT status FROM fees WHERE seq = ?').pluck().get(fee.seq)
}

test('a fee is found by its key and by its number, with its names and sums', async () => {
  const ledger = await makeSmallLedger()
  const fee = addFee(ledger, 'fee-1', 5_000)
  expect(ledger.fees.byKey('iiq', 'fee-1')).toEqual(feeOf(ledger, fee))
  expect(feeOf(ledger, fee)).toMatchObject({
    version: 1,
    studentLabel: 'Ada Applewood',
    sku: 'SCREEN',
    categoryKey: 'cat-1',
    locationName: null,
    hasOutsidePayment: false,
    sums: { chargedCents: 5_000, adjustedCents: 0, paidCents: 0, waivedCents: 0, balanceCents: 5_000 },
  })
  expect(ledger.fees.byKey('intouch', 'fee-1')).toBeNull()
  expect(ledger.fees.bySeq(77)).toBeNull()
})

const COLUMNS: FeeColumns = {
  personSeq: 1,
  itemTypeSeq: 1,
  categorySeq: 1,
  locationSeq: null,
  sku: 'SCREEN',
  itemTitle: 'Broken screen',
  categoryTitle: 'Devices',
  assetKey: null,
  assetTag: 'T-1',
  ticketKey: null,
  ticketNumber: null,
  name: 'Cracked screen',
  description: 'In the gym.',
  dueOn: '2026-04-15',
  sourceDueOn: '2026-04-15',
  sourceAmountCents: 5_000,
  sourceDueCents: 5_000,
}

test('B3 every change of a fee raises its version, a line of its story does not', async () => {
  const ledger = await makeSmallLedger()
  const fee = addFee(ledger, 'fee-1', 5_000)
  const changes: (() => void)[] = [
    () => ledger.fees.overwrite(fee.seq, COLUMNS, fee.importSeq),
    () => ledger.fees.setSums(fee.seq, feeOf(ledger, fee).sums),
    () => ledger.fees.setMissing(fee.seq, AT),
    () => ledger.fees.keepOurs(fee.seq, 4_000),
  ]
  for (const [index, change] of changes.entries()) {
    ledger.transact(change)
    expect(feeOf(ledger, fee).version).toBe(index + 2)
  }
  ledger.transact(() => ledger.fees.addNote(fee.seq, null, AT, { field: 'name', before: 'a', after: 'b' }))
  expect(feeOf(ledger, fee).version).toBe(5)
})

test('C1 what its system owns is overwritten; the sums and the day it was created stay', async () => {
  const ledger = await makeSmallLedger()
  const fee = addFee(ledger, 'fee-1', 5_000)
  const before = feeOf(ledger, fee)
  ledger.transact(() => ledger.fees.overwrite(fee.seq, COLUMNS, fee.importSeq))
  expect(feeOf(ledger, fee)).toEqual({
    ...before,
    version: 2,
    name: 'Cracked screen',
    description: 'In the gym.',
    assetTag: 'T-1',
    dueOn: '2026-04-15',
    sourceDueOn: '2026-04-15',
    sourceAmountCents: 5_000,
  })
})

test('M4 the status follows the sums', async () => {
  const ledger = await makeSmallLedger()
  const statusAfter = (...entries: Parameters<typeof entryOf>[]) => {
    const fee = addFee(ledger, `fee-${entries.map(([kind, cents]) => `${kind}${cents}`).join()}`, 5_000)
    for (const [kind, cents] of entries) enter(ledger, fee, entryOf(kind, cents))
    return statusOf(ledger, fee)
  }
  expect(statusAfter()).toBe('open')
  expect(statusAfter(['waiver', -1])).toBe('open')
  expect(statusAfter(['payment', -1])).toBe('partly-paid')
  expect(statusAfter(['payment', -5_000])).toBe('paid')
  expect(statusAfter(['payment', -5_001])).toBe('overpaid')
  expect(statusAfter(['waiver', -5_000])).toBe('waived')
  expect(statusAfter(['payment', -1_000], ['waiver', -4_000])).toBe('paid')
  expect(statusAfter(['payment', -1_000], ['refund', 1_000], ['waiver', -5_000])).toBe('waived')
  expect(statusOf(ledger, addFee(ledger, 'free', 0))).toBe('paid')
})

test('C2 fees at odds are those whose system says another amount due, unless it lists them no longer', async () => {
  const ledger = await makeSmallLedger()
  addFee(ledger, 'agrees', 5_000, { sourceDueCents: 5_000 })
  addFee(ledger, 'silent', 5_000, { sourceDueCents: null })
  const less = addFee(ledger, 'less', 5_000, { sourceDueCents: 4_000 })
  const gone = addFee(ledger, 'gone', 5_000, { sourceDueCents: 4_000 })
  ledger.transact(() => ledger.fees.setMissing(gone.seq, AT))
  expect(ledger.fees.atOdds('iiq')).toEqual(['less'])
  ledger.transact(() => ledger.fees.keepOurs(less.seq, 4_000))
  expect(ledger.fees.atOdds('iiq')).toEqual([])
  expect(feeOf(ledger, less)).toMatchObject({ sourceAmountCents: 4_000, sourceDueCents: null })
})

test('W3 missing fees are remembered, those with something owed apart, until they are back', async () => {
  const ledger = await makeSmallLedger()
  const owed = addFee(ledger, 'owed', 5_000)
  const settled = addFee(ledger, 'settled', 5_000)
  addFee(ledger, 'there', 5_000)
  enter(ledger, settled, entryOf('payment', -5_000))
  for (const fee of [owed, settled]) ledger.transact(() => ledger.fees.setMissing(fee.seq, AT))
  expect(ledger.fees.missingKeys('iiq')).toEqual(['owed', 'settled'])
  expect(ledger.fees.missingUnwaived('iiq')).toMatchObject([
    { seq: owed.seq, externalKey: 'owed', name: 'Broken screen' },
  ])
  expect(ledger.fees.knownByKey('iiq', 'owed')).toMatchObject({ sourceMissingAt: AT, balanceCents: 5_000 })
  ledger.transact(() => ledger.fees.setMissing(owed.seq, null))
  expect(ledger.fees.missingKeys('iiq')).toEqual(['settled'])
})

test('B1 open fees are those with something owed', async () => {
  const ledger = await makeSmallLedger()
  addFee(ledger, 'open', 5_000)
  enter(ledger, addFee(ledger, 'paid', 5_000), entryOf('payment', -5_000))
  enter(ledger, addFee(ledger, 'overpaid', 5_000), entryOf('payment', -6_000))
  expect(ledger.fees.countOpen('iiq')).toBe(1)
  expect(ledger.fees.countOpen('intouch')).toBe(0)
})

test('W2 what is not settled with a system is summed for it alone', async () => {
  const ledger = await makeSmallLedger()
  const fee = addFee(ledger, 'fee-1', 5_000)
  const add = ledger.db.prepare(
    `INSERT INTO deliveries (id, reference, system, kind, fee_seq, amount_cents, state, created_at, settled_at) VALUES (?, ?, ?, 'payment', ?, ?, 'x', ?, ?)`,
  )
  add.run('d-1', 'r-1', 'iiq', fee.seq, -700, AT, null)
  add.run('d-2', 'r-2', 'iiq', fee.seq, -300, AT, null)
  add.run('d-3', 'r-3', 'iiq', fee.seq, -9_000, AT, AT)
  add.run('d-4', 'r-4', 'intouch', fee.seq, -9_000, AT, null)
  expect(ledger.fees.unsettled(fee.seq, 'iiq')).toEqual({ cents: -1_000, count: 2 })
  expect(ledger.fees.unsettled(77, 'iiq')).toEqual({ cents: 0, count: 0 })
})

test('M1 amounts are whole cents: the table refuses anything else', async () => {
  const ledger = await makeSmallLedger()
  expect(() => addFee(ledger, 'fee-1', 12.5)).toThrow('cannot store REAL value in INTEGER column')
})
