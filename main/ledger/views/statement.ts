import type { Statement, StatementEntry, StatementFee } from '../../../contract/rows/statement.ts'
import type { Db } from '../open.ts'
import { prepared } from './prepared.ts'

/** Whose account is told, and for which days (`YYYY-MM-DD` in the district's zone). */
export interface StatementRequest {
  /** The person's id, which is one of this ledger. */
  personId: string
  since: string
  today: string
}

const STUDENT = `SELECT p.seq, p.name, p.school_id AS schoolId, p.grade, l.name AS location
  FROM people p LEFT JOIN locations l ON l.seq = p.location_seq WHERE p.id = ?`
const FEES = `SELECT name, charged_cents + adjusted_cents AS amountCents, paid_cents AS paidCents, waived_cents AS waivedCents, balance_cents AS balanceCents,
    due_on AS dueOn, balance_cents > 0 AND due_on < ? AS overdue
  FROM fees INDEXED BY fees_by_person WHERE person_seq = ? AND balance_cents <> 0 ORDER BY due_on, seq`
const BEFORE = `SELECT coalesce(sum(e.amount_cents), 0) AS cents FROM fees f INDEXED BY fees_by_person JOIN entries e ON e.fee_seq = f.seq
  WHERE f.person_seq = ? AND e.occurred_on < ?`
const ENTRIES = `SELECT f.name AS fee, e.kind, v.kind AS voidsKind, e.amount_cents AS amountCents, e.occurred_on AS occurredOn, e.system, e.method,
    e.check_number AS checkNumber, re.receipt_seq AS receiptNumber
  FROM fees f INDEXED BY fees_by_person JOIN entries e ON e.fee_seq = f.seq LEFT JOIN entries v ON v.seq = e.voids_seq
    LEFT JOIN receipt_entries re ON re.entry_seq = e.seq
  WHERE f.person_seq = ? AND e.occurred_on >= ? ORDER BY e.occurred_on, e.seq`

/** A student's account: what is owed, and every entry since a day. Read in one SQL transaction, its parts add up. */
export function readStatement(db: Db, { personId, since, today }: StatementRequest): Statement {
  const found = prepared<Statement['student'] & { seq: number }>(db, STUDENT).get(personId)
  if (found === undefined) throw new Error('A statement is asked of somebody who is not in the ledger.')
  const { seq, ...student } = found
  const fees = prepared<Omit<StatementFee, 'overdue'> & { overdue: 0 | 1 }>(db, FEES).all(today, seq)
  return {
    student,
    since,
    today,
    fees: fees.map(fee => ({ ...fee, overdue: fee.overdue === 1 })),
    broughtForwardCents: prepared<{ cents: number }>(db, BEFORE).get(seq, since)?.cents ?? 0,
    entries: prepared<StatementEntry>(db, ENTRIES).all(seq, since),
  }
}
