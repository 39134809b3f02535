import { Refusal } from '../../../contract/app-error.ts'
import { LIMITS } from '../../../contract/limits.ts'
import type { PaymentMethod } from '../../../contract/rows/office.ts'
import type { Receipt, ReceiptPart, ReceiptRow } from '../../../contract/rows/receipt.ts'
import type { Db } from '../open.ts'
import { peopleWith } from './fee-conditions.ts'
import { readMark, writeMark } from './page-mark.ts'
import { allOf, type Clause, prepared, readInOrder, WANTED } from './prepared.ts'
import type { View } from './view.ts'

/** A page of receipts, newest first: of a student, of a fee, or all. */
export const listReceipts: View<'receipts.list'> = ({ db }, request) => {
  const limit = request.limit ?? LIMITS.listRows
  const after = readMark('receipts', ['integer'], request.after)
  const where = allOf([...clausesOf(db, request), ...(after === null ? [] : [{ sql: 'seq < ?', params: after }])])
  const sql = `SELECT seq FROM receipts ${where.sql === '' ? '' : `WHERE ${where.sql}`} ORDER BY seq DESC LIMIT ?`
  const found = prepared<{ seq: number }>(db, sql).all(...where.params, limit + 1)
  const last = found.length > limit ? found[limit - 1] : undefined
  const seqs = found.slice(0, limit).map(receipt => receipt.seq)
  return {
    items: readInOrder<StoredReceipt>(db, RECEIPTS, seqs).map(rowOf),
    next: last === undefined ? null : writeMark('receipts', [last.seq]),
  }
}

/** A receipt with its parts, by its id or its number. */
export const showReceipt: View<'receipts.show'> = ({ db }, { id }) => {
  const seq = seqOfReceipt(db, id)
  const [stored] = seq === null ? [] : readInOrder<StoredReceipt>(db, RECEIPTS, [seq])
  if (stored === undefined) throw noSuchReceipt(id)
  return {
    ...rowOf(stored),
    schoolId: stored.schoolId,
    grade: stored.grade,
    location: stored.location,
    note: stored.note,
    parts: partsOf(db, stored.seq),
  } satisfies Receipt
}

// The receipts of a student are those of the student's fees: all of it is found by indexes.
const OF_FEES = `seq IN (SELECT re.receipt_seq FROM json_each(?) AS wanted CROSS JOIN fees f ON f.person_seq = wanted.value
    JOIN entries e ON e.fee_seq = f.seq JOIN receipt_entries re ON re.entry_seq = e.seq)`
const OF_FEE = `seq IN (SELECT re.receipt_seq FROM fees f JOIN entries e ON e.fee_seq = f.seq
    JOIN receipt_entries re ON re.entry_seq = e.seq WHERE f.id = ?)`

function clausesOf(db: Db, { student, fee }: { student?: string | undefined; fee?: string | undefined }): Clause[] {
  const clauses: Clause[] = []
  if (student !== undefined) clauses.push({ sql: OF_FEES, params: [JSON.stringify(peopleWith(db, student))] })
  if (fee !== undefined) clauses.push({ sql: OF_FEE, params: [fee] })
  return clauses
}

interface StoredReceipt {
  seq: number
  id: string
  at: string
  operator: string
  personId: string | null
  student: string | null
  schoolId: string | null
  grade: string | null
  location: string | null
  totalCents: number
  /** All parts of one receipt are paid in one way, with one note. */
  method: PaymentMethod | null
  checkNumber: string | null
  note: string | null
  live: number
}

// Its number is the receipt's `seq`: it counts up from 1 and has no gaps, because receipts are written once and never deleted.
const RECEIPTS = `SELECT r.seq, r.id, r.at, r.operator, p.id AS personId, p.name AS student, p.school_id AS schoolId, p.grade, l.name AS location,
    -sum(e.amount_cents) AS totalCents, min(e.method) AS method, min(e.check_number) AS checkNumber, min(e.reason) AS note,
    sum(NOT EXISTS (SELECT 1 FROM entries o WHERE o.voids_seq = e.seq)) AS live
  FROM ${WANTED} receipts r ON r.seq = wanted.value JOIN receipt_entries re ON re.receipt_seq = r.seq JOIN entries e ON e.seq = re.entry_seq
    LEFT JOIN people p ON p.seq = r.person_seq LEFT JOIN locations l ON l.seq = p.location_seq
  GROUP BY r.seq`

function rowOf({ seq, live, schoolId: _, grade: _g, location: _l, note: _n, ...row }: StoredReceipt): ReceiptRow {
  return { ...row, number: seq, voided: live === 0 }
}

interface StoredPart extends Omit<ReceiptPart, 'voided' | 'takenBack'> {
  entrySeq: number
  voidedOn: string | null
  voidReason: string | null
}

const PARTS = `SELECT e.seq AS entrySeq, f.id AS feeId, f.name AS fee, f.item_title AS item, -e.amount_cents AS amountCents, f.balance_cents AS dueNowCents,
    (SELECT sum(b.amount_cents) FROM entries b WHERE b.fee_seq = e.fee_seq AND b.seq <= e.seq) AS dueAfterCents, o.occurred_on AS voidedOn, o.reason AS voidReason
  FROM receipt_entries re JOIN entries e ON e.seq = re.entry_seq JOIN fees f ON f.seq = e.fee_seq LEFT JOIN entries o ON o.voids_seq = e.seq
  WHERE re.receipt_seq = ? ORDER BY e.seq`
const TAKEN_BACK = `SELECT b.kind, b.amount_cents AS amountCents, b.occurred_on AS occurredOn
  FROM entry_links l JOIN entries b ON b.seq = l.entry_seq
  WHERE l.other_seq = ? AND l.role = 'takes-back' AND NOT EXISTS (SELECT 1 FROM entries o WHERE o.voids_seq = b.seq) ORDER BY b.seq`

function partsOf(db: Db, receiptSeq: number): ReceiptPart[] {
  return prepared<StoredPart>(db, PARTS)
    .all(receiptSeq)
    .map(({ entrySeq, voidedOn, voidReason, ...part }) => ({
      ...part,
      voided: voidedOn === null ? null : { occurredOn: voidedOn, reason: voidReason },
      takenBack: prepared<ReceiptPart['takenBack'][number]>(db, TAKEN_BACK).all(entrySeq),
    }))
}

function seqOfReceipt(db: Db, id: string): number | null {
  const isNumber = /^\d{1,15}$/.test(id)
  const sql = `SELECT seq FROM receipts WHERE ${isNumber ? 'seq' : 'id'} = ?`
  return prepared<{ seq: number }>(db, sql).get(isNumber ? Number(id) : id)?.seq ?? null
}

function noSuchReceipt(id: string): Refusal {
  return new Refusal(
    'not-found',
    `There is no receipt "${id}" in this ledger. Name it by its number, as it is printed on it.`,
    'id',
  )
}
