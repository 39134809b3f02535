import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserType, expect, type LaunchOptions } from '@playwright/test'
import type { RunningFeebridge } from './fixtures.ts'
import { practiceOriginOf } from './practice-side.ts'
import { readLine, startProgram, stopProgram } from './programs.ts'

/** The line on which the program says where its window is. */
const OPEN_LINE = /Open (http:\/\/127\.0\.0\.1:\d+\/start\?token=\S+)/
/** From start to the address: the practice district is made and synced once in this time. */
const START_MS = 60_000

/** `npm start` in a fresh data folder, and a browser; each page is a browser of its own, signed in. */
export async function runBrowser(chromium: BrowserType, launch: LaunchOptions): Promise<RunningFeebridge> {
  const folder = mkdtempSync(join(tmpdir(), 'feebridge-e2e-'))
  const child = startProgram('start.mjs', ['--data', join(folder, 'data')], { FEEBRIDGE_NO_BROWSER: '1' })
  const [, startUrl = ''] = await readLine(child, OPEN_LINE, START_MS)
  const browser = await chromium.launch(launch)
  const first = await browser.newContext()
  await (await first.newPage()).goto(startUrl)
  const storageState = await first.storageState()
  await first.close()
  const { origin } = new URL(startUrl)
  await expect.poll(() => practiceOriginOf(join(folder, 'data'))).not.toBeNull()
  return {
    host: 'browser',
    origin,
    practiceOrigin: practiceOriginOf(join(folder, 'data')) ?? '',
    app: null,
    async openPage() {
      const context = await browser.newContext({
        storageState,
        baseURL: origin,
        viewport: { width: 1280, height: 800 },
      })
      const page = await context.newPage()
      return { page, open: async () => void (await page.goto('/')), leave: () => context.close() }
    },
    async stop() {
      await browser.close()
      await stopProgram(child)
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
