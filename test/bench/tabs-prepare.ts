import { join } from 'node:path'
import { seedLedger } from '../fixtures/seed-ledger.ts'
import { LEDGER_NAME } from './busy-ledger.ts'
import { runSide } from './side.ts'

/** `rows` fees, and more imports and entries than fees. */
await runSide(async ({ dir, rows }) => async () => {
  seedLedger(join(dir, LEDGER_NAME), { fees: rows, seed: 1 })
  return { rows }
})
