import { expect, test } from 'vitest'
import { feeTimeline, noteWords } from '../../../../renderer/format/fee-timeline.ts'
import { CHARGE, deliveryRow, entryRow, importRow, storyOf } from './fee-facts.ts'

const taken = entryRow('entry-02', {
  kind: 'payment',
  amountCents: -1500,
  occurredOn: '2026-10-01',
  importId: 'import-2',
  voided: true,
})
const back = entryRow('entry-03', {
  kind: 'void',
  amountCents: 1500,
  occurredOn: '2026-10-05',
  voidsEntryId: taken.id,
})
const note = (at: string, field: string) => ({ at, runId: 'run-1', field, before: 'a', after: 'b' })

test('M4 runs the balance along the entries', () => {
  const lines = feeTimeline(storyOf([CHARGE, taken, back])).filter(line => line.kind === 'entry')
  expect(lines.map(line => line.balanceCents)).toEqual([4000, 2500, 4000])
})

test('M2 ties a void to what it voids, and what is voided to its void', () => {
  const [, payment, void_] = feeTimeline(storyOf([CHARGE, taken, back])).filter(line => line.kind === 'entry')
  expect(payment?.voidedBy).toBe(back)
  expect(void_?.voids).toBe(taken)
})

test('P1 puts the raw record behind the entry that came from it', () => {
  const imports = [importRow('import-2')]
  const [charge, payment] = feeTimeline(storyOf([CHARGE, taken], { imports })).filter(line => line.kind === 'entry')
  expect(charge?.source).toBeNull()
  expect(payment?.source).toBe(imports[0])
})

test('D1 puts a delivery behind its entry, and one of the whole fee behind its charge', () => {
  const ofFee = deliveryRow({ id: 'delivery-1', entryId: null })
  const ofPayment = deliveryRow({ id: 'delivery-2', entryId: taken.id })
  const [charge, payment] = feeTimeline(storyOf([CHARGE, taken], { deliveries: [ofPayment, ofFee] })).filter(
    line => line.kind === 'entry',
  )
  expect(charge?.deliveries).toEqual([ofFee])
  expect(payment?.deliveries).toEqual([ofPayment])
})

test('C1 puts each change that is not money where it came between the entries', () => {
  const notes = [
    note('2026-09-20T08:00:00.000Z', 'due date'),
    note('2026-09-20T08:00:00.000Z', 'name'),
    note('2026-11-01T08:00:00.000Z', 'asset'),
  ]
  const lines = feeTimeline(storyOf([CHARGE, taken, back], { notes }))
  expect(lines.map(line => (line.kind === 'note' ? line.note.field : line.entry.kind))).toEqual([
    'charge',
    'due date',
    'name',
    'payment',
    'void',
    'asset',
  ])
  expect(new Set(lines.map(line => line.key)).size).toBe(lines.length)
})

test('says a change with what was and what is', () => {
  expect(noteWords({ field: 'due date', before: '2026-10-03', after: '2026-10-17' })).toBe(
    'Due date changed from Oct 3, 2026 to Oct 17, 2026',
  )
  expect(noteWords({ field: 'asset', before: null, after: 'MH-10001' })).toBe('Asset set to “MH-10001”')
  expect(noteWords({ field: 'ticket', before: '4411', after: null })).toBe('Ticket taken away, was “4411”')
})
