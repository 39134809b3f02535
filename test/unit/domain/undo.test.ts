import { expect, test } from 'vitest'
import { planUndo, type UndoEntry } from '../../../main/domain/undo.ts'

const TODAY = '2026-11-20'

const entry = (
  seq: number,
  kind: UndoEntry['kind'],
  amountCents: number,
  more: Partial<UndoEntry> = {},
): UndoEntry => ({
  seq,
  kind,
  amountCents,
  system: 'iiq',
  externalId: null,
  externalKey: null,
  importSeq: seq * 10,
  rule: null,
  reason: null,
  occurredOn: '2026-11-01',
  isOfRun: true,
  isVoided: false,
  voids: null,
  ...more,
})
const undo = (entries: UndoEntry[]) => planUndo({ name: 'Cracked screen', isVoid: false, entries }, TODAY)
const told = (entries: UndoEntry[]) => {
  const plan = undo(entries)
  return plan.kind === 'undo' ? plan.entries.map(one => `${one.kind} ${one.amountCents}`) : plan.message
}

test('U1 each entry of the run gets its opposite, the last one first, and its imports are named once', () => {
  const plan = undo([entry(1, 'charge', 4_000), entry(2, 'adjustment', -500, { importSeq: 10 })])
  expect(plan).toMatchObject({ kind: 'undo', setsVoid: true, importSeqs: [10] })
  expect(told([entry(1, 'charge', 4_000), entry(2, 'adjustment', -500)])).toEqual(['void 500', 'void -4000'])
})

test('U1 what was touched since, by a clerk or by another run, is left', () => {
  const later = entry(2, 'payment', -100, { isOfRun: false, system: 'feebridge' })
  expect(told([entry(1, 'charge', 4_000), later])).toContain('touched since')
})

test.each(['payment', 'refund', 'bounced-check'] as const)('U1 a %s that took place outside is left', kind => {
  expect(told([entry(1, 'charge', 4_000), entry(2, kind, kind === 'payment' ? -100 : 100)])).toContain('outside')
})

test('U1 a void is undone by entering again what it took back, with its record and its rule', () => {
  const waiver = entry(1, 'waiver', -4_000, { isOfRun: false, isVoided: true, rule: 'missing-there', importSeq: null })
  const plan = undo([waiver, entry(2, 'void', 4_000, { voids: { seq: 1, kind: 'waiver' }, system: 'feebridge' })])
  expect(plan).toMatchObject({
    kind: 'undo',
    setsVoid: null,
    entries: [{ kind: 'waiver', amountCents: -4_000, rule: 'missing-there', occurredOn: '2026-11-01' }],
  })
})

test('U1 the undo of an undo brings the fee back', () => {
  const charge = entry(1, 'charge', 4_000, { isOfRun: false, isVoided: true })
  const plan = undo([charge, entry(2, 'void', -4_000, { voids: { seq: 1, kind: 'charge' } })])
  expect(plan).toMatchObject({ kind: 'undo', setsVoid: false, entries: [{ kind: 'charge', importSeq: 10 }] })
})

test('U1 what the run itself took back again needs nothing, and a fee without entries of it is left', () => {
  const charge = entry(1, 'charge', 4_000)
  const added = entry(2, 'adjustment', 300, { isVoided: true })
  const taken = entry(3, 'void', -300, { voids: { seq: 2, kind: 'adjustment' } })
  expect(told([charge, added, taken])).toEqual(['void -4000'])
  expect(told([entry(1, 'charge', 4_000, { isOfRun: false })])).toContain('Nothing of this run')
})
