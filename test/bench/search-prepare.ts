import { join } from 'node:path'
import { searchIndexBytes } from '../../main/ledger/search-index.ts'
import { seedLedger } from '../fixtures/seed-ledger.ts'
import { buildIndex, LEDGER_NAME, SEARCH_NAME, tell, timeOf } from './busy-ledger.ts'
import { runSide } from './side.ts'

/** `rows` fees with more imports than fees, and their whole search index. */
await runSide(async ({ dir, rows }) => async () => {
  const [ledgerFile, searchFile] = [join(dir, LEDGER_NAME), join(dir, SEARCH_NAME)]
  const { imports } = seedLedger(ledgerFile, { fees: rows, seed: 1 })
  const ms = await timeOf(async () => buildIndex(ledgerFile, searchFile))
  const megabytes = Math.round(searchIndexBytes(searchFile) / 1024 / 1024)
  tell(`search: the index of ${imports} imports took ${Math.round(ms / 1000)} s to build and ${megabytes} MB`)
  return { rows }
})
