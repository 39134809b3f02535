import type { Page } from '@playwright/test'
import { expect, expectAccessible, listRows, openTab, shot, test } from './fixtures.ts'

const TABS = ['Overview', 'Fees', 'Import Log', 'Errors', 'Sync History']

test('opens on the practice district, connected and synced once, with real rows', async ({ feebridgePage: page }) => {
  await expect(page.getByText('Practice district:')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Owed, paid and waived' })).toContainText(/Owed now\s*\$[1-9]/)
  await expect(page.getByRole('region', { name: 'Systems' }).getByRole('row', { name: /Incident IQ/ })).toContainText(
    'Connected',
  )
  await expect(page.getByRole('contentinfo')).toContainText('Last good sync')
  await openTab(page, 'Fees')
  await expect(listRows(page).nth(10)).toBeVisible()
  await openTab(page, 'Sync History')
  const firstRun = listRows(page).last().getByRole('gridcell')
  await expect(firstRun.nth(await columnOf(page, 'Added'))).not.toHaveText('0')
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
  test(`meets WCAG 2.2 AA on every tab in ${colorScheme}`, async ({ feebridgePage: page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const tab of TABS) {
      await openTab(page, tab)
      await expect(page.getByLabel(/^(Loading|Opening) /)).toHaveCount(0)
      await expectAccessible(page)
      await shot(page, `${tab}-${colorScheme}`)
    }
  })
}

/** How many runs the list has, as its heading says. */
async function runCount(page: Page): Promise<number> {
  const summary = page.getByRole('status').filter({ hasText: /^\d+ runs?/ })
  return Number.parseInt((await summary.textContent()) ?? '', 10)
}

async function columnOf(page: Page, header: string): Promise<number> {
  const headers = await page.getByRole('grid').getByRole('columnheader').allTextContents()
  return headers.indexOf(header)
}
