import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addEntry, effectiveKind, type FeeSums, NO_SUMS } from '../../../main/domain/entry.ts'

type Entry = Parameters<typeof addEntry>[1]
const entry = (kind: Entry['kind'], amountCents: number): Entry => ({ kind, amountCents, voids: null })
const sum = (entries: Entry[]): FeeSums => entries.reduce(addEntry, NO_SUMS)

test('M2 each kind moves its own sum: payments and waivers lower the balance and raise their sum', () => {
  expect(
    sum([
      entry('charge', 4000),
      entry('adjustment', -500),
      entry('payment', -2000),
      entry('refund', 300),
      entry('bounced-check', 200),
      entry('waiver', -700),
      entry('transfer', 50),
    ]),
  ).toEqual({ chargedCents: 4000, adjustedCents: -500, paidCents: 1450, waivedCents: 700, balanceCents: 1350 })
})

test('M2 a void is the exact opposite of the entry that it names, in the sum of that entry', () => {
  const void_ = (kind: Exclude<Entry['kind'], 'void'>, amountCents: number): Entry => ({
    kind: 'void',
    amountCents,
    voids: { kind },
  })
  expect(sum([entry('charge', 4000), entry('payment', -1000), void_('payment', 1000)])).toEqual({
    ...NO_SUMS,
    chargedCents: 4000,
    balanceCents: 4000,
  })
  expect(sum([entry('charge', 4000), void_('charge', -4000)])).toEqual(NO_SUMS)
})

test('M2 a void that names nothing, or another void, is a bug', () => {
  expect(() => effectiveKind({ kind: 'void', voids: null })).toThrow()
  expect(() => effectiveKind({ kind: 'void', voids: { kind: 'void' } })).toThrow()
})

test('M4 the balance is the sum of the entries, and charged plus adjusted minus paid minus waived', () => {
  const kinds = fc.constantFrom('charge', 'adjustment', 'waiver', 'payment', 'refund', 'bounced-check', 'transfer')
  const entries = fc.array(
    fc.record({
      kind: kinds,
      amountCents: fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
      voids: fc.constant(null),
    }),
  )
  fc.assert(
    fc.property(entries, list => {
      const sums = sum(list)
      expect(sums.balanceCents).toBe(list.reduce((total, one) => total + one.amountCents, 0))
      expect(sums.chargedCents + sums.adjustedCents - sums.paidCents - sums.waivedCents).toBe(sums.balanceCents)
    }),
  )
})
