import { expect, test } from 'vitest'
import { effectiveKind } from '../../main/domain/entry.ts'
import { verifyLedger } from '../../main/ledger/verify.ts'
import {
  AT,
  addFee,
  addImport,
  contextOf,
  enter,
  entryOf,
  type MadeFee,
  makeSmallLedger,
  movementOf,
  recordOf,
  type SmallLedger,
} from './small-ledger.ts'

function sumsOf(ledger: SmallLedger, fee: MadeFee) {
  return ledger.fees.bySeq(fee.seq)?.sums
}

function voidOf(seq: number, kind: 'charge' | 'payment' | 'waiver' | 'adjustment', cents: number, key: string | null) {
  return entryOf('void', cents, { voids: { seq, kind, externalKey: key } })
}

test('M2 an entry is kept with all that was said of it', async () => {
  const ledger = await makeSmallLedger()
  const fee = addFee(ledger, 'fee-1', 5_000)
  const { seq, id } = ledger.transact(() =>
    ledger.entries.append(
      fee.seq,
      { ...movementOf('payment', -1_250, 'pay-1'), importSeq: fee.importSeq, rule: 'recovered', reason: 'Came back.' },
      { runSeq: ledger.runSeq, operator: 'Ada', recordedAt: AT },
    ),
  )
  const row = ledger.db.prepare('SELECT * FROM entries WHERE seq = ?').get(seq)
  expect(row).toMatchObject({
    seq: 2,
    id,
    fee_seq: fee.seq,
    kind: 'payment',
    amount_cents: -1_250,
    system: 'iiq',
    external_id: 'PAY-1',
    import_seq: fee.importSeq,
    run_seq: ledger.runSeq,
    operator: 'Ada',
    voids_seq: null,
    rule: 'recovered',
    reason: 'Came back.',
    occurred_on: '2026-03-02',
    recorded_at: AT,
  })
})

test('M4 each kind moves its own sum, on the fee as in the control totals', async () => {
  const ledger = await makeSmallLedger()
  const fee = addFee(ledger, 'fee-1', 5_000)
  enter(
    ledger,
    fee,
    entryOf('adjustment', 300),
    entryOf('transfer', -100),
    entryOf('payment', -2_000),
    entryOf('refund', 500),
    entryOf('bounced-check', 250),
    entryOf('waiver', -700),
  )
  const sums = { chargedCents: 5_000, adjustedCents: 300, paidCents: 1_350, waivedCents: 700 }
  expect(sumsOf(ledger, fee)).toEqual({ ...sums, balanceCents: 3_250 })
  expect(ledger.entries.totals()).toEqual({ ...sums, entries: 7 })
  expect(verifyLedger(ledger.db).findings).toEqual([])
})

test.each([
  ['payment', -2_000, 'paidCents'],
  ['waiver', -2_000, 'waivedCents'],
  ['adjustment', -2_000, 'adjustedCents'],
  ['adjustment', 900, 'adjustedCents'],
] as const)('M2 a void of a %s of %d takes it back from %s, and from no other sum', async (kind, cents, sum) => {
  const ledger = await makeSmallLedger()
  const fee = addFee(ledger, 'fee-1', 5_000)
  const before = sumsOf(ledger, fee)
  const [seq = 0] = enter(ledger, fee, entryOf(kind, cents))
  expect(sumsOf(ledger, fee)).toMatchObject({ [sum]: sum === 'adjustedCents' ? cents : -cents })
  enter(ledger, fee, voidOf(seq, kind, -cents, null))
  expect(sumsOf(ledger, fee)).toEqual(before)
  expect(ledger.entries.totals()).toEqual({
    chargedCents: 5_000,
    paidCents: 0,
    waivedCents: 0,
    adjustedCents: 0,
    entries: 3,
  })
  expect(verifyLedger(ledger.db).findings).toEqual([])
})

