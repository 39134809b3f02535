import type { BenchCase } from './case.ts'

/** Export All Transactions, from the call to the synced and renamed workbook, against exceljs streaming of the same cells from memory. */
export const exportCase: BenchCase = {
  name: 'export',
  rows: [20_000, 100_000],
  reach: { ratio: 1.2, peakMb: 350 },
  prepare: new URL('./export-prepare.ts', import.meta.url),
  ours: new URL('./export-ours.ts', import.meta.url),
  floor: new URL('./export-floor.ts', import.meta.url),
}

/** The ledger that `prepare` makes in the job's folder. */
export const LEDGER_NAME = 'ledger.db'
