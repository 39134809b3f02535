import type { TransferRow } from '../../../contract/rows/fee.ts'
import type { Db } from '../open.ts'
import { readInOrder, WANTED } from './prepared.ts'

const TRANSFERS = `SELECT d.seq, d.id, d.reference, d.system, f.id AS feeId, e.id AS entryId, d.kind, d.amount_cents AS amountCents, d.state, d.attempts,
    d.next_at AS nextAt, d.reason, f.name AS fee, p.name AS student, d.created_at AS madeAt, d.settled_at AS settledAt
  FROM ${WANTED} deliveries d ON d.seq = wanted.value JOIN fees f ON f.seq = d.fee_seq LEFT JOIN people p ON p.seq = f.person_seq
    LEFT JOIN entries e ON e.seq = d.entry_seq`

/** Reads deliveries by `seq`, in that order, each with its fee. */
export function readTransfers(db: Db, seqs: readonly number[]): TransferRow[] {
  return readInOrder<TransferRow & { seq: number }>(db, TRANSFERS, seqs).map(({ seq: _, ...row }) => row)
}
