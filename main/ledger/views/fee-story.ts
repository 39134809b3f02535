import type { DeliveryRow, DeliveryState, EntryKind, EntryRow, FeeNote } from '../../../contract/rows/fee.ts'
import type { ImportRow } from '../../../contract/rows/import.ts'
import type { PaymentMethod } from '../../../contract/rows/office.ts'
import type { SourceSystem } from '../../../contract/tasks.ts'
import { dayInZone } from '../../domain/zone.ts'
import type { Db } from '../open.ts'
import { type FoundFee, readFees } from './fee-row.ts'
import { noSuchFee } from './fees.ts'
import { readImports } from './import-row.ts'
import { prepared, seqOf } from './prepared.ts'
import type { View } from './view.ts'

/** One fee with everything behind it: entries, the raw records they came from, deliveries and notes, each oldest first. */
export const showFee: View<'fees.show'> = ({ db, nowMs, timeZone }, { id }) => {
  const seq = seqOf(db, 'fees', id)
  const [fee] = seq === null ? [] : readFees(db, [seq], dayInZone(nowMs, timeZone))
  if (fee === undefined) throw noSuchFee(id)
  return {
    fee: fee.row,
    entries: readEntries(db, fee),
    imports: importsBehind(db, fee),
    deliveries: readDeliveries(db, fee),
    notes: readNotes(db, fee.seq),
  }
}

interface StoredEntry {
  id: string
  seq: number
  kind: EntryKind
  amount_cents: number
  system: SourceSystem
  external_id: string | null
  import_id: string | null
  run_id: string | null
  operator: string | null
  voids_id: string | null
  reason: string | null
  occurred_on: string
  recorded_at: string
  voided: 0 | 1
  method: PaymentMethod | null
  check_number: string | null
  takes_back_id: string | null
  receipt_id: string | null
  receipt_number: number | null
}

function readEntries(db: Db, fee: FoundFee): EntryRow[] {
  const sql = `SELECT e.id, e.seq, e.kind, e.amount_cents, e.system, e.external_id, i.id AS import_id, r.id AS run_id, e.operator, v.id AS voids_id, e.reason,
      e.occurred_on, e.recorded_at, EXISTS (SELECT 1 FROM entries o WHERE o.voids_seq = e.seq) AS voided, e.method, e.check_number,
      b.id AS takes_back_id, t.id AS receipt_id, t.seq AS receipt_number
    FROM entries e LEFT JOIN imports i ON i.seq = e.import_seq LEFT JOIN runs r ON r.seq = e.run_seq LEFT JOIN entries v ON v.seq = e.voids_seq
      LEFT JOIN entry_links l ON l.entry_seq = e.seq AND l.role = 'takes-back' LEFT JOIN entries b ON b.seq = l.other_seq
      LEFT JOIN receipt_entries re ON re.entry_seq = e.seq LEFT JOIN receipts t ON t.seq = re.receipt_seq
    WHERE e.fee_seq = ? ORDER BY e.seq`
  return prepared<StoredEntry>(db, sql)
    .all(fee.seq)
    .map(stored => ({
      id: stored.id,
      seq: stored.seq,
      feeId: fee.row.id,
      kind: stored.kind,
      amountCents: stored.amount_cents,
      system: stored.system,
      externalId: stored.external_id,
      importId: stored.import_id,
      runId: stored.run_id,
      operator: stored.operator,
      voidsEntryId: stored.voids_id,
      reason: stored.reason,
      occurredOn: stored.occurred_on,
      recordedAt: stored.recorded_at,
      voided: stored.voided === 1,
      method: stored.method,
      checkNumber: stored.check_number,
      takesBackEntryId: stored.takes_back_id,
      receipt:
        stored.receipt_id === null || stored.receipt_number === null
          ? null
          : { id: stored.receipt_id, number: stored.receipt_number },
    }))
}

/** Every import about this fee, whatever became of it, and those that its entries came from. */
function importsBehind(db: Db, fee: FoundFee): ImportRow[] {
  const sql = `SELECT seq FROM imports INDEXED BY imports_by_subject WHERE subject_key = ? AND system = ?
    UNION SELECT import_seq FROM entries WHERE fee_seq = ? AND import_seq IS NOT NULL
    UNION SELECT import_seq FROM fees WHERE seq = ? AND import_seq IS NOT NULL
    ORDER BY 1`
  const found = prepared<{ seq: number }>(db, sql).all(fee.externalKey ?? '', fee.row.system, fee.seq, fee.seq)
  const seqs = found.map(({ seq }) => seq)
  return readImports(db, seqs).map(one => one.row)
}

interface StoredDelivery {
  id: string
  reference: string
  system: string
  entry_id: string | null
  kind: string
  amount_cents: number
  state: DeliveryState
  attempts: number
  next_at: string | null
  reason: string | null
}

function readDeliveries(db: Db, fee: FoundFee): DeliveryRow[] {
  const sql = `SELECT d.id, d.reference, d.system, e.id AS entry_id, d.kind, d.amount_cents, d.state, d.attempts, d.next_at, d.reason
    FROM deliveries d LEFT JOIN entries e ON e.seq = d.entry_seq WHERE d.fee_seq = ? ORDER BY d.seq`
  return prepared<StoredDelivery>(db, sql)
    .all(fee.seq)
    .map(stored => ({
      id: stored.id,
      reference: stored.reference,
      system: stored.system,
      feeId: fee.row.id,
      entryId: stored.entry_id,
      kind: stored.kind,
      amountCents: stored.amount_cents,
      state: stored.state,
      attempts: stored.attempts,
      nextAt: stored.next_at,
      reason: stored.reason,
    }))
}

function readNotes(db: Db, feeSeq: number): FeeNote[] {
  const sql = `SELECT n.at, r.id AS runId, n.field, n.before, n.after
    FROM fee_notes n LEFT JOIN runs r ON r.seq = n.run_seq WHERE n.fee_seq = ? ORDER BY n.seq`
  return prepared<FeeNote>(db, sql).all(feeSeq)
}
