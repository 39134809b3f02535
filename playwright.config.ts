import { defineConfig } from '@playwright/test'
import { BROWSER_FLAGS, findBrowser } from './test/e2e/browser.ts'

const browser = findBrowser()

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  // One program, one ledger, one browser: the specs take turns.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    viewport: { width: 1280, height: 800 },
    trace: 'retain-on-failure',
    launchOptions: { args: BROWSER_FLAGS, ...(browser === null ? {} : { executablePath: browser }) },
  },
})
