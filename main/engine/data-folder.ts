import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { SECRET_FILES } from './engine.ts'

/** What stands where in a data folder. Paths are absolute. */
export interface DataFolder {
  dir: string
  ledger: string
  search: string
  journal: string
  secrets: string
  backups: string
  testRuns: string
  scratch: string
}

export function dataFolderAt(dir: string): DataFolder {
  return {
    dir,
    ledger: join(dir, 'ledger.db'),
    search: join(dir, 'search.db'),
    journal: join(dir, 'journal.jsonl'),
    secrets: join(dir, SECRET_FILES.plain),
    backups: join(dir, 'backups'),
    testRuns: join(dir, 'test-runs'),
    scratch: join(dir, 'scratch'),
  }
}

/** Makes the folder and an empty ledger file, readable by their owner alone (F1). */
export function makeDataFolder(folder: DataFolder): void {
  mkdirSync(folder.dir, { recursive: true, mode: 0o700 })
  if (!existsSync(folder.ledger)) closeSync(openSync(folder.ledger, 'a', 0o600))
  if (process.platform !== 'win32')
    for (const file of [folder.ledger, folder.search]) if (existsSync(file)) chmodSync(file, 0o600)
}
