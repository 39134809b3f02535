import { describe, expect, test } from 'vitest'
import type { EntryKind } from '../../../contract/rows/fee.ts'
import { addEntry, type FeeSums, NO_SUMS } from '../../../main/domain/entry.ts'
import {
  type OfficeEntry,
  type OfficeFee,
  type OfficePlan,
  planAdjustment,
  planCharge,
  planPayment,
  planTakingBack,
  planTransfer,
  planVoid,
  planVoidFee,
  planWaiver,
  questionsAfter,
} from '../../../main/domain/office.ts'

const MOMENT = { today: '2026-11-20' }

type Line = Partial<Omit<OfficeEntry, 'kind' | 'amountCents'>> & { kind: EntryKind; amountCents: number }

/** A fee made of these entries; each is called by its place: `e1`, `e2`. */
function feeOf(lines: readonly Line[], more: Partial<OfficeFee> = {}): OfficeFee {
  const entries = lines.map(
    (line, index): OfficeEntry => ({
      seq: index + 1,
      id: `e${index + 1}`,
      system: 'feebridge',
      rule: null,
      method: line.kind === 'payment' ? 'cash' : null,
      voidsKind: null,
      isVoided: false,
      takenBackCents: 0,
      takesBackSeq: null,
      ...line,
    }),
  )
  const sums = entries
    .filter(one => !one.isVoided)
    .reduce(
      (before, one) => addEntry(before, { ...one, voids: one.voidsKind === null ? null : { kind: one.voidsKind } }),
      NO_SUMS,
    )
  return {
    seq: 1,
    id: 'fee',
    name: 'Cracked screen',
    system: 'feebridge',
    externalKey: null,
    personSeq: 1,
    locationSeq: 1,
    sums,
    isVoid: false,
    hasOutsidePayment: entries.some(one => one.kind === 'payment' && one.system !== 'feebridge'),
    entries,
    ...more,
  }
}

const charged = (cents = 4_000): Line => ({ kind: 'charge', amountCents: cents })
const paid = (cents: number, more: Partial<OfficeEntry> = {}): Line => ({
  kind: 'payment',
  amountCents: -cents,
  ...more,
})
const waived = (cents: number): Line => ({ kind: 'waiver', amountCents: -cents })

/** The kinds and amounts that a plan writes, or the field and sentence of its refusal. */
function told(plan: OfficePlan): string[] | { field: string; message: string } {
  return plan.kind === 'entries'
    ? plan.entries.map(one => `${one.kind} ${one.amountCents}`)
    : { field: plan.field, message: plan.message }
}

const pay = (fee: OfficeFee, amountCents: number, more: Partial<Parameters<typeof planPayment>[1]> = {}) =>
  told(planPayment(fee, { amountCents, method: 'cash', checkNumber: null, note: null, ...more }, MOMENT))
const waive = (fee: OfficeFee, amountCents: number | null) =>
  told(planWaiver(fee, { amountCents, reason: 'Hardship' }, MOMENT))
const adjust = (fee: OfficeFee, amountCents: number) =>
  told(planAdjustment(fee, { amountCents, reason: 'Scratched less' }, MOMENT))
const giveBack = (
  fee: OfficeFee,
  kind: 'refund' | 'bounced-check',
  entryId: string,
  amountCents: number | null = null,
) => told(planTakingBack(fee, { kind, entryId, amountCents, reason: null }, MOMENT))
const voidEntry = (fee: OfficeFee, entryId: string) => told(planVoid(fee, entryId, 'Typed twice', MOMENT))

describe('charges and payments', () => {
  test('M1 a zero fee is charged, a negative one is an adjustment', () => {
    expect(told(planCharge(0, MOMENT))).toEqual(['charge 0'])
    expect(told(planCharge(-1, MOMENT))).toMatchObject({ field: 'amount' })
  })

  test('M2 a payment lowers the balance; nothing and less than nothing is none', () => {
    expect(pay(feeOf([charged()]), 1_500)).toEqual(['payment -1500'])
    for (const cents of [0, -1]) expect(pay(feeOf([charged()]), cents)).toMatchObject({ field: 'amount' })
    expect(pay(feeOf([charged()], { isVoid: true }), 1)).toMatchObject({ field: 'id' })
  })

  test('a check has a number, and nothing else has one', () => {
    const fee = feeOf([charged()])
    expect(pay(fee, 1, { method: 'check' })).toMatchObject({ field: 'checkNumber' })
    expect(pay(fee, 1, { method: 'check', checkNumber: '17' })).toEqual(['payment -1'])
    for (const method of ['cash', 'card', 'other'] as const)
      expect(pay(fee, 1, { method, checkNumber: '17' })).toMatchObject({ field: 'checkNumber' })
  })

  test('M7 more than is due is entered as it is', () => {
    expect(pay(feeOf([charged()]), 9_999)).toEqual(['payment -9999'])
  })
})

