import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { BrowserType, LaunchOptions, Page } from '@playwright/test'
import type { SettingsFile } from '../../contract/settings.ts'
import { newPlace, startDesktop } from './desktop-app.ts'
import { type HostKind, ROOT } from './host-kind.ts'
import { readLine, runCommand, startProgram, stopProgram } from './programs.ts'

/** A district of its own, so that nothing runs while its lists are scrolled: its system is not there, and its task is off. */
const SETTINGS: SettingsFile = {
  district: { name: 'Long Lists School District', timeZone: 'America/New_York', overdueDays: 30 },
  systems: {
    iiq: {
      baseUrl: 'http://127.0.0.1:9',
      apiKey: 'not-a-key',
      apiDomain: 'long-lists.example',
      userId: 'user',
      siteId: 'site',
      productId: 'product',
      app: 'paymentsFeeTracker',
      categoryMode: 'import',
      createdSince: '2024-01-01',
      waiveZeroDue: false,
      waiveMissing: false,
      instantPayments: false,
      exportPayments: false,
    },
  },
  tasks: { 'iiq-sync': { on: false, schedule: null, testMode: false } },
}
const OPEN_LINE = /Open (http:\/\/127\.0\.0\.1:\d+\/start\?token=\S+)/
const START_MS = 60_000

/** A window on a ledger with many fees. */
export interface BigDistrict {
  /** Which host this is, as the report says it. */
  host: string
  page: Page
  stop(): Promise<void>
}

/** Makes a ledger with so many fees in a data folder, and sets it up. */
export async function makeBigDistrict(dataDir: string, fees: number): Promise<void> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const program = join(ROOT, 'test/fixtures/seed-program.ts')
  await promisify(execFile)(process.execPath, [program, join(dataDir, 'ledger.db'), String(fees)])
  const file = join(dataDir, 'settings.json')
  writeFileSync(file, JSON.stringify(SETTINGS), { mode: 0o600 })
  await runCommand(['settings', 'import', file, '--data', dataDir])
}

/** Opens the window of a data folder in a browser. */
export async function serveBigDistrict(
  dataDir: string,
  chromium: BrowserType,
  launch: LaunchOptions,
): Promise<BigDistrict> {
  const child = startProgram('feebridge.mjs', ['serve', '--data', dataDir, '--port', '0'], {
    FEEBRIDGE_NO_BROWSER: '1',
  })
  const [, startUrl = ''] = await readLine(child, OPEN_LINE, START_MS)
  const browser = await chromium.launch(launch)
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage()
  await page.goto(startUrl)
  return {
    host: 'browser',
    page,
    async stop() {
      await browser.close()
      await stopProgram(child)
    },
  }
}

/** A window on a new district with so many fees, in the host that is tested. */
export async function openBigDistrict(
  hostKind: HostKind,
  fees: number,
  browser: { chromium: BrowserType; launch: LaunchOptions },
): Promise<BigDistrict> {
  const place = newPlace()
  await makeBigDistrict(place.own, fees)
  if (hostKind === 'browser') {
    const served = await serveBigDistrict(place.own, browser.chromium, browser.launch)
    return { ...served, stop: () => served.stop().finally(() => place.remove()) }
  }
  const desktop = await startDesktop({ place })
  return { host: desktop.host, page: await desktop.window(), stop: () => desktop.close().finally(() => place.remove()) }
}
