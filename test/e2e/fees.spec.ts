import type { Locator, Page } from '@playwright/test'
import { expect, listRows, openTab, play, type RunningFeebridge, test } from './fixtures.ts'
import { expectAccessible, LOOKS, plainLook, shotLightAndDark, showLook } from './looks.ts'

/** What is read of a row of the practice district. */
interface Made {
  id: string
}
interface Person {
  schoolIdNumber: string | null
  isActive: boolean
}

test('M4 tells one fee’s whole story: what happened, the running balance, and why it is what it is', async ({
  feebridgePage: page,
  feebridge,
}) => {
  const { fee } = await chargeSomeone(feebridge, 'Woodwind reeds', '2026-09-03')
  await play(feebridge, 'payFee', {
    id: fee.id,
    amountCents: 1500,
    createdDate: '2026-10-01T15:00:00Z',
    description: 'Cash; receipt 40771.',
  })
  await runNow(page)
  const panel = await openFee(page, 'Woodwind reeds')
  await expect(panel.getByRole('region', { name: 'Explain' })).toContainText(
    /\$40\.00 was charged on Sep 3.*, from Incident IQ\. \$15\.00 was paid on Oct 1.*, in Incident IQ \(“Cash; receipt 40771”\)\. So \$25\.00 is owed; it was due Oct 3.* and is \d+ days overdue\./,
  )
  await expect(panel.getByRole('row', { name: /Charge/ })).toContainText('$40.00$40.00')
  await expect(panel.getByRole('row', { name: /Payment/ })).toContainText('−$15.00$25.00')
  await panel
    .getByRole('row', { name: /Payment/ })
    .getByRole('button', { name: 'Raw record' })
    .click()
  await expect(panel.locator('pre')).toContainText('"Cash; receipt 40771."')
  await expect(picture(panel)).toHaveAccessibleName(
    'Incident IQ: charged there; 1 payment came from it. Feebridge: balance $25.00. Not connected: InTouch, Community Pass, Genesis.',
  )
})

test('W3, W4 explains a waiver by rule, and shows its void with what it voids once the fee is back', async ({
  feebridgePage: page,
  feebridge,
}) => {
  const { fee } = await chargeSomeone(feebridge, 'Cello strings', '2026-09-10')
  await runNow(page)
  await play(feebridge, 'deleteItem', { id: fee.id })
  await runNow(page)
  const panel = await openFee(page, 'Cello strings')
  const explained = panel.getByRole('region', { name: 'Explain' })
  await expect(explained).toContainText(
    /All of it, \$40\.00, was waived by Feebridge on .*, because it is no longer in Incident IQ\./,
  )
  await expect(explained).toContainText('so nothing is owed and it counts as waived.')
  await play(feebridge, 'restoreItem', { id: fee.id })
  await openTab(page, 'Overview')
  await runNow(page)
  await openFee(page, 'Cello strings')
  await expect(panel.getByRole('row', { name: /Void of the waiver of \$40\.00/ })).toContainText('$40.00$40.00')
  await expect(panel.getByRole('row', { name: /Waiver, Feebridge, by rule/ })).toContainText('(voided today')
  await expect(explained).toContainText('because the fee is back in Incident IQ')
})

test('leads from a fee to all fees of what it hangs on', async ({ feebridgePage: page }) => {
  await openTab(page, 'Fees')
  await listRows(page).first().click()
  const panel = details(page)
  const student = panel.getByRole('definition').first().getByRole('link')
  const schoolId = /\((.+)\)$/.exec((await student.textContent()) ?? '')?.[1] ?? ''
  await student.click()
  await expect(page.getByRole('searchbox', { name: 'Student ID' })).toHaveValue(schoolId)
  await expect(listRows(page).filter({ hasNotText: schoolId })).toHaveCount(0)
  await expect(panel).toHaveCount(0)
})