describe('waivers and adjustments', () => {
  test('M3 a waiver forgives what is owed, all of it or a part, and never more', () => {
    const fee = feeOf([charged(), paid(1_500)])
    expect(waive(fee, null)).toEqual(['waiver -2500'])
    expect(waive(fee, 1)).toEqual(['waiver -1'])
    expect(waive(fee, 2_501)).toMatchObject({ field: 'amount', message: expect.stringContaining('$25.00') })
    expect(waive(feeOf([charged(), paid(4_000)]), null)).toMatchObject({ field: 'id' })
  })

  test('M5 once a payment from outside is applied the amount is read-only; what is left can be waived, what was paid given back', () => {
    const fee = feeOf([charged(), paid(1_500, { system: 'iiq' })])
    expect(adjust(fee, -100)).toMatchObject({ field: 'id', message: expect.stringContaining('payment from outside') })
    expect(waive(fee, null)).toEqual(['waiver -2500'])
    expect(giveBack(fee, 'refund', 'e2')).toEqual(['refund 1500'])
    expect(adjust(feeOf([charged(), paid(1_500)]), -100)).toEqual(['adjustment -100'])
  })

  test('an adjustment changes what the fee costs, down to nothing and not below', () => {
    expect(adjust(feeOf([charged()]), -4_000)).toEqual(['adjustment -4000'])
    expect(adjust(feeOf([charged(), { kind: 'adjustment', amountCents: -500 }]), -3_501)).toMatchObject({
      field: 'amount',
    })
    expect(adjust(feeOf([charged()]), 0)).toMatchObject({ field: 'amount' })
  })
})

describe('voids', () => {
  test('M2 a void is the exact opposite of the entry that it names', () => {
    const fee = feeOf([charged(), paid(1_500), waived(2_500), { kind: 'adjustment', amountCents: 300 }])
    expect(voidEntry(fee, 'e2')).toEqual(['void 1500'])
    expect(voidEntry(fee, 'e3')).toEqual(['void 2500'])
    expect(voidEntry(fee, 'e4')).toEqual(['void -300'])
  })

  test.each([
    ['an entry of another fee', 'e9', []],
    ['a void', 'e2', [{ kind: 'void', amountCents: 1_500, voidsKind: 'payment' }]],
    ['what is voided already', 'e2', [paid(1_500, { isVoided: true })]],
    ['what came from outside', 'e2', [paid(1_500, { system: 'iiq' })]],
    ['a charge alone', 'e1', []],
    ['a payment of which something was given back', 'e2', [paid(1_500, { takenBackCents: 1 })]],
    ['one side of a transfer', 'e2', [{ kind: 'transfer', amountCents: 1_500 }]],
  ] as [string, string, Line[]][])('M3 %s is not voided', (_what, id, lines) => {
    const fee = { ...feeOf([charged()]), entries: feeOf([charged(), ...lines]).entries }
    expect(voidEntry(fee, id)).toMatchObject({ field: 'entry' })
  })

  test('M3 a fee made here is voided whole, unless money is on it or another system owns it', () => {
    const whole = feeOf([charged(), { kind: 'adjustment', amountCents: -500 }, waived(1_000)])
    expect(told(planVoidFee(whole, 'Wrong student', MOMENT))).toEqual(['void -4000', 'void 500', 'void 1000'])
    expect(told(planVoidFee(feeOf([charged(), paid(1)]), 'x', MOMENT))).toMatchObject({ field: 'id' })
    expect(told(planVoidFee(feeOf([charged()], { system: 'iiq' }), 'x', MOMENT))).toMatchObject({
      message: expect.stringContaining('Incident IQ'),
    })
  })
})

