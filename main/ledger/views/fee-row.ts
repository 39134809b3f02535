import type { FeeRow, FeeStatus } from '../../../contract/rows/fee.ts'
import type { SourceSystem } from '../../../contract/tasks.ts'
import type { Db } from '../open.ts'
import { readInOrder, WANTED } from './prepared.ts'

interface StoredFee {
  seq: number
  id: string
  system: SourceSystem
  external_id: string | null
  external_key: string | null
  import_seq: number | null
  school_id: string | null
  student: string | null
  grade: string | null
  sku: string | null
  item_title: string | null
  category_title: string | null
  location: string | null
  asset_tag: string | null
  ticket_number: string | null
  name: string
  description: string | null
  amount_cents: number
  paid_cents: number
  waived_cents: number
  balance_cents: number
  status: FeeStatus
  created_on: string
  due_on: string
}

/** A fee with the facts that only its story needs. */
export interface FoundFee {
  seq: number
  externalKey: string | null
  importSeq: number | null
  row: FeeRow
}

const FEES = `SELECT f.seq, f.id, f.system, f.external_id, f.external_key, f.import_seq, p.school_id, p.name AS student, p.grade, f.sku, f.item_title,
    f.category_title, coalesce(l.abbreviation, l.name) AS location, f.asset_tag, f.ticket_number, f.name, f.description,
    f.charged_cents + f.adjusted_cents AS amount_cents, f.paid_cents, f.waived_cents, f.balance_cents, f.status, f.created_on, f.due_on
  FROM ${WANTED} fees f ON f.seq = wanted.value LEFT JOIN people p ON p.seq = f.person_seq LEFT JOIN locations l ON l.seq = f.location_seq`

/** Reads fees by `seq`, in that order. `today` (a day in the district's zone) decides which are overdue (M4). */
export function readFees(db: Db, seqs: readonly number[], today: string): FoundFee[] {
  return readInOrder<StoredFee>(db, FEES, seqs).map(stored => foundFee(stored, today))
}

function foundFee(stored: StoredFee, today: string): FoundFee {
  return {
    seq: stored.seq,
    externalKey: stored.external_key,
    importSeq: stored.import_seq,
    row: {
      id: stored.id,
      system: stored.system,
      externalId: stored.external_id,
      studentId: stored.school_id,
      student: stored.student,
      grade: stored.grade,
      sku: stored.sku,
      item: stored.item_title,
      category: stored.category_title,
      location: stored.location,
      assetTag: stored.asset_tag,
      ticket: stored.ticket_number,
      name: stored.name,
      description: stored.description,
      amountCents: stored.amount_cents,
      paidCents: stored.paid_cents,
      waivedCents: stored.waived_cents,
      balanceCents: stored.balance_cents,
      status: stored.status,
      overdue: stored.balance_cents > 0 && stored.due_on < today,
      createdOn: stored.created_on,
      dueOn: stored.due_on,
    },
  }
}
