import type { BenchCase } from './case.ts'

const PROGRAMS = {
  prepare: new URL('./instant-prepare.ts', import.meta.url),
  ours: new URL('./instant-ours.ts', import.meta.url),
  floor: null,
}

/** From the call that takes a payment until it took effect at the practice Incident IQ over loopback: the p95 of `rows` payments, alone and while a list of a hundred pages is pulled. */
export const instantCases: readonly BenchCase[] = [
  { name: 'instant', rows: [200], reach: { oursMs: 150 }, ...PROGRAMS },
  { name: 'instant-pull', rows: [200], reach: { oursMs: 150 }, ...PROGRAMS },
]

/** Rows of a page and fees there: a pull of a hundred pages. */
export const INSTANT_SIZES = { pageRows: 100, fees: 7_200, students: 700 } as const
