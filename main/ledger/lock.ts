import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'

/**
 * The data folder's lock: one engine at a time. It is an exclusive SQLite lock on a file of its own, so that the operating system releases it
 * when the process dies, however it dies. Null when another process holds it.
 */
export function lockDataFolder(dataDir: string): { release(): void } | null {
  const file = join(dataDir, 'engine.lock')
  closeSync(openSync(file, 'a', 0o600))
  const db = new Database(file, { timeout: 0 })
  try {
    db.pragma('journal_mode = DELETE')
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db.close()
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null
    throw error
  }
  return { release: () => db.close() }
}
