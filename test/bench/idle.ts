import type { BenchCase } from './case.ts'

/**
 * What the desktop app uses while its window is hidden in the tray and nothing runs: processor time of its main process and its engine over `--seconds`, and
 * the memory that both hold at the end. It is written down; nothing is promised.
 */
export const idleCase: BenchCase = {
  name: 'idle',
  rows: [100_000],
  mostRuns: 1,
  reach: {},
  prepare: new URL('./desktop-prepare.ts', import.meta.url),
  ours: new URL('./idle-ours.ts', import.meta.url),
  floor: null,
}
