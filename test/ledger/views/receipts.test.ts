import { expect, it } from 'vitest'
import { withSeededViews } from './seeded.ts'

const seeded = withSeededViews(500, db => {
  const payments = db
    .prepare<[], { seq: number; person: number; fee: string }>(
      `SELECT e.seq, f.person_seq AS person, f.id AS fee FROM entries e JOIN fees f ON f.seq = e.fee_seq WHERE e.kind = 'payment' AND f.person_seq IS NOT NULL ORDER BY e.seq LIMIT 30`,
    )
    .all()
  for (const [index, { seq, person }] of payments.entries()) {
    const at = '2026-01-10T15:00:00.000Z'
    db.prepare('INSERT INTO receipts (id, person_seq, at, operator) VALUES (?, ?, ?, ?)').run(
      `r-${index}`,
      person,
      at,
      'Jo',
    )
    db.prepare('INSERT INTO receipt_entries (entry_seq, receipt_seq) VALUES (?, ?)').run(seq, index + 1)
  }
})

it('finds the receipts of a fee and of a student by indexes alone', () => {
  const [first] = seeded.ask('receipts.list', { limit: 1 }).items
  if (first?.personId == null) throw new Error('There is no receipt.')
  const { feeId = '' } = seeded.ask('receipts.show', { id: first.id }).parts[0] ?? {}
  for (const request of [{ student: first.personId }, { fee: feeId }]) {
    expect(seeded.ask('receipts.list', request).items.map(one => one.id)).toContain(first.id)
    const steps = seeded.plansOf('receipts.list', request).flatMap(plan => plan.split('\n'))
    expect(steps.filter(step => /SCAN (?!wanted|json_each)/.test(step) && !step.includes('LIST SUBQUERY'))).toEqual([])
  }
})

it('says of each part what was left right after it, whatever came later', () => {
  for (const row of seeded.ask('receipts.list', {}).items) {
    const receipt = seeded.ask('receipts.show', { id: String(row.number) })
    expect(receipt.id).toBe(row.id)
    expect(receipt.parts.reduce((sum, part) => sum + part.amountCents, 0)).toBe(row.totalCents)
    for (const part of receipt.parts) {
      const balance = seeded.db
        .prepare<[string, number], number>(
          `SELECT sum(e.amount_cents) FROM entries e JOIN fees f ON f.seq = e.fee_seq
             WHERE f.id = ? AND e.seq <= (SELECT entry_seq FROM receipt_entries WHERE receipt_seq = ?)`,
        )
        .pluck()
      expect(part.dueAfterCents).toBe(balance.get(part.feeId, row.number))
    }
  }
})
