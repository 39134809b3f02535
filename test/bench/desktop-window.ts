import { join } from 'node:path'
import { ROOT } from '../source-files.ts'

/** What is used of test/e2e/desktop-figures.ts. */
interface DesktopFigures {
  makeAccount(folder: string, fees: number): Promise<{ dataDir: string }>
  measureStart(folder: string): Promise<{ host: string; windowMs: number; rowsMs: number; picturesMs: number }>
  measureIdle(folder: string, seconds: number): Promise<IdleFigures>
}
interface ProcessFigures {
  residentMb: number
  cpuMs: number
}
interface IdleFigures {
  host: string
  main: ProcessFigures
  engine: ProcessFigures
}

/** What drives the desktop app is compiled as a project of its own, with the types of a page, so it is loaded by its address. */
export async function desktopFigures(): Promise<DesktopFigures> {
  return (await import(join(ROOT, 'test/e2e/desktop-figures.ts'))) as DesktopFigures
}

/** The accounts that `prepare` makes: with a full ledger, and with one that is set up and holds nothing yet. */
export const ACCOUNTS = { full: 'full', empty: 'empty' } as const

/** Of ten fees four have a second entry; a few more than it takes, and the bench counts what came of it. */
export function feesFor(entries: number): number {
  return Math.ceil(entries / 1.39)
}