test('M2 a void of a charge takes back what was charged', async () => {
  const ledger = await makeSmallLedger()
  const fee = addFee(ledger, 'fee-1', 5_000)
  enter(ledger, fee, voidOf(1, 'charge', -5_000, null))
  expect(sumsOf(ledger, fee)).toMatchObject({ chargedCents: 0, balanceCents: 0 })
})

test('M2 an entry is voided once, and a void never', async () => {
  const ledger = await makeSmallLedger()
  const fee = addFee(ledger, 'fee-1', 5_000)
  const [payment = 0] = enter(ledger, fee, entryOf('payment', -100))
  enter(ledger, fee, voidOf(payment, 'payment', 100, null))
  expect(() => enter(ledger, fee, voidOf(payment, 'payment', 100, null))).toThrow('UNIQUE constraint failed')
  expect(() => effectiveKind({ kind: 'void', voids: { kind: 'void' } })).toThrow('never voided')
  expect(() => enter(ledger, fee, entryOf('void', 100))).toThrow('names the entry')
  expect(verifyLedger(ledger.db)).toMatchObject({ ok: true, entries: 3 })
})

test('M2 refuses an entry of an unknown kind, and one on a fee that is not there', async () => {
  const ledger = await makeSmallLedger()
  addFee(ledger, 'fee-1', 5_000)
  const append = (feeSeq: number) =>
    ledger.transact(() => ledger.entries.append(feeSeq, entryOf('charge', 1), contextOf(ledger)))
  expect(() => append(77)).toThrow('FOREIGN KEY constraint failed')
  expect(() =>
    ledger.db.exec(`INSERT INTO entries (id, fee_seq, kind, amount_cents, system, occurred_on, recorded_at, hash)
      VALUES ('x', 1, 'gift', 1, 'iiq', '2026-03-02', '${AT}', zeroblob(32))`),
  ).toThrow('CHECK constraint failed')
  expect(() =>
    ledger.db.exec(`INSERT INTO entries (id, fee_seq, kind, amount_cents, system, occurred_on, recorded_at, hash)
      VALUES ('x', 1, 'charge', 1.5, 'iiq', '2026-03-02', '${AT}', zeroblob(32))`),
  ).toThrow('cannot store REAL value in INTEGER column')
})

test('C2 the live entry of an outside payment is found by its key', async () => {
  const ledger = await makeSmallLedger()
  const fee = addFee(ledger, 'fee-1', 5_000)
  const [seq = 0] = enter(ledger, fee, movementOf('payment', -1_250, 'pay-1'))
  expect(ledger.fees.movement('iiq', 'pay-1')).toEqual({
    externalKey: 'pay-1',
    entrySeq: seq,
    feeSeq: fee.seq,
    kind: 'payment',
    amountCents: -1_250,
    occurredOn: '2026-03-02',
  })
  expect(ledger.fees.movement('iiq', 'pay-2')).toBeNull()
})

test('C2 a payment that changed is voided and entered anew: its key then finds the new entry', async () => {
  const ledger = await makeSmallLedger()
  const fee = addFee(ledger, 'fee-1', 5_000)
  const [old = 0] = enter(ledger, fee, movementOf('payment', -1_250, 'pay-1'))
  const [, anew = 0] = enter(
    ledger,
    fee,
    voidOf(old, 'payment', 1_250, 'pay-1'),
    movementOf('payment', -1_500, 'pay-1'),
  )
  expect(ledger.fees.movement('iiq', 'pay-1')).toMatchObject({ entrySeq: anew, amountCents: -1_500 })
  expect(sumsOf(ledger, fee)).toMatchObject({ paidCents: 1_500, balanceCents: 3_500 })
})

