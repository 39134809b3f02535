// One spec, two hosts: the same specs run on the window served to a browser (project `browser`) and on the desktop app (project `desktop`).
// `desktop-*` specs start apps of their own and run on the desktop alone, `browser-*` specs on the browser alone.
import { test as base, type ElectronApplication, expect, type Page } from '@playwright/test'
import type { HostKind } from './host-kind.ts'
import type { PracticeSide } from './practice-side.ts'
import { runBrowser } from './running-browser.ts'
import { runDesktop } from './running-desktop.ts'

/** From start to the first page, with room for a busy machine. */
const START_MS = 90_000

/** A page of the running program, for one test. */
export interface OpenPage {
  page: Page
  /** Shows the window from its beginning: nothing chosen, nothing remembered. */
  open(): Promise<void>
  leave(): Promise<void>
}

/** The program under test, on its practice district; one for all specs of a project. */
export interface RunningFeebridge extends PracticeSide {
  /** Which host this is, as the report says it: `browser`, `stand-in for Electron`, `Electron 45.4.1`. */
  host: string
  /** Where the window is served; empty on the desktop, whose pages no test asks by address. */
  origin: string
  /** The desktop app; null in the browser. */
  app: ElectronApplication | null
  openPage(): Promise<OpenPage>
  stop(): Promise<void>
}

interface TestFixtures {
  /** The window, on the Overview. A test fails when the window has logged an error, also one of its own security policy. */
  feebridgePage: Page
}

interface WorkerFixtures {
  hostKind: HostKind
  /** Specs that name something here share a program of their own: what they leave behind (who is signed in) is not for the others. */
  apart: string
  feebridge: RunningFeebridge
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  hostKind: ['browser', { option: true, scope: 'worker' }],
  apart: ['', { option: true, scope: 'worker' }],
  feebridge: [
    async ({ hostKind, playwright, launchOptions }, use) => {
      const running = hostKind === 'desktop' ? await runDesktop() : await runBrowser(playwright.chromium, launchOptions)
      await use(running)
      await running.stop()
    },
    { scope: 'worker', timeout: START_MS },
  ],
  feebridgePage: async ({ feebridge }, use, info) => {
    info.annotations.push({ type: 'host', description: feebridge.host })
    const { page, open, leave } = await feebridge.openPage()
    const faults: string[] = []
    page.on('pageerror', error => faults.push(error.message))
    page.on('console', message => {
      if (message.type() === 'error') faults.push(message.text())
    })
    await open()
    await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
    await use(page)
    page.removeAllListeners('pageerror')
    page.removeAllListeners('console')
    await leave()
    expect(faults, 'errors in the window').toEqual([])
  },
})

export { expect } from '@playwright/test'
export { expectAccessible, shot } from './looks.ts'
export { play } from './practice-side.ts'

/** Goes to a tab by the rail, as a clerk does, and waits for its heading. */
export async function openTab(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

/** The rows of the list that is shown, without its header. */
export function listRows(page: Page) {
  return page.getByRole('grid').locator('tbody').getByRole('row')
}

/** Goes to the last row: only the rows in sight are drawn, and how many there are depends on what was done before. */
export async function toEndOfList(page: Page): Promise<void> {
  await expect(listRows(page).first()).toBeVisible()
  await page.getByRole('grid').focus()
  await page.keyboard.press('End')
}
