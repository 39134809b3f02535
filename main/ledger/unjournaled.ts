import type { JournalLine } from './journal.ts'
import type { Db } from './open.ts'

interface OfficeEntryRow {
  at: string
  id: string
  seq: number
  feeId: string
  kind: string
  amountCents: number
  occurredOn: string
  reason: string | null
  method: string | null
  checkNumber: string | null
  takesBackSeq: number | null
  movedToSeq: number | null
  receiptId: string | null
  receiptNumber: number | null
  voidsSeq: number | null
  operator: string | null
}

/** What a fee that was made here needs to be made again: its charge's line carries it. */
interface OwnFeeRow {
  personId: string | null
  sku: string | null
  itemTypeId: string | null
  locationId: string | null
  assetTag: string | null
  ticketNumber: string | null
  name: string
  description: string | null
  dueOn: string
}

interface OwedRow {
  at: string
  id: string
  reference: string
  entryId: string
  feeId: string
  amountCents: number
}

/**
 * Office entries behind a number, with their deliveries, as the lines that the journal should have of them (K2). Entries are journalled in their order, so
 * whatever is behind the last one that the journal has was committed and not written there any more.
 */
export function readUnjournaled(db: Db, afterSeq: number): JournalLine[] {
  const entries = db
    .prepare<[number], OfficeEntryRow>(
      `SELECT e.recorded_at AS at, e.id, e.seq, f.id AS feeId, e.kind, e.amount_cents AS amountCents, e.occurred_on AS occurredOn, e.reason, e.method,
         e.check_number AS checkNumber, l.other_seq AS takesBackSeq, m.other_seq AS movedToSeq, r.id AS receiptId, r.seq AS receiptNumber, e.voids_seq AS voidsSeq,
         e.operator
       FROM entries e JOIN fees f ON f.seq = e.fee_seq LEFT JOIN entry_links l ON l.entry_seq = e.seq AND l.role = 'takes-back'
         LEFT JOIN entry_links m ON m.entry_seq = e.seq AND m.role = 'moved-to' LEFT JOIN receipt_entries x ON x.entry_seq = e.seq
         LEFT JOIN receipts r ON r.seq = x.receipt_seq
       WHERE e.seq > ? AND e.run_seq IS NULL ORDER BY e.seq`,
    )
    .all(afterSeq)
  const owed = db.prepare<[number], OwedRow>(
    `SELECT d.created_at AS at, d.id, d.reference, e.id AS entryId, f.id AS feeId, d.amount_cents AS amountCents
     FROM deliveries d JOIN entries e ON e.seq = d.entry_seq JOIN fees f ON f.seq = d.fee_seq WHERE d.entry_seq = ? ORDER BY d.seq`,
  )
  const ownFee = db.prepare<[string], OwnFeeRow>(
    `SELECT p.id AS personId, f.sku, t.id AS itemTypeId, l.id AS locationId, f.asset_tag AS assetTag, f.ticket_number AS ticketNumber, f.name, f.description,
       f.due_on AS dueOn
     FROM fees f LEFT JOIN people p ON p.seq = f.person_seq LEFT JOIN item_types t ON t.seq = f.item_type_seq LEFT JOIN locations l ON l.seq = f.location_seq
     WHERE f.id = ?`,
  )
  return entries.flatMap(({ at, id, ...facts }) => [
    {
      at,
      kind: 'entry' as const,
      id,
      facts: { ...facts, ...(facts.kind === 'charge' ? ownFee.get(facts.feeId) : {}) },
    },
    ...owed.all(facts.seq).map(({ at: owedAt, id: owedId, ...owedFacts }) => ({
      at: owedAt,
      kind: 'delivery' as const,
      id: owedId,
      facts: owedFacts,
    })),
  ])
}
