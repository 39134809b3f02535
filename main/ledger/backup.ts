import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { LIMITS } from '../../contract/limits.ts'
import type { Db } from './open.ts'

export type BackupResult = { kind: 'backed-up'; file: string; bytes: number } | { kind: 'failed'; message: string }

/**
 * A verified copy by SQLite's backup API, never a file copy (K1): written under another name, checked, made durable, then renamed.
 * Readable by its owner alone (F1). `stamp` is a UTC time; it becomes part of the name.
 */
export async function backUpLedger(db: Db, folder: string, stamp: string): Promise<BackupResult> {
  const file = join(folder, `ledger-${stamp.replace(/[:.]/g, '-')}.db`)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return await writeCopy(db, file)
  } catch (error) {
    return {
      kind: 'failed',
      message: `The backup could not be written to ${folder}: ${error instanceof Error ? error.message : String(error)}.`,
    }
  }
}

/** Removes the oldest backups beyond the number that is kept. */
export function trimBackups(folder: string): void {
  for (const name of backupNames(folder).slice(0, -LIMITS.backupsKept)) rmSync(join(folder, name), { force: true })
}

/** The backups in a folder, newest first, with the UTC time at which each was written. */
export function listBackups(folder: string): { file: string; at: string; bytes: number }[] {
  return backupNames(folder)
    .toReversed()
    .map(name => {
      const file = join(folder, name)
      const { size, mtime } = statSync(file)
      return { file, at: mtime.toISOString(), bytes: size }
    })
}

/** Names of backups, oldest first: the time is part of the name. */
function backupNames(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter(name => /^ledger-.*\.db$/.test(name))
    .sort()
}

async function writeCopy(db: Db, file: string): Promise<BackupResult> {
  const part = `${file}.part`
  removeCopy(part)
  try {
    // Made here, because SQLite would make it readable by everybody.
    closeSync(openSync(part, 'wx', 0o600))
    await db.backup(part)
    const finding = sealCopy(part)
    if (finding !== null)
      return {
        kind: 'failed',
        message: `The backup did not pass its check (${finding}), so it was thrown away. The ledger itself was not touched; verify it.`,
      }
    syncFile(part)
    renameSync(part, file)
    return { kind: 'backed-up', file, bytes: statSync(file).size }
  } finally {
    removeCopy(part)
  }
}

/** Makes a copy a file that needs no other beside it, also on a disk that cannot be written, and checks it. Null when it is whole. */
function sealCopy(file: string): string | null {
  const copy = new Database(file, { fileMustExist: true })
  try {
    copy.pragma('journal_mode = DELETE')
    const result = copy.prepare<[], string>('PRAGMA integrity_check(1)').pluck().get()
    return result === 'ok' ? null : (result ?? 'no answer')
  } catch (error) {
    if (error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code)) return error.message
    throw error
  } finally {
    copy.close()
  }
}

/** Removes an unfinished copy with all that SQLite put beside it. */
function removeCopy(part: string): void {
  for (const ending of ['', '-journal', '-wal', '-shm']) rmSync(`${part}${ending}`, { force: true })
}

function syncFile(file: string): void {
  const handle = openSync(file, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