describe('refunds and bounced checks', () => {
  test('a refund gives back what is left of a payment, or a part of it, and never more', () => {
    const fee = feeOf([charged(), paid(3_000, { takenBackCents: 1_000 }), { kind: 'refund', amountCents: 1_000 }])
    expect(giveBack(fee, 'refund', 'e2')).toEqual(['refund 2000'])
    expect(giveBack(fee, 'refund', 'e2', 500)).toEqual(['refund 500'])
    expect(giveBack(fee, 'refund', 'e2', 2_001)).toMatchObject({ field: 'amount' })
    expect(giveBack(feeOf([charged(), paid(9, { takenBackCents: 9 })]), 'refund', 'e2')).toMatchObject({
      field: 'entry',
    })
    expect(giveBack(fee, 'refund', 'e1')).toMatchObject({ field: 'entry' })
  })

  test('only a check bounces; how money came in elsewhere is not known here', () => {
    expect(giveBack(feeOf([charged(), paid(100)]), 'bounced-check', 'e2')).toMatchObject({ field: 'entry' })
    expect(giveBack(feeOf([charged(), paid(100, { method: 'check' })]), 'bounced-check', 'e2')).toEqual([
      'bounced-check 100',
    ])
    const outside = feeOf([charged(), paid(100, { system: 'iiq', method: null })])
    expect(giveBack(outside, 'bounced-check', 'e2')).toEqual(['bounced-check 100'])
  })

  test('M6 a refund of a fee whose rest was waived ends at zero', () => {
    expect(giveBack(feeOf([charged(), paid(1_500), waived(2_500)]), 'refund', 'e2')).toEqual([
      'refund 1500',
      'waiver -1500',
    ])
    const overpaid = feeOf([charged(), waived(4_000), paid(4_000)])
    expect(giveBack(overpaid, 'refund', 'e3')).toEqual(['refund 4000'])
  })

  test('M6 a fee of which a part was waived and something is still owed was not waived: its refund asks', () => {
    expect(giveBack(feeOf([charged(), paid(1_500), waived(100)]), 'refund', 'e2')).toEqual(['refund 1500'])
  })

  test('money that was moved to another fee is not given back, or voided, here as well', () => {
    const moved = feeOf([charged(), paid(4_000, { method: 'check' }), { kind: 'transfer', amountCents: 4_000 }])
    for (const kind of ['refund', 'bounced-check'] as const)
      expect(giveBack(moved, kind, 'e2')).toMatchObject({ message: expect.stringContaining('Move it back first') })
    expect(voidEntry(moved, 'e2')).toMatchObject({ message: expect.stringContaining('Move it back first') })
    const partly = feeOf([charged(), paid(4_000), { kind: 'transfer', amountCents: 1_000 }])
    expect(giveBack(partly, 'refund', 'e2')).toEqual(['refund 3000'])
    expect(giveBack(partly, 'refund', 'e2', 3_001)).toMatchObject({ field: 'entry' })
    expect(voidEntry(partly, 'e2')).toMatchObject({ field: 'entry' })
  })
})

describe('transfers', () => {
  const from = feeOf([charged(1_000), paid(3_000)])
  const to = feeOf([charged(5_000)], { seq: 2, id: 'other', name: 'Lost book' })
  const move = (amountCents: number, at = from, target = to) =>
    planTransfer(at, target, { amountCents, reason: null }, MOMENT)

  test('M2 a transfer is two entries on two fees of one student, opposite to the cent', () => {
    const plan = move(2_000)
    if (plan.kind !== 'transfer') throw new Error(plan.message)
    expect([plan.from.amountCents, plan.to.amountCents]).toEqual([2_000, -2_000])
    expect([plan.from.reason, plan.to.reason]).toEqual(['Moved to Lost book', 'Moved from Cracked screen'])
  })

  test('no more is moved than is paid on the one, or owed on the other', () => {
    expect(move(3_001)).toMatchObject({ kind: 'refused', field: 'amount' })
    expect(move(1_001, from, feeOf([charged(1_000)], { seq: 2 }))).toMatchObject({ kind: 'refused', field: 'amount' })
    expect(move(0)).toMatchObject({ kind: 'refused', field: 'amount' })
    expect(move(1, from, from)).toMatchObject({ kind: 'refused', field: 'to' })
    expect(move(1, from, feeOf([charged()], { seq: 2, personSeq: 2 }))).toMatchObject({ kind: 'refused', field: 'to' })
    expect(move(1, from, feeOf([charged()], { seq: 2, isVoid: true }))).toMatchObject({ kind: 'refused', field: 'to' })
  })
})

describe('what a fee asks', () => {
  const at = (balanceCents: number): FeeSums => ({ ...NO_SUMS, balanceCents })
  const refund = [{ kind: 'refund' as const }]

  test('M6 a refund or bounced check that leaves a fee unpaid asks whether it is owed again', () => {
    expect(questionsAfter(at(0), at(1_500), refund)).toEqual({ raise: ['reopened'], close: [] })
    expect(questionsAfter(at(500), at(2_000), [{ kind: 'bounced-check' }]).raise).toEqual(['reopened'])
    expect(questionsAfter(at(0), at(0), refund).raise).toEqual([])
    // What is owed because a charge was raised is no refund's doing.
    expect(questionsAfter(at(0), at(100), [{ kind: 'adjustment' }]).raise).toEqual([])
  })

  test('M6 a payment or waiver of what was reopened answers the question', () => {
    expect(questionsAfter(at(1_500), at(0), [{ kind: 'payment' }]).close).toContain('reopened')
    expect(questionsAfter(at(1_500), at(1_000), [{ kind: 'payment' }]).close).toEqual([])
  })

  test('M7 more than is due asks, a credit that was used up no longer does', () => {
    expect(questionsAfter(at(100), at(-400), [{ kind: 'payment' }]).raise).toEqual(['overpaid'])
    expect(questionsAfter(at(-400), at(-100), refund).raise).toEqual(['overpaid'])
    expect(questionsAfter(at(-400), at(-400), []).raise).toEqual([])
    expect(questionsAfter(at(-400), at(0), refund)).toEqual({ raise: [], close: ['overpaid'] })
  })
})
