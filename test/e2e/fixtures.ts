import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import AxeBuilder from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** The line on which the program says where its window is. */
const OPEN_LINE = /Open (http:\/\/127\.0\.0\.1:\d+\/start\?token=\S+)/
/** From start to the address: the practice district is made and synced once in this time. */
const START_MS = 60_000

/** A program that was started for the tests, and a browser's state that is signed in to it. */
export interface RunningFeebridge {
  origin: string
  /** Address of the practice district's Incident IQ, whose other side a test can play. */
  practiceOrigin: string
  storageState: Awaited<ReturnType<ReturnType<Page['context']>['storageState']>>
}

interface WorkerFixtures {
  feebridge: RunningFeebridge
}

/** `npm start` in a fresh data folder, once for all specs; every test's page is signed in to it and stands on the Overview. */
export const test = base.extend<{ feebridgePage: Page }, WorkerFixtures>({
  feebridge: [
    async ({ browser }, use) => {
      const dataDir = mkdtempSync(join(tmpdir(), 'feebridge-e2e-'))
      const child = spawn(process.execPath, [join(ROOT, 'bin', 'start.mjs'), '--data', dataDir], {
        cwd: ROOT,
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, FEEBRIDGE_NO_BROWSER: '1' },
      })
      try {
        const startUrl = await addressOf(child)
        const context = await browser.newContext()
        const page = await context.newPage()
        await page.goto(startUrl)
        const storageState = await context.storageState()
        await context.close()
        const { port } = JSON.parse(readFileSync(join(dataDir, 'practice.json'), 'utf8')) as { port: number }
        await use({ origin: new URL(startUrl).origin, practiceOrigin: `http://127.0.0.1:${port}`, storageState })
      } finally {
        await stop(child)
        rmSync(dataDir, { recursive: true, force: true })
      }
    },
    { scope: 'worker', timeout: START_MS + 30_000 },
  ],
  storageState: async ({ feebridge }, use) => use(feebridge.storageState),
  baseURL: async ({ feebridge }, use) => use(feebridge.origin),
  feebridgePage: async ({ page }, use) => {
    const faults: string[] = []
    page.on('pageerror', error => faults.push(error.message))
    page.on('console', message => {
      if (message.type() === 'error') faults.push(message.text())
    })
    await page.goto('/')
    await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
    await use(page)
    // Also catches what the window's own security policy refused.
    expect(faults, 'errors in the window').toEqual([])
  },
})

export { expect } from '@playwright/test'

/** Goes to a tab by the rail, as a clerk does, and waits for its heading. */
export async function openTab(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

/** Plays the other side: does one operation of the practice console and gives what it answers. */
export async function play(feebridge: RunningFeebridge, op: string, args: object | null = {}): Promise<unknown> {
  const response = await fetch(`${feebridge.practiceOrigin}/practice/control`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Practice': '1' },
    body: JSON.stringify({ op, args }),
  })
  const answer = (await response.json()) as { ok: boolean; value: unknown; error?: string }
  if (!answer.ok) throw new Error(`The practice console refused ${op}: ${answer.error}`)
  return answer.value
}

/** The rows of the list that is shown, without its header. */
export function listRows(page: Page) {
  return page.getByRole('grid').locator('tbody').getByRole('row')
}

/** Fails with every rule of WCAG 2.2 AA that the page breaks. */
export async function expectAccessible(page: Page): Promise<void> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(tags).analyze()
  expect(violations.map(({ id, nodes }) => ({ id, where: nodes.map(node => node.html) }))).toEqual([])
}

async function addressOf(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('The program was started without its output')
  const timeout = AbortSignal.timeout(START_MS)
  const ended = once(child, 'exit', { signal: timeout }).then(([code]) => {
    throw new Error(`The program ended with ${code} before it said where its window is`)
  })
  return Promise.race([readAddress(child.stdout), ended])
}

async function readAddress(output: NodeJS.ReadableStream): Promise<string> {
  return new Promise(resolve => {
    // Goes on reading after the address, so that the program never waits for a full pipe.
    createInterface({ input: output }).on('line', line => {
      const address = OPEN_LINE.exec(line)?.[1]
      if (address !== undefined) resolve(address)
    })
  })
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const giveUp = setTimeout(() => child.kill('SIGKILL'), 15_000)
  await ended
  clearTimeout(giveUp)
}
