import { once } from 'node:events'
import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { _electron, type ElectronApplication, expect } from '@playwright/test'
import { newPlace } from '../e2e/desktop-app.ts'
import { programEnv, ROOT } from '../e2e/host-kind.ts'
import { asar } from './builder-parts.ts'
import type { PackedApp } from './pack-here.ts'

const FIRST_WINDOW_MS = 30_000
/** From the first window to the end of the practice district's first sync. */
const ROWS_MS = 60_000
const QUIT_MS = 20_000

/** What the packed app showed at its first start. */
export interface FirstStart {
  version: string
  /** The first line of what is owed by category. */
  firstRow: string
}

/**
 * Starts the packed app for the first time on a new account, far from the sources, until its Overview has rows, and quits it. The stand-in reads no
 * archives, so the app's is laid out beside it first: the very files that were packed, and no others.
 */
export async function startPacked(packed: PackedApp): Promise<FirstStart> {
  asar.extractAll(packed.archive, join(packed.resources, 'app'))
  renameSync(packed.archive, `${packed.archive}.read`)
  const place = newPlace()
  try {
    const app = await _electron.launch({
      executablePath: packed.program,
      args: [`--user-data-dir=${place.userData}`],
      cwd: place.root,
      env: programEnv({
        HOME: place.home,
        FEEBRIDGE_DATA: place.own,
        XDG_CONFIG_HOME: join(place.home, '.config'),
        ELECTRON_HOST: join(ROOT, 'test/electron-host'),
        ELECTRON_HOST_NODE: process.execPath,
      }),
    })
    const child = app.process()
    try {
      const shown = await readFirstStart(app)
      await quit(app)
      if (existsSync(join(place.practice, 'engine.json'))) throw new Error('The engine did not close its ledger.')
      return shown
    } finally {
      // Of no effect when it has quit; whatever else is left ends with it.
      child.kill('SIGKILL')
    }
  } finally {
    place.remove()
  }
}

async function readFirstStart(app: ElectronApplication): Promise<FirstStart> {
  const [isPackaged, version] = await app.evaluate(({ app }) => [app.isPackaged, app.getVersion()] as const)
  if (!isPackaged) throw new Error('The app does not know that it is packaged.')
  const page = await app.firstWindow({ timeout: FIRST_WINDOW_MS })
  const faults: string[] = []
  page.on('pageerror', error => faults.push(error.message))
  page.on('console', message => (message.type() === 'error' ? faults.push(message.text()) : undefined))
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible({ timeout: FIRST_WINDOW_MS })
  const owed = page.getByRole('region', { name: 'Owed by category' }).getByRole('listitem').first()
  await expect(owed.getByRole('link')).toBeVisible({ timeout: ROWS_MS })
  if (faults.length > 0) throw new Error(`The window logged errors: ${faults.join('; ')}`)
  return { version, firstRow: (await owed.getByRole('link').textContent()) ?? '' }
}

/** As its menu does. An app that does not leave, or not with 0, has failed. */
async function quit(app: ElectronApplication): Promise<void> {
  const ended = once(app.process(), 'exit', { signal: AbortSignal.timeout(QUIT_MS) })
  await app.evaluate(({ app }) => app.quit())
  const [code] = await ended
  if (code !== 0) throw new Error(`The packed app ended with code ${code}.`)
}