test('finds fees by name, and says what the filter and what is selected come to', async ({ feebridgePage: page }) => {
  await openTab(page, 'Fees')
  await page.getByRole('searchbox', { name: 'Search' }).fill('textbook')
  await expect(listRows(page).filter({ hasNotText: /textbook/i })).toHaveCount(0)
  await expect(page.getByRole('status').filter({ hasText: /^[\d,]+ fees, \$[\d,]+\.\d\d$/ })).toBeVisible()
  const balances = await balancesOf(page, 3)
  for (const index of [0, 1, 2]) await listRows(page).nth(index).getByRole('checkbox').check()
  const cents = balances.reduce((sum, each) => sum + each, 0)
  await expect(page.getByRole('region', { name: 'Selection' })).toContainText(`3 fees, $${(cents / 100).toFixed(2)}`)
})

test('keeps an open fee where it is while a run changes it', async ({ feebridgePage: page, feebridge }) => {
  const { fee } = await chargeSomeone(feebridge, 'Marching hat', '2026-10-20')
  await runNow(page)
  await play(feebridge, 'payFee', { id: fee.id, amountCents: 4000 })
  await play(feebridge, 'slow', { ms: 1_200 })
  try {
    await page.getByRole('button', { name: /^Run now/ }).click()
    const panel = await openFee(page, 'Marching hat')
    await expect(panel).toContainText('Balance $40.00')
    const opened = page.url()
    await expect(panel).toContainText('Balance $0.00')
    await expect(panel.getByRole('row', { name: /Payment/ })).toContainText('$0.00')
    expect(page.url()).toBe(opened)
  } finally {
    await play(feebridge, 'clearFaults')
  }
})

test('is accessible and drawn in every look, with a fee open', async ({ feebridgePage: page }) => {
  await openTab(page, 'Fees')
  await listRows(page).first().click()
  await expect(picture(details(page))).toBeVisible()
  await shotLightAndDark(page, 'Fees with a story')
  for (const look of LOOKS) {
    await showLook(page, look)
    await expectAccessible(page)
  }
  await plainLook(page)
})

/** Charges some student in Incident IQ: $40.00, due on October 3. */
async function chargeSomeone(feebridge: RunningFeebridge, name: string, createdOn: string): Promise<{ fee: Made }> {
  const people = (await play(feebridge, 'users')) as Person[]
  const someone = people.find(person => person.schoolIdNumber !== null && person.isActive)
  const fee = (await play(feebridge, 'addFee', {
    schoolIdNumber: someone?.schoolIdNumber ?? null,
    userId: null,
    name,
    amountCents: 4000,
    createdDate: `${createdOn}T14:00:00Z`,
    dueDate: '2026-10-03T00:00:00Z',
  })) as Made
  return { fee }
}

async function runNow(page: Page): Promise<void> {
  const ended = page.getByRole('status').filter({ hasText: 'iiQ Sync: ' })
  await expect(ended).toHaveCount(0)
  await page.getByRole('button', { name: /^Run now/ }).click()
  await expect(ended).toBeVisible()
  await page.getByRole('button', { name: 'Close this notice' }).last().click()
}

async function openFee(page: Page, name: string) {
  await openTab(page, 'Fees')
  await page.getByRole('searchbox', { name: 'Search' }).fill(name)
  await expect(listRows(page).filter({ hasNotText: name })).toHaveCount(0)
  await listRows(page).first().click()
  const panel = details(page)
  await expect(panel.getByRole('heading', { level: 2 })).toHaveText(name)
  return panel
}

function details(page: Page) {
  return page.getByRole('complementary', { name: 'Details' })
}

/** The way of the fee between the systems, as a picture. */
function picture(panel: Locator) {
  return panel.getByRole('region', { name: 'Between the systems' }).getByRole('img')
}

/** The balances of the first rows, in cents; a credit is below zero. */
async function balancesOf(page: Page, count: number): Promise<number[]> {
  const headers = await page.getByRole('grid').getByRole('columnheader').allTextContents()
  const at = headers.findIndex(header => header.includes('Balance'))
  const cents: number[] = []
  for (let index = 0; index < count; index += 1) {
    const text = (await listRows(page).nth(index).getByRole('gridcell').nth(at).textContent()) ?? ''
    const amount = Math.round(Number(text.replace(/[^\d.]/g, '')) * 100)
    cents.push(text.includes('credit') ? -amount : amount)
  }
  return cents
}
