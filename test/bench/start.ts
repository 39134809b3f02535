import type { BenchCase } from './case.ts'

/**
 * The built desktop app, from launch to the first rows in its window, with a ledger of so many entries. The floor is the same launch with a ledger that is
 * set up and empty, to its first screen: whatever lies beyond it is what a full ledger costs. Real Electron runs it where its binary is there, else its
 * stand-in; each line says which.
 */
export const startCase: BenchCase = {
  name: 'start',
  rows: [1_000_000],
  reach: { ratio: 1.3 },
  prepare: new URL('./desktop-prepare.ts', import.meta.url),
  ours: new URL('./start-ours.ts', import.meta.url),
  floor: new URL('./start-floor.ts', import.meta.url),
}
