import { defineConfig } from '@playwright/test'
import { BROWSER_FLAGS, findBrowser } from './test/e2e/browser.ts'
import { chooseElectron, type HostKind } from './test/e2e/host-kind.ts'

const browser = findBrowser()
const electron = chooseElectron()

export default defineConfig<object, { hostKind: HostKind }>({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  // One program, one ledger, one window: the specs take turns.
  workers: 1,
  timeout: 60_000,
  // A shared build machine may starve a browser for seconds; what passes only the second time is named as flaky at the end.
  retries: process.env.CI === undefined ? 0 : 1,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['./test/e2e/host-reporter.ts']],
  use: {
    trace: 'retain-on-failure',
    launchOptions: { args: BROWSER_FLAGS, ...(browser === null ? {} : { executablePath: browser }) },
  },
  // The same specs on both hosts, but for those that are about one of them.
  projects: [
    { name: 'browser', use: { hostKind: 'browser' }, testIgnore: /\/desktop-[^/]*\.spec\.ts$/ },
    ...(electron.kind === 'none'
      ? []
      : [{ name: 'desktop', use: { hostKind: 'desktop' as const }, testIgnore: /\/browser-[^/]*\.spec\.ts$/ }]),
  ],
})
