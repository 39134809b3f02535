import type { TransactionRow } from '../../../contract/rows/transaction.ts'
import type { Db } from '../open.ts'
import { prepared } from './prepared.ts'

/** Asks for entries behind `afterSeq` (0 at first), in the order in which they were entered, and none behind `uptoSeq`. */
export interface TransactionRequest {
  afterSeq: number
  /** Bounds an export to the entries that were there when it began; see {@link newestEntrySeq}. */
  uptoSeq: number
  limit: number
}

/** One page; `next` is the `afterSeq` of the page behind it, or null at the end. */
export interface TransactionPage {
  rows: TransactionRow[]
  next: number | null
}

// CROSS JOIN keeps SQLite at beginning with the entries: everything else is then found by its primary key, and a page costs the same wherever it stands.
const PAGE = `SELECT entries.seq AS seq, entries.id AS id, entries.occurred_on AS occurredOn, entries.kind AS kind,
    fees.sku AS sku, fees.item_title AS item, fees.category_title AS category, fees.name AS name, fees.description AS description,
    entries.amount_cents AS amountCents, fees.balance_cents AS feeBalanceCents, fees.due_on AS dueOn, fees.status AS status,
    people.school_id AS studentId, people.name AS student, people.grade AS grade,
    coalesce(locations.abbreviation, locations.name) AS location, fees.asset_tag AS assetTag, fees.ticket_number AS ticket,
    entries.system AS system, entries.external_id AS externalId, runs.id AS runId
  FROM entries
  CROSS JOIN fees ON fees.seq = entries.fee_seq
  LEFT JOIN people ON people.seq = fees.person_seq
  LEFT JOIN locations ON locations.seq = fees.location_seq
  LEFT JOIN runs ON runs.seq = entries.run_seq
  WHERE entries.seq > ? AND entries.seq <= ?
  ORDER BY entries.seq
  LIMIT ?`

/** Every entry with what is known of its fee, a page at a time. Each page is a read of its own, so the fee's balance and status are those of that moment. */
export function listTransactions(db: Db, { afterSeq, uptoSeq, limit }: TransactionRequest): TransactionPage {
  const rows = prepared<TransactionRow & { seq: number }>(db, PAGE).all(afterSeq, uptoSeq, limit)
  const last = rows.at(-1)
  return { rows, next: last === undefined || rows.length < limit ? null : last.seq }
}

/** The `seq` of the newest entry, 0 in an empty ledger. Entries are append-only, so all up to it stay as they are. */
export function newestEntrySeq(db: Db): number {
  return prepared<{ seq: number }>(db, 'SELECT coalesce(max(seq), 0) AS seq FROM entries').get()?.seq ?? 0
}
