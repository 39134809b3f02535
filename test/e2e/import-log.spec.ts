import type { Page } from '@playwright/test'
import { expect, listRows, openTab, play, type RunningFeebridge, test } from './fixtures.ts'
import { expectAccessible, LOOKS, plainLook, shotLightAndDark, showLook } from './looks.ts'

test('finds the imports in error and shows one word for word', async ({ feebridgePage: page }) => {
  await openTab(page, 'Import Log')
  await page.getByRole('combobox', { name: 'Status' }).selectOption('Error')
  await expect(page).toHaveURL(/status=Error/)
  await expect(listRows(page).filter({ hasNotText: 'Error' })).toHaveCount(0)
  await listRows(page).first().click()
  const panel = details(page)
  await expect(panel.getByRole('button', { name: 'Reprocess', exact: true })).toBeVisible()
  const raw = await panel.locator('pre').textContent()
  expect(Object.keys(JSON.parse(raw ?? ''))).not.toHaveLength(0)
})

test('I2 marks what was searched for, and what the record was matched by', async ({ feebridgePage: page }) => {
  await openTab(page, 'Import Log')
  await page.getByRole('searchbox', { name: 'Raw values' }).fill('lb-charger')
  await expect(page).toHaveURL(/raw=lb-charger/)
  await expect(page.getByRole('status').filter({ hasText: /^[\d,]+ imports?/ })).toBeVisible()
  await page.getByRole('combobox', { name: 'Status' }).selectOption('Imported')
  await listRows(page).filter({ hasText: 'Entered in the ledger' }).filter({ hasText: 'fee' }).first().click()
  const record = details(page).getByRole('region', { name: 'Raw record' })
  await expect(record.locator('pre mark', { hasText: 'LB-CHARGER' })).toHaveClass(/fb-mark-found/)
  const legend = record.getByRole('list')
  await expect(legend).toContainText(/what you searched for, 1 place/)
  await expect(legend).toContainText(/what it was matched by: own id, item type, Sku, School Id/)
  await legend.getByRole('button', { name: 'Go to the first' }).click()
  await expect(record.locator('pre mark', { hasText: 'LB-CHARGER' })).toBeInViewport()
})

test('finds what was imported from a day to a day, and nothing from tomorrow on', async ({ feebridgePage: page }) => {
  await openTab(page, 'Import Log')
  const today = await page.evaluate(() => new Date().toLocaleDateString('en-CA', { timeZone: 'America/New_York' }))
  await page.getByRole('textbox', { name: 'Imported from' }).fill(today)
  await page.getByRole('textbox', { name: 'to', exact: true }).fill(today)
  await expect(listRows(page).first()).toBeVisible()
  await page.getByRole('textbox', { name: 'to', exact: true }).fill('')
  await page.getByRole('textbox', { name: 'Imported from' }).fill('2099-01-01')
  await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible()
})

test('reprocesses all of one cause, and says what came of them', async ({ feebridgePage: page, feebridge }) => {
  for (const id of ['771001', '771002', '771003']) await strayFee(feebridge, id, 'Choir folder')
  await runNow(page)
  await openTab(page, 'Import Log')
  await play(feebridge, 'addUser', {
    schoolIdNumber: '771001',
    firstName: 'Ida',
    lastName: 'Quillfeather',
    isActive: true,
  })
  await play(feebridge, 'addUser', {
    schoolIdNumber: '771002',
    firstName: 'Jory',
    lastName: 'Quillfeather',
    isActive: true,
  })
  await page.getByRole('button', { name: 'Reprocess all of a cause' }).click()
  const menu = page.getByRole('menu')
  const line = menu.getByRole('menuitem', { name: /^Reprocess all \d+ with: unknown student$/ })
  const count = Number(/\d+/.exec((await line.textContent()) ?? '')?.[0])
  await line.click()
  await expect(page.getByRole('status').filter({ hasText: 'Reprocessed: 2 fees added' })).toContainText(
    `${count} imports were tried again: 2 imported, ${count - 2} still in error.`,
  )
})

