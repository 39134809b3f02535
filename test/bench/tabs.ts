import type { BenchCase } from './case.ts'

/**
 * First page (100 rows) and each promised filter and sort of each list, asked through the reader's thread while a run writes. The figure is the p95 of the
 * slowest of them. Other combinations and the counts of whole lists may take a second, searches of fees by words 300 ms (p95); what takes longer is a fault.
 */
export const tabsCase: BenchCase = {
  name: 'tabs',
  rows: [1_000_000],
  reach: { oursMs: 50 },
  prepare: new URL('./tabs-prepare.ts', import.meta.url),
  ours: new URL('./tabs-ours.ts', import.meta.url),
  floor: null,
}
