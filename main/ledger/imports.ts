import type { ImportKind, ImportStatus } from '../../contract/rows/import.ts'
import type { Ids } from '../domain/ports.ts'
import type { FeedName } from '../domain/system.ts'
import type { Db } from './open.ts'

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

/** An import that waits to be decided. */
export interface PendingImport {
  seq: number
  feed: FeedName
  kind: ImportKind
  externalKey: string
  subjectKey: string | null
  previousSeq: number | null
}

/** What becomes of an import. `feeSeq` is the fee it became or belongs to. */
export interface ImportDecision {
  seq: number
  status: ImportStatus
  cause: string
  message: string
  feeSeq: number | null
  runSeq: number | null
}

/** The latest version of every record of one feed, by hash and by key: what a pull is compared with, read in one statement. */
export interface Heads {
  size: number
  /** The position of the head with this hash (32 bytes as a latin1 string), or undefined. */
  byHash: Map<string, number>
  byKey: Map<string, number>
  keys: string[]
  hashes: string[]
  importSeqs: number[]
}

const WAITING = `SELECT seq, feed, kind, external_key AS externalKey, subject_key AS subjectKey, previous_seq AS previousSeq FROM imports`

/** The Import Log: raw records, their versions and what became of them. */
export function openImports(db: Db, ids: Ids) {
  const insert = db.prepare(
    `INSERT INTO imports (id, system, feed, kind, external_id, external_key, subject_key, previous_seq, run_seq, received_at, status) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'Unprocessed')`,
  )
  const insertBody = db.prepare('INSERT INTO import_bodies (import_seq, raw) VALUES (?, ?)')
  const setHead = db.prepare(
    'INSERT INTO import_heads (system, feed, external_key, hash, import_seq) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET hash = excluded.hash, import_seq = excluded.import_seq',
  )
  const decide = db.prepare(
    'UPDATE imports SET status = ?, message_seq = ?, fee_seq = ?, decided_run_seq = ? WHERE seq = ? AND (status IS NOT ? OR message_seq IS NOT ? OR fee_seq IS NOT ?)',
  )
  const readHeads = db
    .prepare<[string, string]>('SELECT external_key, hash, import_seq FROM import_heads WHERE system = ? AND feed = ?')
    .raw()
  const readHead = db.prepare<[string, string, string], { hash: Buffer; importSeq: number }>(
    'SELECT hash, import_seq AS importSeq FROM import_heads WHERE system = ? AND feed = ? AND external_key = ?',
  )
  const readFate = db.prepare<[string, string, string], { status: ImportStatus; cause: string; message: string }>(
    `SELECT i.status, coalesce(m.cause, '') AS cause, coalesce(m.text, '') AS message FROM import_heads h JOIN imports i ON i.seq = h.import_seq
     LEFT JOIN messages m ON m.seq = i.message_seq WHERE h.system = ? AND h.feed = ? AND h.external_key = ?`,
  )
  const readBody = db.prepare<[number], string>('SELECT raw FROM import_bodies WHERE import_seq = ?').pluck()
  const waiting = db.prepare<[string], PendingImport>(
    `${WAITING} WHERE status = 'Unprocessed' AND system = ? ORDER BY seq`,
  )
  const bySeq = db.prepare<[number], PendingImport>(`${WAITING} WHERE seq = ?`)
  const byCause = db.prepare<[string, string], PendingImport>(
    `${WAITING} WHERE system = ? AND message_seq IN (SELECT seq FROM messages WHERE cause = ?) AND status IN ('Error', 'Ignored') ORDER BY seq`,
  )
  const messages = openMessages(db)
  const dismiss = db.prepare(
    `UPDATE imports SET status = 'Ignored', message_seq = ?, decided_run_seq = ? WHERE seq = ? AND status IN ('Error', 'Unprocessed')`,
  )
  const newest = db.prepare<[], number | null>('SELECT max(seq) FROM imports').pluck()
  const countWaiting = db
    .prepare<[string], number>(
      `SELECT count(*) FROM imports WHERE status = 'Unprocessed' AND system = ? AND feed = 'line-items'`,
    )
    .pluck()
  const reopen = db.prepare(
    `UPDATE imports SET status = 'Unprocessed' WHERE seq = ? AND status <> 'Imported'
      AND seq = (SELECT import_seq FROM import_heads h WHERE h.system = imports.system AND h.feed = imports.feed AND h.external_key = imports.external_key)`,
  )

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
        receivedAt,
      )
      const seq = Number(added.lastInsertRowid)
      insertBody.run(seq, record.raw)
      setHead.run(system, feed, externalKey, record.hash, seq)
      if (record.previousSeq !== null) {
        // What was wrong with, or waited in, the version before is now a matter of this one.
        dismiss.run(
          messages.intern('superseded', 'A newer version of this record came in.'),
          runSeq,
          record.previousSeq,
        )
      }
      return seq
    },
    /** Marks an import; writes nothing when nothing changes. Returns whether it did. */
    decide(decision: ImportDecision): boolean {
      const messageSeq = messages.intern(decision.cause, decision.message)
      const { status, feeSeq, runSeq, seq } = decision
      return decide.run(status, messageSeq, feeSeq, runSeq, seq, status, messageSeq, feeSeq).changes > 0
    },
    heads(system: string, feed: FeedName): Heads {
      const heads: Heads = { size: 0, byHash: new Map(), byKey: new Map(), keys: [], hashes: [], importSeqs: [] }
      for (const row of readHeads.iterate(system, feed) as IterableIterator<[string, Buffer, number]>) {
        const [key, hash, seq] = row
        const text = hash.toString('latin1')
        heads.byHash.set(text, heads.size)
        heads.hashes.push(text)
        heads.byKey.set(key, heads.size)
        heads.keys.push(key)
        heads.importSeqs.push(seq)
        heads.size += 1
      }
      return heads
    },
    /** The latest version of one outside record. */
    head: (system: string, feed: FeedName, key: string): { hash: Buffer; importSeq: number } | null =>
      readHead.get(system, feed, key) ?? null,
    /** What became of the latest version of one outside record, and why. */
    fate: (system: string, feed: FeedName, key: string) => readFate.get(system, feed, key) ?? null,
    body: (seq: number): string | null => readBody.get(seq) ?? null,
    /** All imports of a system that wait to be decided, oldest first. */
    waiting: (system: string): PendingImport[] => waiting.all(system),
    byCause: (system: string, cause: string): PendingImport[] => byCause.all(system, cause),
    /** Leaves an import in error or waiting for good. Returns whether it was one. */
    dismiss(seq: number, cause: string, message: string, runSeq: number | null): boolean {
      return dismiss.run(messages.intern(cause, message), runSeq, seq).changes > 0
    },
    newestSeq: (): number => newest.get() ?? 0,
    countWaiting: (system: string): number => countWaiting.get(system) ?? 0,
    bySeq: (seq: number): PendingImport | null => bySeq.get(seq) ?? null,
    /** Sets an import back to waiting; only the latest version of a record, and only one that is not in the ledger. Returns whether it did. */
    reopen: (seq: number): boolean => reopen.run(seq).changes > 0,
    begin: () => messages.forget(),
  }
}

/** Reasons, kept once each. */
function openMessages(db: Db) {
  const find = db.prepare<[string, string], number>('SELECT seq FROM messages WHERE cause = ? AND text = ?').pluck()
  const insert = db.prepare('INSERT INTO messages (cause, text) VALUES (?, ?)')
  const known = new Map<string, number>()
  return {
    intern(cause: string, text: string): number {
      const key = `${cause}\u001f${text}`
      const remembered = known.get(key)
      if (remembered !== undefined) return remembered
      const seq = find.get(cause, text) ?? Number(insert.run(cause, text).lastInsertRowid)
      // Most reasons are few; the rare ones (with a name or an amount in them) must not pile up in memory.
      if (known.size > 10_000) known.clear()
      known.set(key, seq)
      return seq
    },
    forget() {
      known.clear()
    },
  }
}
