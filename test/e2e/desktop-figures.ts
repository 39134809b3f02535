// Measures the desktop app as a whole: from launch to the first rows, and what it uses while it waits in the tray. The bench `start` and `idle` ask for it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as passed } from 'node:timers/promises'
import { expect, type Locator, type Page } from '@playwright/test'
import { makeBigDistrict } from './big-district.ts'
import { type DesktopApp, type Place, startDesktop } from './desktop-app.ts'
import { enginePid, windowOf } from './desktop-test.ts'

const SHOWN_MS = 60_000
/** A window that has just been hidden still puts things in order. */
const SETTLE_MS = 5_000
const HIDDEN_MS = 10_000
/** What Linux counts processor time in. */
const TICK_MS = 10

/** When things stood in the window after the launch. Times in ms. */
export interface StartFigures {
  /** What the app ran on, as a report says it. */
  host: string
  windowMs: number
  /** The rows of the last runs; where there was none yet, the words that say so. */
  rowsMs: number
  /** What is owed by category, which the Overview asks for after the rest. */
  picturesMs: number
}

/** What one process used while the window was hidden. */
export interface ProcessFigures {
  residentMb: number
  cpuMs: number
}

export interface IdleFigures {
  host: string
  main: ProcessFigures
  engine: ProcessFigures
}

/** One computer account in a folder, with a district of its own that has so many fees; no fees for a ledger that is set up and empty. */
export async function makeAccount(folder: string, fees: number): Promise<{ dataDir: string }> {
  const { own } = placeAt(folder)
  await makeBigDistrict(own, fees)
  return { dataDir: own }
}

/** Starts the app on the account, waits for its rows, and ends it again. */
export async function measureStart(folder: string): Promise<StartFigures> {
  const startedAt = performance.now()
  const desktop = await startDesktop({ place: placeAt(folder) })
  try {
    const page = await desktop.app.firstWindow()
    const windowMs = performance.now() - startedAt
    await shown(firstRows(page))
    const rowsMs = performance.now() - startedAt
    await shown(page.getByRole('region', { name: 'Owed by category' }))
    return { host: desktop.host, windowMs, rowsMs, picturesMs: performance.now() - startedAt }
  } finally {
    await desktop.close()
  }
}

/** Starts the app on the account, closes its window to the tray, and watches both of its processes for so long. */
export async function measureIdle(folder: string, seconds: number): Promise<IdleFigures> {
  const desktop = await startDesktop({ place: placeAt(folder) })
  try {
    await shown(firstRows(await desktop.app.firstWindow()))
    const pids = await hideToTray(desktop)
    await passed(SETTLE_MS)
    const before = { main: readUse(pids.main), engine: readUse(pids.engine) }
    await passed(seconds * 1_000)
    const after = { main: readUse(pids.main), engine: readUse(pids.engine) }
    const used = (name: 'main' | 'engine'): ProcessFigures => ({
      residentMb: after[name].residentMb,
      cpuMs: after[name].cpuMs - before[name].cpuMs,
    })
    return { host: desktop.host, main: used('main'), engine: used('engine') }
  } finally {
    await desktop.close()
  }
}

function placeAt(root: string): Place {
  const own = join(root, 'data')
  return {
    root,
    home: root,
    userData: join(root, 'electron'),
    own,
    practice: `${own}-practice`,
    remove: () => undefined,
  }
}

/** The last runs, or the words that there was none. */
function firstRows(page: Page): Locator {
  return page.getByRole('region', { name: 'Last runs' }).locator('tbody tr, p.fb-soft').first()
}

function shown(place: Locator): Promise<void> {
  return place.waitFor({ state: 'visible', timeout: SHOWN_MS })
}

/** Closes the window, which the tray lets live on; gives the app's own process and its engine's. */
async function hideToTray(desktop: DesktopApp): Promise<Record<'main' | 'engine', number>> {
  await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect.poll(async () => (await windowOf(desktop)).visible, { timeout: HIDDEN_MS }).toBe(false)
  const engine = await enginePid(desktop)
  if (engine === null) throw new Error('The engine does not run.')
  return { main: await desktop.app.evaluate(() => process.pid), engine }
}

/** Reads what the system says of a process, from its start on. */
function readUse(pid: number): ProcessFigures {
  if (process.platform !== 'linux') throw new Error('What a process uses is read as Linux tells it; run this there.')
  const residentKb = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  // The name of the program, in brackets, may hold blanks; what follows it are numbers.
  const [user, system] = (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1] ?? '').split(' ').slice(11, 13)
  return { residentMb: Number(residentKb) / 1024, cpuMs: (Number(user) + Number(system)) * TICK_MS }
}
