import type { ImportKind, ImportRow, ImportStatus } from '../../../contract/rows/import.ts'
import type { SystemId } from '../../../contract/tasks.ts'
import type { Db } from '../open.ts'
import { readInOrder, WANTED } from './prepared.ts'

interface StoredImport {
  seq: number
  previous_seq: number | null
  id: string
  system: SystemId
  kind: ImportKind
  external_id: string | null
  status: ImportStatus
  cause: string | null
  message: string | null
  run_id: string
  fee_id: string | null
  received_at: string
}

/** An import with its place in the file. */
export interface FoundImport {
  seq: number
  previousSeq: number | null
  row: ImportRow
}

const IMPORTS = `SELECT i.seq, i.previous_seq, i.id, i.system, i.kind, i.external_id, i.status, m.cause, m.text AS message, r.id AS run_id,
    f.id AS fee_id, i.received_at
  FROM ${WANTED} imports i ON i.seq = wanted.value JOIN runs r ON r.seq = i.run_seq LEFT JOIN messages m ON m.seq = i.message_seq
  LEFT JOIN fees f ON f.system = i.system AND f.external_key = i.subject_key`

/** Reads imports by `seq`, in that order. */
export function readImports(db: Db, seqs: readonly number[]): FoundImport[] {
  return readInOrder<StoredImport>(db, IMPORTS, seqs).map(stored => ({
    seq: stored.seq,
    previousSeq: stored.previous_seq,
    row: {
      id: stored.id,
      system: stored.system,
      kind: stored.kind,
      externalId: stored.external_id,
      status: stored.status,
      cause: stored.cause,
      message: stored.message ?? 'Not decided yet: it waits for its run to record it.',
      runId: stored.run_id,
      feeId: stored.fee_id,
      receivedAt: stored.received_at,
    },
  }))
}
