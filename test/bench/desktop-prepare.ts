import { join } from 'node:path'
import Database from 'better-sqlite3'
import { buildIndex, LEDGER_NAME, SEARCH_NAME, tell } from './busy-ledger.ts'
import { ACCOUNTS, desktopFigures, feesFor } from './desktop-window.ts'
import { runSide } from './side.ts'

/**
 * Two accounts with a district of their own: one whose ledger has at least `rows` entries and its search index, as after years of use, and one without
 * any. Each was started once: the first start moves the key to the key store and fills caches, every later one is like every other.
 */
await runSide(async ({ dir, rows }) => async () => {
  const { makeAccount, measureStart } = await desktopFigures()
  const { dataDir } = await makeAccount(join(dir, ACCOUNTS.full), feesFor(rows))
  const ledgerFile = join(dataDir, LEDGER_NAME)
  const { imports } = buildIndexOf(ledgerFile, join(dataDir, SEARCH_NAME))
  const entries = countEntries(ledgerFile)
  await makeAccount(join(dir, ACCOUNTS.empty), 0)
  for (const account of Object.values(ACCOUNTS)) await measureStart(join(dir, account))
  tell(`desktop: a ledger of ${entries} entries and ${imports} imports, and an empty one`)
  return { rows, ...(entries < rows ? { faults: [`The ledger has only ${entries} entries.`] } : {}) }
})

function buildIndexOf(ledgerFile: string, searchFile: string): { imports: number } {
  buildIndex(ledgerFile, searchFile)
  return { imports: readNumber(ledgerFile, 'SELECT count(*) FROM imports') }
}

function countEntries(ledgerFile: string): number {
  return readNumber(ledgerFile, 'SELECT count(*) FROM entries')
}

function readNumber(ledgerFile: string, sql: string): number {
  const db = new Database(ledgerFile, { readonly: true })
  try {
    return Number(db.prepare(sql).pluck().get())
  } finally {
    db.close()
  }
}
