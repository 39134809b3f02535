// main/ledger holds all SQL: opening and migrating the file, one module a noun for what is written, and views/ for what the tabs read.
// It knows no network, no schedule and no rule beyond what a constraint can hold.
import Database from 'better-sqlite3'

export type Db = Database.Database

/**
 * Opens the writer's connection: WAL and synchronous=FULL (K1); the cache and checkpoint sizes were measured for imports of 100,000 rows. `onStatement` hears
 * each statement before it is carried out, and may throw instead: so a test can stop the ledger at any of them.
 */
export function openWriter(file: string, onStatement?: (sql: string) => void): Db {
  const db = new Database(file, onStatement === undefined ? {} : { verbose: sql => onStatement(String(sql)) })
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  // Without it a REPLACE takes rows away without asking the triggers that refuse DELETE.
  db.pragma('recursive_triggers = ON')
  db.pragma('busy_timeout = 5000')
  db.pragma('wal_autocheckpoint = 16000')
  db.pragma('cache_size = -32768')
  db.pragma('temp_store = MEMORY')
  return db
}

/** Opens a reader's connection, which can never write. The ledger must be there. */
export function openReader(file: string): Db {
  const db = new Database(file, { readonly: true, fileMustExist: true })
  db.pragma('busy_timeout = 5000')
  db.pragma('cache_size = -65536')
  db.pragma('temp_store = MEMORY')
  return db
}