test('reprocesses, ignores and stops ignoring a selection, with the numbers on the buttons', async ({
  feebridgePage: page,
  feebridge,
}) => {
  for (const id of ['772001', '772002']) await strayFee(feebridge, id, 'Music stand')
  await runNow(page)
  await openTab(page, 'Import Log')
  await page.getByRole('searchbox', { name: 'Message' }).fill('School Id 77200')
  await expect(listRows(page)).toHaveCount(2)
  const selection = page.getByRole('region', { name: 'Selection' })
  await selectAll(page)
  await expect(selection).toContainText('2 imports: 2 Error')
  await selection.getByRole('button', { name: 'Reprocess 2 imports' }).click()
  await expect(notice(page, '2 imports were tried again: 2 still in error.')).toBeVisible()
  await selectAll(page)
  await selection.getByRole('button', { name: 'Ignore 2 imports' }).click()
  await expect(notice(page, '2 imports ignored, with your name on it.')).toBeVisible()
  await page.getByRole('searchbox', { name: 'Message' }).fill('')
  await page.getByRole('searchbox', { name: 'Raw values' }).fill('77200')
  await expect(listRows(page).filter({ hasText: 'Ignored' })).toHaveCount(2)
  await selectAll(page)
  await selection.getByRole('button', { name: 'Stop ignoring 2 imports' }).click()
  await expect(notice(page, '2 imports no longer ignored.')).toBeVisible()
  await expect(listRows(page).filter({ hasText: 'Unprocessed' })).toHaveCount(2)
})

test('P1 leads to the earlier versions of a record', async ({ feebridgePage: page, feebridge }) => {
  const fee = (await strayFee(feebridge, '773001', 'Viola bow')) as { id: string }
  await runNow(page)
  await play(feebridge, 'editFee', { id: fee.id, name: 'Viola bow, carbon' })
  await openTab(page, 'Overview')
  await runNow(page)
  await openTab(page, 'Import Log')
  await page.getByRole('searchbox', { name: 'Raw values' }).fill('Viola bow, carbon')
  await expect(listRows(page)).toHaveCount(1)
  await listRows(page).first().click()
  const panel = details(page)
  await panel.getByRole('region', { name: 'Earlier versions' }).getByRole('link').first().click()
  await expect(panel.locator('pre')).toContainText('"Viola bow"')
})

test('is accessible and drawn in every look, with a record open', async ({ feebridgePage: page }) => {
  await openTab(page, 'Import Log')
  await page.getByRole('searchbox', { name: 'Raw values' }).fill('charger')
  await expect(page).toHaveURL(/raw=charger/)
  await listRows(page).first().click()
  await expect(details(page).locator('pre mark').first()).toBeVisible()
  await shotLightAndDark(page, 'Import Log with a record')
  for (const look of LOOKS) {
    await showLook(page, look)
    await expectAccessible(page)
  }
  await plainLook(page)
})

/** A fee in Incident IQ whose School Id nobody carries. */
async function strayFee(feebridge: RunningFeebridge, schoolIdNumber: string, name: string): Promise<unknown> {
  return play(feebridge, 'addFee', { schoolIdNumber, userId: null, name, amountCents: 900 })
}

async function runNow(page: Page): Promise<void> {
  const ended = page.getByRole('status').filter({ hasText: 'iiQ Sync: ' })
  await expect(ended).toHaveCount(0)
  await page.getByRole('button', { name: /^Run now/ }).click()
  await expect(ended).toBeVisible()
  await page.getByRole('button', { name: 'Close this notice' }).last().click()
}

async function selectAll(page: Page): Promise<void> {
  await page.getByRole('columnheader').getByRole('checkbox').click()
}

function notice(page: Page, text: string) {
  return page.getByRole('status').filter({ hasText: text })
}

function details(page: Page) {
  return page.getByRole('complementary', { name: 'Details' })
}
