import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, expect, type Page } from '@playwright/test'
import '../electron-host/control.ts'
import { chooseElectron, programEnv, ROOT, sayElectron } from './host-kind.ts'
import { type PracticeSide, practiceOriginOf } from './practice-side.ts'

/** From start to the practice district's address. */
const PRACTICE_MS = 60_000

/** The folders of one computer account: a home of its own, Electron's data, the ledgers. A second start in the same place is the same account. */
export interface Place {
  root: string
  home: string
  userData: string
  /** The district's own ledger; practice lies beside it. */
  own: string
  practice: string
  remove(): void
}

export function newPlace(): Place {
  const root = mkdtempSync(join(tmpdir(), 'feebridge-desktop-'))
  const home = join(root, 'home')
  const own = join(root, 'data')
  mkdirSync(home)
  return {
    root,
    home,
    userData: join(root, 'electron'),
    own,
    practice: `${own}-practice`,
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 10 }),
  }
}

export interface DesktopOptions {
  /** Where it lives; a new one each time by default, removed with it. */
  place?: Place
  /** Arguments of the app itself: `--hidden`. */
  args?: string[]
  env?: Record<string, string>
}

/** A desktop app that was started for a test. */
export interface DesktopApp {
  app: ElectronApplication
  place: Place
  /** Which host this really is, in words for a report; asked of the app itself. */
  host: string
  /** What its process has said on standard error since the start; the stand-in writes error boxes there too. */
  said(): string
  /** The window's page, standing on a tab. A start without a window never gives one. */
  window(): Promise<Page>
  /** The practice district beside the practice ledger. */
  practice(): Promise<PracticeSide>
  close(): Promise<void>
}

/** Starts the built app as a person would, in a place of its own. The place stays when it was given. */
export async function startDesktop(options: DesktopOptions = {}): Promise<DesktopApp> {
  const expected = chooseElectron()
  const place = options.place ?? newPlace()
  const app = await _electron.launch({
    args: ['.', `--user-data-dir=${place.userData}`, ...(options.args ?? [])],
    cwd: ROOT,
    // The appearance is the app's own choice, as in daily use; a spec that wants another says so to the page.
    colorScheme: null,
    env: programEnv({
      HOME: place.home,
      FEEBRIDGE_DATA: place.own,
      XDG_CONFIG_HOME: join(place.home, '.config'),
      ...options.env,
    }),
  })
  const said: string[] = []
  app.process().stderr?.on('data', chunk => said.push(String(chunk)))
  const host = await hostOf(app)
  if (host !== sayElectron(expected)) throw new Error(`${sayElectron(expected)} was expected, and ${host} runs`)
  return {
    app,
    place,
    host,
    said: () => said.join(''),
    async window() {
      const page = await app.firstWindow()
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      return page
    },
    async practice() {
      await expect.poll(() => practiceOriginOf(place.practice), { timeout: PRACTICE_MS }).not.toBeNull()
      return { practiceOrigin: practiceOriginOf(place.practice) ?? '' }
    },
    async close() {
      await app.close()
      if (options.place === undefined) place.remove()
    },
  }
}

/** The app's own word on what runs it: a report never takes the stand-in for Electron. */
async function hostOf(app: ElectronApplication): Promise<string> {
  const [isStandIn, version] = await app.evaluate(() => [
    globalThis.electronHost !== undefined,
    process.versions.electron,
  ])
  return isStandIn ? 'stand-in for Electron' : `Electron ${version}`
}
