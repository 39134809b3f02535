import type { Page } from '@playwright/test'
import { startDesktop } from './desktop-app.ts'
import type { RunningFeebridge } from './fixtures.ts'
import { plainLook } from './looks.ts'

/** The desktop app in a fresh place. It has one window, so every test gets the same page, opened anew and without what the last one left in it. */
export async function runDesktop(): Promise<RunningFeebridge> {
  const desktop = await startDesktop()
  const page = await desktop.window()
  const { practiceOrigin } = await desktop.practice()
  return {
    host: desktop.host,
    origin: '',
    practiceOrigin,
    app: desktop.app,
    openPage: async () => ({ page, open: () => openAnew(page), leave: async () => undefined }),
    stop: () => desktop.close(),
  }
}

async function openAnew(page: Page): Promise<void> {
  await plainLook(page)
  await page.evaluate(() => {
    localStorage.clear()
    location.hash = ''
  })
  await page.reload()
}
