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
}

const WAITING = `SELECT seq, feed, kind, external_key AS externalKey, subject_key AS subjectKey, previous_seq AS previousSeq FROM imports`

/** Imports that are to be decided, or decided again. */
export function openPendingImports(db: Db) {
  const waiting = db
    .prepare<[string], [number, ImportKind, string, string | null, number | null]>(
      `SELECT seq, kind, external_key, subject_key, previous_seq FROM imports WHERE status = 'Unprocessed' AND system = ? AND feed = 'line-items' ORDER BY seq`,
    )
    .raw()
  const waitingReferences = db.prepare<[string], PendingImport>(
    `${WAITING} WHERE status = 'Unprocessed' AND system = ? AND feed <> 'line-items' ORDER BY seq`,
  )
  const bySeq = db.prepare<[number], PendingImport>(`${WAITING} WHERE seq = ?`)
  // The plus keeps the planner off the index of statuses: most of the ledger's superseded imports are Ignored.
  const byCause = db.prepare<[string, string], PendingImport>(
    `${WAITING} WHERE system = ? AND message_seq IN (SELECT seq FROM messages WHERE cause = ?) AND +status IN ('Error', 'Ignored') ORDER BY seq`,
  )
  const countWaiting = db
    .prepare<[string], number>(
      `SELECT count(*) FROM imports WHERE status = 'Unprocessed' AND system = ? AND feed = 'line-items'`,
    )
    .pluck()
  return {
    /** Fees, payments and adjustments of a system that wait to be decided, oldest first. */
    waiting(system: string): PendingImport[] {
      const found: PendingImport[] = []
      const kinds = new Map<string, ImportKind>()
      for (const row of waiting.iterate(system)) {
        const [seq, kind, externalKey, subjectKey, previousSeq] = row as [
          number,
          ImportKind,
          string,
          string | null,
          number | null,
        ]
        // A first import has hundreds of thousands of these: equal texts are kept once.
        if (!kinds.has(kind)) kinds.set(kind, kind)
        found.push({
          seq,
          feed: 'line-items',
          kind: kinds.get(kind) ?? kind,
          externalKey,
          subjectKey: subjectKey === externalKey ? externalKey : subjectKey,
          previousSeq,
        })
      }
      return found
    },
    /** All other records that wait. */
    waitingReferences: (system: string): PendingImport[] => waitingReferences.all(system),
    byCause: (system: string, cause: string): PendingImport[] => byCause.all(system, cause),
    countWaiting: (system: string): number => countWaiting.get(system) ?? 0,
    bySeq: (seq: number): PendingImport | null => bySeq.get(seq) ?? null,
  }
}
