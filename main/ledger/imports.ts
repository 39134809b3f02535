import type { ImportKind } from '../../contract/rows/import.ts'
import type { Ids } from '../domain/ports.ts'
import type { FeedName } from '../domain/system.ts'
import { openImportFates } from './import-fates.ts'
import { openImportHeads } from './import-heads.ts'
import { openMessages } from './messages.ts'
import type { Db } from './open.ts'
import { openPendingImports } from './pending-imports.ts'

/** A raw record to be kept, word for word (P1). */
export interface NewImport {
  system: string
  feed: FeedName
  kind: ImportKind
  externalId: string | null
  externalKey: string
  /** Key of the fee it is or belongs to. */
  subjectKey: string | null
  previousSeq: number | null
  hash: Buffer
  raw: string
}

/** The Import Log: raw records, their versions and what became of them. */
export function openImports(db: Db, ids: Ids) {
  const messages = openMessages(db)
  const fates = openImportFates(db, messages)
  return {
    ...openRawRecords(db, ids, fates),
    ...openImportHeads(db),
    ...openPendingImports(db),
    ...fates,
    begin(): void {
      messages.forget()
      fates.begin()
    },
  }
}

/** The raw records themselves, added and never changed. */
function openRawRecords(db: Db, ids: Ids, fates: ReturnType<typeof openImportFates>) {
  const insert = db.prepare(
    `INSERT INTO imports (id, system, feed, kind, external_id, external_key, subject_key, previous_seq, run_seq, decided_run_seq, received_at, status) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'Unprocessed')`,
  )
  const insertBody = db.prepare('INSERT INTO import_bodies (import_seq, raw) VALUES (?, ?)')
  const setHead = db.prepare(
    'INSERT INTO import_heads (system, feed, external_key, hash, import_seq) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET hash = excluded.hash, import_seq = excluded.import_seq',
  )
  const readBody = db.prepare<[number], string>('SELECT raw FROM import_bodies WHERE import_seq = ?').pluck()
  const newest = db.prepare<[], number | null>('SELECT max(seq) FROM imports').pluck()
  return {
    /** Keeps one record and makes it the latest version of its outside record. Returns its `seq`. */
    add(record: NewImport, runSeq: number, receivedAt: string): number {
      const { system, feed, externalKey } = record
      const added = insert.run(
        ids.next(),
        system,
        feed,
        record.kind,
        record.externalId,
        externalKey,
        record.subjectKey,
        record.previousSeq,
        runSeq,
        runSeq,
        receivedAt,
      )
      const seq = Number(added.lastInsertRowid)
      insertBody.run(seq, record.raw)
      setHead.run(system, feed, externalKey, record.hash, seq)
      if (record.previousSeq !== null) {
        // What was wrong with, or waited in, the version before is now a matter of this one.
        fates.dismiss(record.previousSeq, 'superseded', 'A newer version of this record came in.', runSeq)
      }
      return seq
    },
    body: (seq: number): string | null => readBody.get(seq) ?? null,
    newestSeq: (): number => newest.get() ?? 0,
  }
}
