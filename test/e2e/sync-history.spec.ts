import type { Locator, Page } from '@playwright/test'
import { expect, listRows, openTab, play, test, toEndOfList } from './fixtures.ts'
import { expectAccessible, LOOKS, plainLook, shotLightAndDark, showLook } from './looks.ts'

test('shows every item of a run in View Details, and one group of them', async ({ feebridgePage: page }) => {
  await openTab(page, 'Sync History')
  await toEndOfList(page)
  await page.getByRole('button', { name: 'View Details' }).last().click()
  const panel = details(page)
  await expect(panel.getByRole('heading', { level: 2 })).toContainText('iiQ Sync')
  const items = panel.getByRole('region', { name: 'What it did' })
  await expect(items.getByRole('row').nth(1)).toBeVisible()
  await panel.getByRole('button', { name: /Payments added: show these items/ }).click()
  await expect(items.getByLabel('Items')).toHaveValue('payments')
  await expect(items.getByRole('row').filter({ hasText: 'Fee added' })).toHaveCount(0)
  await expect(items.getByRole('row').filter({ hasText: 'Payment added' }).first()).toBeVisible()
  await items.getByLabel('Items').selectOption('errors')
  await expect(items.getByRole('row').filter({ hasText: 'Error' }).first()).toBeVisible()
})

test('keeps control totals that add up, before and after', async ({ feebridgePage: page, feebridge }) => {
  const people = (await play(feebridge, 'users')) as { schoolIdNumber: string | null; isActive: boolean }[]
  const { schoolIdNumber } = people.find(person => person.schoolIdNumber !== null && person.isActive) ?? {}
  // What others left behind comes in before.
  await runNow(page)
  await play(feebridge, 'addFee', { schoolIdNumber, userId: null, name: 'Oboe case', amountCents: 7700 })
  await runNow(page)
  await openTab(page, 'Sync History')
  await listRows(page).first().click()
  const totals = details(page).getByRole('region', { name: 'Control totals' })
  await expect(totals.getByRole('row', { name: /^Charged/ })).toContainText('$77.00')
  await expect(totals.getByRole('row', { name: /^Balance/ })).toContainText('$77.00')
  for (const column of [0, 1, 2]) {
    const parts = await Promise.all(
      ['Charged', 'Adjusted', 'Paid', 'Waived'].map(label => centsOf(totals, label, column)),
    )
    expect(await centsOf(totals, 'Balance', column)).toBe(parts.reduce((sum, part) => sum + part, 0))
  }
})

test('B1 shows a run that waits with what it would do, and discards it by its numbers', async ({
  feebridgePage: page,
  feebridge,
}) => {
  await play(feebridge, 'halfFeed')
  try {
    await page.getByRole('button', { name: /^Run now/ }).click()
    const waiting = page.getByRole('region', { name: 'Waits for your approval' })
    const approve = /^Approve: waive [\d,]+ fees, \$[\d,]+\.\d\d$/
    await expect(waiting.getByRole('button', { name: approve })).toBeVisible()
    await openTab(page, 'Sync History')
    await page.getByRole('combobox', { name: 'Outcome' }).selectOption('waiting')
    await listRows(page).first().click()
    const panel = details(page)
    await panel.getByRole('region', { name: 'What it would do' }).getByLabel('Items').selectOption('held')
    await expect(panel.getByRole('row', { name: /Held back.*Missing in Incident IQ/ }).first()).toBeVisible()
    await panel.getByRole('button', { name: approve }).click()
    const asked = page.getByRole('dialog')
    await expect(asked.getByText(/^They take \$[\d,]+\.\d\d off what is owed\.$/)).toBeVisible()
    await asked.getByRole('button', { name: 'Leave it waiting' }).click()
    await panel.getByRole('button', { name: /^Discard [\d,]+ changes$/ }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Discard [\d,]+ changes$/ })
      .click()
    await expect(panel.getByText('Discarded', { exact: true })).toBeVisible()
    await openTab(page, 'Overview')
    await expect(
      page.getByRole('region', { name: 'Last runs' }).getByRole('row', { name: /Discarded/ }),
    ).not.toHaveCount(0)
  } finally {
    await play(feebridge, 'clearFaults')
  }
})

test('follows a running run in its panel, and cancels it there', async ({ feebridgePage: page, feebridge }) => {
  await play(feebridge, 'slow', { ms: 700 })
  try {
    await page.getByRole('button', { name: /^Run now/ }).click()
    await openTab(page, 'Sync History')
    await listRows(page).first().click()
    const panel = details(page)
    await expect(panel.getByRole('progressbar')).toBeVisible()
    await panel.getByRole('button', { name: 'Cancel this run' }).click()
    await expect(panel.getByText('Cancelled', { exact: true })).toBeVisible()
    await expect(panel.getByText('It was cancelled', { exact: false })).toBeVisible()
  } finally {
    await play(feebridge, 'clearFaults')
  }
})

test('T1 gives the workbook of a test run', async ({ feebridgePage: page, hostKind }) => {
  await page.getByRole('button', { name: /^Run in test mode/ }).click()
  await expect(page.getByRole('status').filter({ hasText: 'iiQ Sync (test): ' })).toBeVisible()
  await openTab(page, 'Sync History')
  await listRows(page).filter({ hasText: '(test)' }).first().click()
  const panel = details(page)
  await expect(panel.getByRole('region', { name: 'What it would do' })).toBeVisible()
  test.skip(hostKind === 'desktop', 'The desktop opens it in the program for workbooks.')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    panel.getByRole('button', { name: 'Download the workbook' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/\.xlsx$/)
})

test('filters by outcome and by task', async ({ feebridgePage: page }) => {
  await openTab(page, 'Sync History')
  await page.getByRole('combobox', { name: 'Task' }).selectOption('iiq-sync')
  await expect(listRows(page).first()).toBeVisible()
  await page.getByRole('combobox', { name: 'Outcome' }).selectOption('interrupted')
  await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible()
})

test('is accessible and drawn in every look, with a run open', async ({ feebridgePage: page }) => {
  await openTab(page, 'Sync History')
  await listRows(page).last().click()
  await expect(details(page).getByRole('region', { name: 'Control totals' })).toBeVisible()
  await shotLightAndDark(page, 'Sync History with a run')
  for (const look of LOOKS) {
    await showLook(page, look)
    await expectAccessible(page)
  }
  await plainLook(page)
})

async function runNow(page: Page): Promise<void> {
  const ended = page.getByRole('status').filter({ hasText: 'iiQ Sync: ' })
  await expect(ended).toHaveCount(0)
  await page.getByRole('button', { name: /^Run now/ }).click()
  await expect(ended).toBeVisible()
  await page.getByRole('button', { name: 'Close this notice' }).last().click()
}

function details(page: Page) {
  return page.getByRole('complementary', { name: 'Details' })
}

/** One amount of the control totals, in cents. */
async function centsOf(totals: Locator, label: string, column: number): Promise<number> {
  const row = totals.getByRole('row', { name: new RegExp(`^${label}`) })
  const text = (await row.getByRole('cell').nth(column).textContent()) ?? ''
  const cents = Math.round(Number(text.replace(/[^\d.]/g, '')) * 100)
  return text.startsWith('−') ? -cents : cents
}
