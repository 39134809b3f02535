import type { UndoEntry, UndoFee } from '../domain/undo.ts'
import type { Db } from './open.ts'

/** A fee that a run touched, as undoing it looks at it. */
export interface TouchedFee extends UndoFee {
  seq: number
  id: string
  student: string | null
  locationSeq: number | null
}

/** What undoing a run reads and writes of its own. */
export function openUndo(db: Db) {
  const touched = db
    .prepare<[number], number>(
      'SELECT DISTINCT fee_seq FROM entries INDEXED BY entries_by_run WHERE run_seq = ? ORDER BY fee_seq',
    )
    .pluck()
  const fee = db.prepare<
    [number],
    { seq: number; id: string; name: string; isVoid: 0 | 1; student: string | null; locationSeq: number | null }
  >(
    `SELECT f.seq, f.id, f.name, f.is_void AS isVoid, p.name AS student, f.location_seq AS locationSeq
     FROM fees f LEFT JOIN people p ON p.seq = f.person_seq WHERE f.seq = ?`,
  )
  const entries = db.prepare<
    [number, number],
    Omit<UndoEntry, 'isOfRun' | 'isVoided' | 'voids'> & {
      isOfRun: 0 | 1
      isVoided: 0 | 1
      voidsSeq: number | null
      voidsKind: UndoEntry['kind'] | null
    }
  >(
    `SELECT e.seq, e.kind, e.amount_cents AS amountCents, e.system, e.external_id AS externalId, lower(e.external_id) AS externalKey,
       e.import_seq AS importSeq, e.rule, e.reason, e.occurred_on AS occurredOn, e.run_seq IS ? AS isOfRun,
       EXISTS (SELECT 1 FROM entries o WHERE o.voids_seq = e.seq) AS isVoided, e.voids_seq AS voidsSeq, v.kind AS voidsKind
     FROM entries e LEFT JOIN entries v ON v.seq = e.voids_seq WHERE e.fee_seq = ? ORDER BY e.seq`,
  )
  const takeBack = db.prepare(
    'UPDATE fees SET is_void = ?, source_due_cents = NULL, version = version + 1 WHERE seq = ?',
  )
  const revive = db.prepare('UPDATE fees SET is_void = 0 WHERE seq = ?')
  const ignore = db.prepare(`UPDATE imports SET status = 'Ignored', message_seq = ?, decided_run_seq = ? WHERE seq = ?`)
  const restore = db.prepare(
    `UPDATE imports SET status = 'Imported', message_seq = ?, decided_run_seq = ? WHERE seq = ? AND message_seq IN (SELECT seq FROM messages WHERE cause = 'undone')`,
  )
  const undoneAt = db
    .prepare<[number, string], string>(
      `SELECT max(e.recorded_at) FROM entries e JOIN runs r ON r.seq = e.run_seq WHERE e.fee_seq = ? AND r.trigger = 'undo' AND e.kind = 'void' AND e.rule = ?`,
    )
    .pluck()
  return {
    touchedBy: (runSeq: number): number[] => touched.all(runSeq),
    feeOf(feeSeq: number, runSeq: number): TouchedFee | null {
      const row = fee.get(feeSeq)
      if (row === undefined) return null
      return {
        ...row,
        isVoid: row.isVoid === 1,
        entries: entries.all(runSeq, feeSeq).map(({ isOfRun, isVoided, voidsSeq, voidsKind, ...entry }) => ({
          ...entry,
          isOfRun: isOfRun === 1,
          isVoided: isVoided === 1,
          voids: voidsSeq === null || voidsKind === null ? null : { seq: voidsSeq, kind: voidsKind },
        })),
      }
    },
    /** What its system says is due is not compared until it says something new. */
    forgetDue: (feeSeq: number, isVoid: boolean): void => void takeBack.run(isVoid ? 1 : 0, feeSeq),
    /** The fee that was taken back is there again. */
    revive: (feeSeq: number): void => void revive.run(feeSeq),
    /** Undone imports stay Ignored until they change or are reprocessed. */
    ignoreImport: (importSeq: number, messageSeq: number, runSeq: number): void =>
      void ignore.run(messageSeq, runSeq, importSeq),
    /** The import of an entry that an undo had taken back, and that stands again. */
    restoreImport: (importSeq: number, messageSeq: number, runSeq: number): void =>
      void restore.run(messageSeq, runSeq, importSeq),
    /** When a rule's waiver on a fee was last undone, UTC, or null. */
    undoneAt: (feeSeq: number, rule: string): string | null => undoneAt.get(feeSeq, rule) ?? null,
  }
}