test('C2 a payment that moved to another fee is found there', async () => {
  const ledger = await makeSmallLedger()
  const first = addFee(ledger, 'fee-1', 5_000)
  const second = addFee(ledger, 'fee-2', 3_000)
  const [old = 0] = enter(ledger, first, movementOf('payment', -1_250, 'pay-1'))
  enter(ledger, first, voidOf(old, 'payment', 1_250, 'pay-1'))
  enter(ledger, second, movementOf('payment', -1_250, 'pay-1'))
  expect(ledger.fees.movement('iiq', 'pay-1')).toMatchObject({ feeSeq: second.seq })
  expect(sumsOf(ledger, first)).toMatchObject({ paidCents: 0, balanceCents: 5_000 })
  expect(sumsOf(ledger, second)).toMatchObject({ paidCents: 1_250, balanceCents: 1_750 })
})

test('C2 a payment that is gone is voided, and its key finds nothing', async () => {
  const ledger = await makeSmallLedger()
  const fee = addFee(ledger, 'fee-1', 5_000)
  const [old = 0] = enter(ledger, fee, movementOf('payment', -1_250, 'pay-1'))
  enter(ledger, fee, voidOf(old, 'payment', 1_250, 'pay-1'))
  expect(ledger.fees.movement('iiq', 'pay-1')).toBeNull()
})

test('C2 a late void of an old version leaves the key with the new one', async () => {
  const ledger = await makeSmallLedger()
  const fee = addFee(ledger, 'fee-1', 5_000)
  const [old = 0, anew = 0] = enter(
    ledger,
    fee,
    movementOf('payment', -1_250, 'pay-1'),
    movementOf('payment', -1_500, 'pay-1'),
  )
  enter(ledger, fee, voidOf(old, 'payment', 1_250, 'pay-1'))
  expect(ledger.fees.movement('iiq', 'pay-1')).toMatchObject({ entrySeq: anew })
})

test('M5 a fee knows whether a payment from outside is applied to it', async () => {
  const ledger = await makeSmallLedger()
  const fee = addFee(ledger, 'fee-1', 5_000)
  const isPaidFromOutside = () => ledger.fees.bySeq(fee.seq)?.hasOutsidePayment
  expect(isPaidFromOutside()).toBe(false)
  enter(ledger, fee, entryOf('payment', -100, { system: 'feebridge' }))
  expect(isPaidFromOutside()).toBe(false)
  const [seq = 0] = enter(ledger, fee, movementOf('payment', -200, 'pay-1'))
  expect(isPaidFromOutside()).toBe(true)
  enter(ledger, fee, voidOf(seq, 'payment', 200, 'pay-1'))
  expect(isPaidFromOutside()).toBe(false)
})

test('W4 the live waivers of the two waive rules are found, a person\u2019s and voided ones are not', async () => {
  const ledger = await makeSmallLedger()
  const fee = addFee(ledger, 'fee-1', 5_000)
  const waiver = (cents: number, rule: 'zero-there' | 'missing-there' | null) => entryOf('waiver', cents, { rule })
  const [missing = 0, zero = 0] = enter(
    ledger,
    fee,
    waiver(-100, 'missing-there'),
    waiver(-200, 'zero-there'),
    waiver(-300, null),
  )
  enter(ledger, fee, voidOf(missing, 'waiver', 100, null))
  expect(ledger.fees.autoWaivers(fee.seq)).toMatchObject([{ entrySeq: zero, rule: 'zero-there', amountCents: -200 }])
})

test('I1 two equal charges under two ids both live', async () => {
  const ledger = await makeSmallLedger()
  addFee(ledger, 'fee-1', 5_000)
  addFee(ledger, 'fee-2', 5_000)
  expect(ledger.entries.totals()).toMatchObject({ chargedCents: 10_000, entries: 2 })
  expect(() => addFee(ledger, 'fee-1', 5_000)).toThrow('UNIQUE constraint failed: fees.system, fees.external_key')
  addImport(ledger, recordOf('fee-3', 'three'))
  expect(verifyLedger(ledger.db).findings).toEqual([])
})
