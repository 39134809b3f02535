import type { ImportStatus } from '../../contract/rows/import.ts'
import type { FeedName } from '../domain/system.ts'
import type { Db } from './open.ts'

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

/** The latest versions of outside records. */
export function openImportHeads(db: Db) {
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
  const errorBelow = db
    .prepare<[string, string], number>(
      `SELECT 1 FROM imports INDEXED BY imports_by_subject WHERE subject_key = ? AND system = ? AND external_key <> subject_key AND status = 'Error' LIMIT 1`,
    )
    .pluck()
  return {
    /** Whether a record that belongs to a fee, other than its own, stands in error. */
    hasErrorBelow: (system: string, feeKey: string): boolean => errorBelow.get(feeKey, system) !== undefined,
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
  }
}
