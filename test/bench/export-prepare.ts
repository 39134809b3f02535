import { join } from 'node:path'
import { seedLedger } from '../fixtures/seed-ledger.ts'
import { LEDGER_NAME } from './export.ts'
import { runSide } from './side.ts'

/** A seeded ledger has 14 entries for every ten fees. */
await runSide(async ({ dir, rows }) => async () => {
  const { entries } = seedLedger(join(dir, LEDGER_NAME), { fees: Math.ceil((rows * 10) / 14), seed: 1 })
  return { rows: entries }
})
