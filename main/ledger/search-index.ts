import { rmSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import type { Db } from './open.ts'

/** Imports put into the index in one SQL transaction. */
export const SEARCH_BATCH_ROWS = 20_000
/** Characters of a trigram, and so of the shortest term that the index can answer. */
const TRIGRAM = 3
export const SHORTEST_INDEXED_TERM = TRIGRAM

/** Raised whenever what is stored changes, so that older files are built anew. */
const FORMAT = '1'

// The index keeps no text (`content=''`), no places (`detail=none`) and no sizes: only which import holds which three characters in a row. Every hit is
// compared with the raw record itself before it counts, so a stale or coarse index can cost time and never a wrong row.
const SCHEMA = `
CREATE TABLE progress (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  format TEXT NOT NULL,
  through_seq INTEGER NOT NULL,
  through_id TEXT
) STRICT;
INSERT INTO progress VALUES (1, '${FORMAT}', 0, NULL);
CREATE VIRTUAL TABLE raw_index USING fts5 (raw, content='', columnsize=0, detail=none, tokenize='trigram');
`

/** A file that is no index of this ledger: damaged, of another ledger, or from before a restore. */
export class ForeignSearchIndex extends Error {
  override readonly name = 'ForeignSearchIndex'
}

/** How far the index has come. `throughId` names the import at `throughSeq`: as imports are only ever added, the same id there means the same history. */
interface Progress {
  format: string
  throughSeq: number
  throughId: string | null
}

/** Reads which imports may hold a text. */
export interface SearchIndex {
  /** The last import that the index covers for this ledger; 0 when it is not an index of this ledger. */
  coveredThrough(ledger: Db): number
  /** Imports that hold every trigram of the term, within the range and in its direction. May throw what `isUnusable` knows. */
  candidates(term: string, range: CandidateRange): IterableIterator<number>
  /** Bytes that it takes on disk. */
  bytes(): number
  close(): void
}

export interface CandidateRange {
  /** The lowest and highest `seq` wanted, both included. */
  least: number
  most: number
  direction: 'ASC' | 'DESC'
}

/** Opens the index for reading, or gives null where there is none yet or it cannot be read. */
export function openSearchIndex(file: string): SearchIndex | null {
  const db = openReadable(file)
  if (db === null) return null
  try {
    const progress = db.prepare<[], Progress>(READ_PROGRESS)
    const select = (direction: 'ASC' | 'DESC') =>
      db
        .prepare<[string, number, number], number>(
          `SELECT rowid FROM raw_index WHERE raw_index MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid ${direction}`,
        )
        .pluck()
    const selects = { ASC: select('ASC'), DESC: select('DESC') }
    return {
      coveredThrough: ledger => {
        const read = progress.get()
        return read !== undefined && fits(ledger, read) ? read.throughSeq : 0
      },
      candidates: (term, { least, most, direction }) => selects[direction].iterate(matchOf(term), least, most),
      bytes: () => searchIndexBytes(file),
      close: () => db.close(),
    }
  } catch (error) {
    db.close()
    if (isUnusable(error)) return null
    throw error
  }
}

const READ_PROGRESS = 'SELECT format, through_seq AS throughSeq, through_id AS throughId FROM progress'

function openReadable(file: string): Db | null {
  try {
    const db = new Database(file, { readonly: true, fileMustExist: true })
    db.pragma('busy_timeout = 2000')
    db.pragma('cache_size = -32768')
    return db
  } catch (error) {
    if (isUnusable(error) || error instanceof TypeError) return null
    throw error
  }
}

/** Builds the index, a batch a call. */
export interface SearchBuilder {
  /** Takes in the ledger's next imports, and gives how many; 0 when the index covers them all. May throw what {@link isUnusable} knows. */
  advance(): number
  close(): void
}

/** Opens the index for building and makes the file where there is none. A file that is no index of this ledger is thrown away and begun anew. */
export function openSearchBuilder(file: string, ledger: Db, batchRows = SEARCH_BATCH_ROWS): SearchBuilder {
  try {
    return openBuilder(file, ledger, batchRows)
  } catch (error) {
    if (!isUnusable(error)) throw error
    removeSearchIndex(file)
    return openBuilder(file, ledger, batchRows)
  }
}

function openBuilder(file: string, ledger: Db, batchRows: number): SearchBuilder {
  const db = new Database(file)
  try {
    return prepareBuilder(db, ledger, batchRows)
  } catch (error) {
    db.close()
    throw error
  }
}

function prepareBuilder(db: Db, ledger: Db, batchRows: number): SearchBuilder {
  db.pragma('journal_mode = WAL')
  // A lost commit is only indexed again, so nothing waits for the disk; WAL keeps the file whole.
  db.pragma('synchronous = NORMAL')
  db.pragma('busy_timeout = 5000')
  db.pragma('cache_size = -65536')
  db.transaction(() => {
    if (db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'progress'").get() === undefined) db.exec(SCHEMA)
  }).immediate()
  const readProgress = db.prepare<[], Progress>(READ_PROGRESS)
  const checked = () => {
    const progress = readProgress.get()
    if (progress === undefined || !fits(ledger, progress))
      throw new ForeignSearchIndex('search index of another ledger')
    return progress
  }
  checked()
  const insert = db.prepare('INSERT INTO raw_index (rowid, raw) VALUES (?, ?)')
  const moveOn = db.prepare('UPDATE progress SET through_seq = ?, through_id = ?')
  const put = db.transaction((rows: readonly IndexedRow[]) => {
    for (const { seq, raw } of rows) if (raw !== null) insert.run(seq, raw)
    const last = rows.at(-1)
    if (last !== undefined) moveOn.run(last.seq, last.id)
  })
  // Read at once, so that the ledger is let go of before the index is written: a reader that stays keeps the ledger's WAL from shrinking.
  const readBatch = ledger.prepare<[number, number], IndexedRow>(
    'SELECT i.seq, i.id, b.raw FROM imports i LEFT JOIN import_bodies b ON b.import_seq = i.seq WHERE i.seq > ? ORDER BY i.seq LIMIT ?',
  )
  return {
    advance: () => {
      const rows = readBatch.all(checked().throughSeq, batchRows)
      put(rows)
      return rows.length
    },
    close: () => db.close(),
  }
}

interface IndexedRow {
  seq: number
  id: string
  /** Null once trimmed. */
  raw: string | null
}

/** Removes the index and what SQLite keeps beside it. */
export function removeSearchIndex(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${suffix}`, { force: true, maxRetries: 5 })
}

/** Bytes that the index takes on disk. */
export function searchIndexBytes(file: string): number {
  return ['', '-wal'].reduce(
    (sum, suffix) => sum + (statSync(`${file}${suffix}`, { throwIfNoEntry: false })?.size ?? 0),
    0,
  )
}

function fits(ledger: Db, progress: Progress): boolean {
  if (progress.format !== FORMAT) return false
  if (progress.throughSeq === 0) return true
  const found = ledger
    .prepare<[number], string>('SELECT id FROM imports WHERE seq = ?')
    .pluck()
    .get(progress.throughSeq)
  return found === progress.throughId
}

/** True for errors that say: this file cannot serve as the index; build it anew. */
export function isUnusable(error: unknown): boolean {
  if (error instanceof ForeignSearchIndex) return true
  if (!(error instanceof Database.SqliteError)) return false
  return ['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_CANTOPEN', 'SQLITE_ERROR', 'SQLITE_IOERR'].some(code =>
    error.code.startsWith(code),
  )
}

/** Trigrams asked for at most: a few that hardly overlap tell records apart as well as all of them, and are found faster. */
const TRIGRAMS_MOST = 12

/** The FTS query for a term: trigrams of it, each once. Without places the index cannot say that they stand in a row. */
function matchOf(term: string): string {
  const characters = [...term]
  const trigramsFrom = (starts: readonly number[]) => starts.map(at => characters.slice(at, at + TRIGRAM).join(''))
  const starts = Array.from({ length: characters.length - TRIGRAM + 1 }, (_, at) => at)
  const [apart, between] = [starts.filter(at => at % TRIGRAM === 0), starts.filter(at => at % TRIGRAM !== 0)]
  return [...new Set([...trigramsFrom(apart), ...trigramsFrom(between)])]
    .slice(0, TRIGRAMS_MOST)
    .map(trigram => `"${trigram.replaceAll('"', '""')}"`)
    .join(' AND ')
}
