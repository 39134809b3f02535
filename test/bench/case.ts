// test/bench measures Feebridge against a floor: the least that any program in our place would have to do. A case is data, and each of its sides is a
// program of its own, so that one side's memory and warm caches never count for the other. To add a case: a file like export.ts, and its line in main.ts.

/** The figures of one case at one size. `oursMs` is what the case's own side measured: the whole run, or a percentile where the case says so. */
export interface BenchRow {
  name: string
  rows: number
  oursMs: number
  /** Null where a case has no floor, and so has no ratio. */
  floorMs: number | null
  ratio: number | null
  /** The most memory that our side's process held, in MiB; the floor's is not counted in. */
  peakMb: number
  reach: Reach
  ok: boolean
}

/** What a case must reach: the most that each named figure may be. */
export type Reach = Partial<Record<'oursMs' | 'ratio' | 'peakMb', number>>

/** One thing to measure. Entries are programs that call {@link runSide}. */
export interface BenchCase {
  name: string
  /** The sizes that are measured unless `--rows` names another. */
  rows: readonly number[]
  /** More rounds than this are not run, whatever `--runs` says. */
  mostRuns?: number
  reach: Reach
  /** Makes what both sides need, once for each size, off the clock. */
  prepare: URL
  ours: URL
  floor: URL | null
  /** Draws other conclusions from all sizes than one row each against `reach`. */
  conclude?: (measured: readonly Measured[]) => BenchRow[]
}

/** The medians of one case at one size. */
export interface Measured extends Omit<BenchRow, 'reach' | 'ok'> {
  /** What a side found wrong with itself or its result; empty when all is well. */
  faults: string[]
}

/** What a side is told: a folder of its own case and size, which `prepare` has filled, and the number of rows asked for. */
export interface Job {
  dir: string
  rows: number
  /** The case's name, for programs that serve several. */
  name: string
  /** How long to watch, for cases that watch. */
  seconds: number
}

/** What a side tells after its run. `rows` is what it handled; `ms` and `peakMb` replace its own where a case measures something finer, or other processes. */
export interface Outcome {
  rows: number
  ms?: number
  peakMb?: number
  faults?: string[]
}

/** A side's report, with the time of its timed part and the most memory its process held. */
export interface SideReport extends Outcome {
  ms: number
  /** Processor time of the timed part: what is left of a measurement when others use the machine too. */
  cpuMs: number
  peakMb: number
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low, high] = sorted.length % 2 === 1 ? [sorted[middle], sorted[middle]] : [sorted[middle - 1], sorted[middle]]
  if (low === undefined || high === undefined) throw new Error('There is no median of nothing.')
  return (low + high) / 2
}

/** Compares one size with what the case must reach. */
export function judge({ faults, ...figures }: Measured, reach: Reach): BenchRow {
  const isReached = Object.entries(reach).every(([name, most]) => {
    const figure = figures[name as keyof Reach]
    return figure !== null && figure <= most
  })
  return { ...figures, reach, ok: isReached && faults.length === 0 }
}
