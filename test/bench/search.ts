import type { BenchCase } from './case.ts'

/**
 * Import Log by substring of raw values, asked through the reader's thread while a run writes and the indexer follows it. The figure is the p95 of the slowest
 * sort of text, once indexed. A phrase of common words over 600 ms, or any text over 3 s without an index, is a fault. The index is built in `prepare`, which
 * tells its time and size.
 */
export const searchCase: BenchCase = {
  name: 'search',
  rows: [1_000_000],
  reach: { oursMs: 300 },
  prepare: new URL('./search-prepare.ts', import.meta.url),
  ours: new URL('./search-ours.ts', import.meta.url),
  floor: null,
}
