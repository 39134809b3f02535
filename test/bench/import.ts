import { type BenchCase, type BenchRow, judge, type Measured } from './case.ts'

const PROGRAMS = {
  prepare: new URL('./import-prepare.ts', import.meta.url),
  ours: new URL('./import-ours.ts', import.meta.url),
  floor: new URL('./import-floor.ts', import.meta.url),
}

/**
 * iiQ Sync over loopback, from the first request to the closed run, against: the same bytes fetched and parsed, each raw record sliced out and hashed, and the same rows written
 * by bare better-sqlite3 under the same schema, pragmas and sizes of transaction. `rows` is the number of fees; payments and adjustments come on top on both sides.
 */
export const importCases: readonly BenchCase[] = [
  { name: 'import-first', rows: [20_000, 100_000], reach: { ratio: 1.5 }, ...PROGRAMS },
  { name: 'import-unchanged', rows: [20_000, 100_000], reach: { ratio: 1.3 }, ...PROGRAMS },
  { name: 'import-delta', rows: [20_000, 100_000], reach: { ratio: 1.4 }, ...PROGRAMS },
]

/** How much more the cost of a row may grow than the floor's, and the memory at the largest size. */
const GROWTH = 1.1
const PEAK_MB = 800

/** First imports of three sizes: ours must not grow faster per row than the floor does. */
export const scaleCase: BenchCase = {
  name: 'scale',
  rows: [10_000, 100_000, 300_000],
  reach: {},
  ...PROGRAMS,
  conclude: measured => measured.map((one, index) => judgeScale(one, measured[0], index === measured.length - 1)),
}

function judgeScale(one: Measured, smallest: Measured | undefined, isLargest: boolean): BenchRow {
  const ratio = growthOf(one, smallest)
  return judge({ ...one, ratio }, { ratio: GROWTH, ...(isLargest ? { peakMb: PEAK_MB } : {}) })
}

/** Growth of our cost per row since the smallest size, as a multiple of the floor's growth. */
function growthOf(one: Measured, smallest: Measured | undefined): number | null {
  if (smallest?.floorMs == null || one.floorMs === null) return null
  const ours = one.oursMs / one.rows / (smallest.oursMs / smallest.rows)
  const floor = one.floorMs / one.rows / (smallest.floorMs / smallest.rows)
  return Number((ours / floor).toFixed(3))
}

/** What `prepare` leaves in the job's folder. */
export const FILES = {
  /** The ledger's folder before the timed run. */
  before: 'before',
  /** The ledger as it stands after the timed run: the floor writes the rows that it has more. */
  after: 'after.db',
  /** What the timed run asks for, and what it is answered. */
  recording: 'recording',
} as const
