import { join } from 'node:path'
import { ROOT } from '../source-files.ts'
import { tell } from './busy-ledger.ts'

/** What is used of test/e2e/scroll-frames.ts. */
interface FrameFigures {
  frames: number
  longestMs: number
  longFrames: number
  longTasks: number
}
interface ScrollFrames {
  makeBigDistrict(dataDir: string, fees: number): Promise<void>
  measureWindow(dataDir: string, rows: number): Promise<{ scroll: FrameFigures; drag: FrameFigures }>
  measureBarePage(heightPx: number): Promise<{ scroll: FrameFigures; drag: FrameFigures }>
}

/** What drives a browser is compiled as a project of its own, with the types of a page, so it is loaded by its address. */
export async function scrollFrames(): Promise<ScrollFrames> {
  return (await import(join(ROOT, 'test/e2e/scroll-frames.ts'))) as ScrollFrames
}

/** The seeded district's data folder. */
export function districtIn(dir: string): string {
  return join(dir, 'data')
}

export function tellFrames(side: string, motion: string, seen: FrameFigures): void {
  tell(
    `scroll, ${side}, ${motion}: ${seen.frames} frames, the longest ${seen.longestMs.toFixed(0)} ms, ${seen.longFrames} over 50 ms, ${seen.longTasks} long tasks`,
  )
}
