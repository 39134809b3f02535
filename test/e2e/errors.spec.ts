import type { Page } from '@playwright/test'
import { expect, listRows, openTab, play, test } from './fixtures.ts'
import { expectAccessible, LOOKS, plainLook, shotLightAndDark, showLook } from './looks.ts'

/** What is read of the practice district's people. */
interface Person {
  schoolIdNumber: string | null
  isActive: boolean
}

test('I2 lets the clerk say who is meant by a School Id that two people carry', async ({
  feebridgePage: page,
  feebridge,
}) => {
  const people = (await play(feebridge, 'users')) as Person[]
  const twin = people.find(person => person.schoolIdNumber !== null && person.isActive)
  const schoolIdNumber = twin?.schoolIdNumber
  await play(feebridge, 'addUser', { schoolIdNumber, firstName: 'Tilda', lastName: 'Brackenfield', isActive: true })
  await play(feebridge, 'addFee', { schoolIdNumber, userId: null, name: 'Laptop sleeve', amountCents: 1250 })
  await runNow(page)
  await openTab(page, 'Errors')
  await listRows(page).filter({ hasText: 'Laptop sleeve' }).getByRole('button', { name: 'Choose person…' }).click()
  const panel = details(page)
  await expect(panel.getByRole('button', { name: /^Choose/ })).toHaveCount(2)
  await panel.getByRole('button', { name: 'Choose Tilda Brackenfield' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Reprocessed: 1 fee added' })).toBeVisible()
  await expect(listRows(page).filter({ hasText: 'Laptop sleeve' })).toHaveCount(0)
  await openTab(page, 'Fees')
  await page.getByRole('searchbox', { name: 'Student ID' }).fill(schoolIdNumber ?? '')
  await expect(listRows(page).filter({ hasText: 'Tilda Brackenfield' })).toHaveCount(1)
})

test('does an error’s action on its row, and keeps its panel open when it leaves the list', async ({
  feebridgePage: page,
  feebridge,
}) => {
  await play(feebridge, 'addFee', { schoolIdNumber: '781001', userId: null, name: 'Drum key', amountCents: 450 })
  await runNow(page)
  await openTab(page, 'Errors')
  const row = listRows(page).filter({ hasText: 'Drum key' })
  await row.getByRole('button', { name: 'Reprocess' }).click()
  await expect(
    page.getByRole('status').filter({ hasText: '1 import was tried again: 1 still in error.' }),
  ).toBeVisible()
  await play(feebridge, 'addUser', { schoolIdNumber: '781001', firstName: 'Bram', lastName: 'Oldacre', isActive: true })
  await row.click()
  const panel = details(page)
  await expect(panel).toContainText('School Id 781001 belongs to nobody')
  await panel.getByRole('button', { name: 'Reprocess' }).click()
  await expect(row).toHaveCount(0)
  await expect(panel).toContainText('Resolved')
  await expect(panel).toContainText(/Closed\s*today/)
  await expect(panel).toContainText(/Closed by\s*Incident IQ/)
})

test('ignores several errors together, each with the clerk’s name', async ({ feebridgePage: page, feebridge }) => {
  for (const schoolIdNumber of ['782001', '782002'])
    await play(feebridge, 'addFee', { schoolIdNumber, userId: null, name: 'Reed guard', amountCents: 300 })
  await runNow(page)
  await openTab(page, 'Errors')
  const rows = listRows(page).filter({ hasText: 'Reed guard' })
  await expect(rows).toHaveCount(2)
  for (const index of [0, 1]) await rows.nth(index).getByRole('checkbox').check()
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Ignore 2 errors' }).click()
  await expect(page.getByRole('status').filter({ hasText: '2 errors ignored, with your name on each.' })).toBeVisible()
  await expect(rows).toHaveCount(0)
  await page.getByRole('combobox', { name: 'State' }).selectOption('ignored')
  await expect(rows).toHaveCount(2)
  await rows.first().click()
  await expect(details(page)).toContainText(/Closed by\s*\S/)
})

test('M7 asks about what is paid too much, and takes the answer', async ({ feebridgePage: page }) => {
  await openTab(page, 'Errors')
  const row = listRows(page).filter({ hasText: 'more is paid on' }).first()
  await row.click()
  const panel = details(page)
  await expect(panel).toContainText('keep it as credit')
  await panel.getByRole('button', { name: 'Keep as credit' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'It is kept as a credit.' })).toBeVisible()
  await expect(panel).toContainText('Resolved')
  await panel.getByRole('link', { name: 'Open the fee' }).click()
  await expect(details(page).getByRole('region', { name: 'Explain' })).toContainText(/a credit of \$\d+\.\d\d/)
})

test('says that all is in step where nothing is wrong', async ({ feebridgePage: page, hostKind }) => {
  test.skip(hostKind === 'desktop', 'The desktop asks over no network, so its answers cannot be replaced.')
  await page.route('**/call/errors.list', route =>
    route.fulfill({ json: { ok: true, value: { items: [], next: null } } }),
  )
  await openTab(page, 'Errors')
  await expect(page.getByRole('heading', { name: 'No errors: all is in step' })).toBeVisible()
  await expect(page.getByText('Here you can view failed line item transfers')).toBeVisible()
})

test('is accessible and drawn in every look, with an error open', async ({ feebridgePage: page }) => {
  await openTab(page, 'Errors')
  await listRows(page).first().click()
  await expect(details(page).getByRole('link', { name: 'Open the run' })).toBeVisible()
  await shotLightAndDark(page, 'Errors with one open')
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
