import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, expectAccessible, listRows, openTab, test } from './fixtures.ts'

const TABS = ['Overview', 'Fees', 'Import Log', 'Errors', 'Sync History']

test('opens on the practice district, connected and synced once, with real rows', async ({ feebridgePage: page }) => {
  await expect(page.getByText('Practice district:')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Owed, paid and waived' })).toContainText(/Owed now\s*\$[1-9]/)
  await expect(page.getByRole('region', { name: 'Systems' }).getByRole('row', { name: /Incident IQ/ })).toContainText(
    'Connected',
  )
  await expect(page.getByRole('region', { name: 'Last runs' }).getByRole('row', { name: /fees added/ })).toHaveCount(1)
  await expect(page.getByRole('contentinfo')).toContainText('Last good sync')
  await openTab(page, 'Fees')
  await expect(listRows(page).nth(10)).toBeVisible()
})

test('finds the imports in error and shows one word for word', async ({ feebridgePage: page }) => {
  await openTab(page, 'Import Log')
  await page.getByLabel('Status').selectOption('Error')
  await expect(page).toHaveURL(/status=Error/)
  await expect(listRows(page).filter({ hasNotText: 'Error' })).toHaveCount(0)
  await listRows(page).first().click()
  const panel = page.getByRole('complementary', { name: 'Details' })
  await expect(panel.getByRole('button', { name: 'Reprocess', exact: true })).toBeVisible()
  const raw = await panel.locator('pre').textContent()
  expect(Object.keys(JSON.parse(raw ?? ''))).not.toHaveLength(0)
})

test('keeps filters in the address, and says when nothing matches', async ({ feebridgePage: page }) => {
  await openTab(page, 'Import Log')
  await page.getByRole('searchbox', { name: 'Message' }).fill('no such words anywhere')
  await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('searchbox', { name: 'Message' })).toHaveValue('no such words anywhere')
  await openTab(page, 'Fees')
  await openTab(page, 'Import Log')
  await expect(page.getByRole('searchbox', { name: 'Message' })).toHaveValue('no such words anywhere')
  await page.getByRole('main').getByRole('button', { name: 'Clear filters' }).last().click()
  await expect(listRows(page).first()).toBeVisible()
  await expect(page).toHaveURL(/#\/import-log$/)
})

test('shows every item of a run in View Details', async ({ feebridgePage: page }) => {
  await openTab(page, 'Sync History')
  await page.getByRole('button', { name: 'View Details' }).last().click()
  const panel = page.getByRole('complementary', { name: 'Details' })
  await expect(panel.getByRole('heading', { level: 2 })).toContainText('iiQ Sync')
  await expect(panel.getByText('Control totals after it')).toBeVisible()
  await expect(panel.getByRole('table').getByRole('row').nth(1)).toBeVisible()
})

test('adds nothing when it is run a second time', async ({ feebridgePage: page }) => {
  await openTab(page, 'Sync History')
  const before = await runCount(page)
  await openTab(page, 'Overview')
  await page.getByRole('button', { name: /^Run now/ }).click()
  await expect(page.getByRole('status').filter({ hasText: 'iiQ Sync: ' })).toContainText('nothing new')
  await openTab(page, 'Sync History')
  await expect.poll(() => runCount(page)).toBe(before + 1)
  const newest = listRows(page).first().getByRole('gridcell')
  const added = await columnOf(page, 'Added')
  await expect(newest.nth(added)).toHaveText('0')
  await expect(newest.nth(await columnOf(page, 'Pulled'))).not.toHaveText('0')
})

test('walks a list by keyboard alone', async ({ feebridgePage: page }) => {
  await openTab(page, 'Fees')
  await page.getByRole('grid').focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const panel = page.getByRole('complementary', { name: 'Details' })
  await expect(panel.getByRole('row', { name: /Charge/ })).toBeVisible()
  const first = page.url()
  await page.keyboard.press('ArrowDown')
  await expect(page).not.toHaveURL(first)
  await page.keyboard.press('Escape')
  await expect(panel).toHaveCount(0)
  await expect(page.getByRole('grid')).toBeFocused()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`meets WCAG 2.2 AA on every tab in ${colorScheme}`, async ({ feebridgePage: page }, info) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const tab of TABS) {
      await openTab(page, tab)
      await expect(page.getByLabel(/^(Loading|Opening) /)).toHaveCount(0)
      await expectAccessible(page)
      await page.screenshot({
        path: join(info.project.outputDir, 'screens', `${tab.replace(' ', '-').toLowerCase()}-${colorScheme}.png`),
      })
    }
  })
}

test('does nothing that a page of another origin asks for', async ({ feebridgePage: page, feebridge, context }) => {
  const stranger = createServer((_request, response) =>
    response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>Stranger</title>'),
  )
  await new Promise<void>(resolve => stranger.listen(0, '127.0.0.1', resolve))
  try {
    const other = await context.newPage()
    await other.goto(`http://127.0.0.1:${(stranger.address() as AddressInfo).port}/`)
    const heard = await other.evaluate(async origin => {
      const post = (type: string) => ({
        method: 'POST',
        mode: 'no-cors' as const,
        credentials: 'include' as const,
        headers: { 'Content-Type': type },
        body: '{"until":60}',
      })
      await fetch(`${origin}/call/bridge.pause`, post('text/plain')).catch(() => null)
      await fetch(`${origin}/call/bridge.pause`, { ...post('application/json'), mode: 'cors' }).catch(() => null)
      return new Promise<string>(resolve => {
        const events = new EventSource(`${origin}/events`, { withCredentials: true })
        events.onopen = () => resolve('opened')
        events.onerror = () => resolve('refused')
      })
    }, feebridge.origin)
    expect(heard).toBe('refused')
    await page.reload()
    await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
  } finally {
    stranger.close()
  }
})

/** How many runs the list has, as its heading says. */
async function runCount(page: Page): Promise<number> {
  const summary = page.getByRole('status').filter({ hasText: /^\d+ runs?/ })
  return Number.parseInt((await summary.textContent()) ?? '', 10)
}

async function columnOf(page: Page, header: string): Promise<number> {
  const headers = await page.getByRole('grid').getByRole('columnheader').allTextContents()
  return headers.indexOf(header)
}
