import type { ImportKind } from '../../contract/rows/import.ts'
import type { FeedName } from '../domain/system.ts'
import type { Db } from './open.ts'

/** An import that waits to be decided. */
export interface PendingImport {
  seq: number
  feed: FeedName
  kind: ImportKind
  externalKey: string
  subjectKey: string | null
  previousSeq: number | null
  /** Whether anything was decided about it before: then its fee may be in the ledger, as after an undo. */
  wasDecided: 0 | 1
}

const WAITING = `SELECT seq, feed, kind, external_key AS externalKey, subject_key AS subjectKey, previous_seq AS previousSeq, message_seq IS NOT NULL AS wasDecided FROM imports`

/** Imports that are to be decided, or decided again. */
export function openPendingImports(db: Db) {
  const waiting = `status = 'Unprocessed' AND system = @system AND feed = 'line-items'`
  // The plus keeps the planner off the index of statuses where the subject leads to a handful of rows.
  const bySubject = `+status = 'Unprocessed' AND system = @system AND feed = 'line-items'`
  const waitingOf = db.prepare<{ system: string; feeKey: string }, PendingImport>(
    `${WAITING} WHERE ${bySubject} AND subject_key = @feeKey ORDER BY seq`,
  )
  const waitingFees = db.prepare<{ system: string; after: number; rows: number }, PendingImport>(
    `${WAITING} WHERE ${waiting} AND seq > @after AND (subject_key = external_key OR subject_key IS NULL) ORDER BY seq LIMIT @rows`,
  )
  const waitingMovements = db.prepare<{ system: string }, PendingImport>(
    `${WAITING} WHERE ${waiting} AND subject_key <> external_key ORDER BY seq`,
  )
  const touchedFees = db
    .prepare<{ system: string }, string>(
      `SELECT DISTINCT subject_key FROM imports i WHERE ${waiting} AND subject_key IS NOT NULL
        AND (i.previous_seq IS NOT NULL OR EXISTS (SELECT 1 FROM fees f WHERE f.system = i.system AND f.external_key = i.subject_key))`,
    )
    .pluck()
  const olderFees = db.prepare<{ system: string; upTo: number }, PendingImport>(
    `${WAITING} WHERE ${waiting} AND kind = 'fee' AND seq <= @upTo ORDER BY seq`,
  )
  const feesNotHere = db
    .prepare<{ system: string }, string>(
      `SELECT DISTINCT subject_key FROM imports i WHERE ${waiting} AND kind IN ('payment', 'adjustment') AND subject_key IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM import_heads h WHERE h.system = i.system AND h.feed = i.feed AND h.external_key = i.subject_key)
        AND NOT EXISTS (SELECT 1 FROM fees f WHERE f.system = i.system AND f.external_key = i.subject_key)`,
    )
    .pluck()
  const waitingReferences = db.prepare<[string], PendingImport>(
    `${WAITING} WHERE status = 'Unprocessed' AND system = ? AND feed <> 'line-items' ORDER BY seq`,
  )
  const waitingFromRun = db.prepare<[number], PendingImport>(
    `${WAITING} WHERE run_seq = ? AND status = 'Unprocessed' AND feed = 'line-items'`,
  )
  const bySeq = db.prepare<[number], PendingImport>(`${WAITING} WHERE seq = ?`)
  // Likewise here: most of the ledger's superseded imports are Ignored.
  const byCause = db.prepare<[string, string], PendingImport>(
    `${WAITING} WHERE system = ? AND message_seq IN (SELECT seq FROM messages WHERE cause = ?) AND +status IN ('Error', 'Ignored') ORDER BY seq`,
  )
  const countWaiting = db
    .prepare<[string], number>(
      `SELECT count(*) FROM imports WHERE status = 'Unprocessed' AND system = ? AND feed = 'line-items'`,
    )
    .pluck()
  return {
    /** What waits for one fee: its own record, its payments and adjustments. Oldest first, as everywhere here. */
    waitingOf: (system: string, feeKey: string): PendingImport[] => waitingOf.all({ system, feeKey }),
    /** The next `rows` records behind `after` that are fees themselves, or whose fee cannot be told. */
    waitingFees: (system: string, after: number, rows: number): PendingImport[] =>
      waitingFees.all({ system, after, rows }),
    /** Everything that waits for another record's fee. */
    waitingMovements: (system: string): PendingImport[] => waitingMovements.all({ system }),
    /** Keys of fees for which something waits that could take something away: fees of the ledger, and any that a changed record speaks of. */
    touchedFees: (system: string): string[] => touchedFees.all({ system }),
    /** Fee records that wait and came in no later than `upTo`. */
    olderFees: (system: string, upTo: number): PendingImport[] => olderFees.all({ system, upTo }),
    /** Keys of fees that payments wait for and of which no record ever came. */
    feesNotHere: (system: string): string[] => feesNotHere.all({ system }),
    /** All other records that wait. */
    waitingReferences: (system: string): PendingImport[] => waitingReferences.all(system),
    /** Fees, payments and adjustments that wait since one run. */
    waitingFromRun: (runSeq: number): PendingImport[] => waitingFromRun.all(runSeq),
    byCause: (system: string, cause: string): PendingImport[] => byCause.all(system, cause),
    countWaiting: (system: string): number => countWaiting.get(system) ?? 0,
    bySeq: (seq: number): PendingImport | null => bySeq.get(seq) ?? null,
  }
}
