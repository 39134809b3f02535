import {
  chmodSync,
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
import { LIMITS } from '../../contract/limits.ts'
import { type Db, openReader } from './open.ts'

export type BackupResult = { kind: 'backed-up'; file: string; bytes: number } | { kind: 'failed'; message: string }

/**
 * A verified copy by SQLite's backup API, never a file copy (K1): written under another name, checked, made durable, then renamed.
 * Readable by its owner alone (F1). `stamp` is a UTC time; it becomes part of the name.
 */
export async function backUpLedger(db: Db, folder: string, stamp: string): Promise<BackupResult> {
  const file = join(folder, `ledger-${stamp.replace(/[:.]/g, '-')}.db`)
  const part = `${file}.part`
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    rmSync(part, { force: true })
    await db.backup(part)
    chmodSync(part, 0o600)
    const finding = checkFile(part)
    if (finding !== null) {
      rmSync(part, { force: true })
      return {
        kind: 'failed',
        message: `The backup did not pass its check (${finding}), so it was thrown away. The ledger itself is as it was.`,
      }
    }
    syncFile(part)
    renameSync(part, file)
    return { kind: 'backed-up', file, bytes: statSync(file).size }
  } catch (error) {
    rmSync(part, { force: true })
    return {
      kind: 'failed',
      message: `The backup could not be written to ${folder}: ${error instanceof Error ? error.message : String(error)}.`,
    }
  }
}

/** SQLite's own check of a file; null when it is whole. */
export function checkFile(file: string): string | null {
  const db = openReader(file)
  try {
    const result = db.prepare<[], string>('PRAGMA integrity_check(1)').pluck().get()
    return result === 'ok' ? null : (result ?? 'no answer')
  } finally {
    db.close()
  }
}

/** Removes the oldest backups beyond the number that is kept. */
export function trimBackups(folder: string): void {
  if (!existsSync(folder)) return
  const files = readdirSync(folder)
    .filter(name => /^ledger-.*\.db$/.test(name))
    .sort()
  for (const name of files.slice(0, -LIMITS.backupsKept)) rmSync(join(folder, name), { force: true })
}

function syncFile(file: string): void {
  const handle = openSync(file, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
