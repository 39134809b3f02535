import { expect, listRows, openTab, play, test } from './fixtures.ts'
import { expectAccessible, LOOKS, plainLook, shot, shotLightAndDark, showLook } from './looks.ts'

/** What is read of the practice district's people. */
interface Person {
  id: string
  schoolIdNumber: string | null
  isActive: boolean
}

test('finds students by name, location and what they owe, and keeps it in the address', async ({
  feebridgePage: page,
}) => {
  await openTab(page, 'Students')
  await page.getByLabel('Balance', { exact: true }).selectOption('Owing')
  await expect(page).toHaveURL(/owing=yes/)
  await expect(listRows(page).filter({ hasText: '$0.00' })).toHaveCount(0)
  const name = (await listRows(page).nth(2).getByRole('gridcell').first().textContent()) ?? ''
  await page.getByLabel('Name or School Id').fill(name)
  await expect(listRows(page).filter({ hasNotText: name })).toHaveCount(0)
  await page.getByRole('button', { name: 'Clear filters' }).first().click()
  await expect(listRows(page).nth(10)).toBeVisible()
})

test("shows a student's page: what is owed, by system, and every fee with the way to its story", async ({
  feebridgePage: page,
}) => {
  await openTab(page, 'Students')
  await page.getByLabel('Balance', { exact: true }).selectOption('Owing')
  await listRows(page).first().click()
  const panel = page.getByRole('complementary', { name: 'Details' })
  await expect(panel.getByText(/^Owes \$[\d,]+\.\d\d(: .+ due, less a credit of .+)?$/)).toBeVisible()
  await expect(panel.getByRole('row', { name: /^Incident IQ / })).toBeVisible()
  const fee = panel.getByRole('rowheader').getByRole('link').first()
  const feeName = (await fee.textContent()) ?? ''
  await fee.click()
  await expect(page.getByRole('heading', { level: 1, name: 'Fees' })).toBeVisible()
  await expect(panel.getByRole('heading', { level: 2, name: feeName })).toBeVisible()
})

test('I2 names the people who carry one School Id, and lets the clerk choose', async ({
  feebridgePage: page,
  feebridge,
}) => {
  const people = (await play(feebridge, 'users')) as Person[]
  const schoolIdNumber = people.findLast(person => person.schoolIdNumber !== null && person.isActive)?.schoolIdNumber
  await play(feebridge, 'addUser', { schoolIdNumber, firstName: 'Orla', lastName: 'Twinfield', isActive: true })
  await play(feebridge, 'addFee', { schoolIdNumber, userId: null, name: 'Tablet case', amountCents: 990 })
  await page.getByRole('button', { name: /^Run now/ }).click()
  await expect(page.getByRole('status').filter({ hasText: /^iiQ Sync: / })).toBeVisible()
  await openTab(page, 'Students')
  await page.getByLabel('Name or School Id').fill('Orla Twinfield')
  await listRows(page).filter({ hasText: 'Orla Twinfield' }).click()
  const panel = page.getByRole('complementary', { name: 'Details' })
  await expect(panel.getByText('No fee for this School Id is matched until you say who is meant.')).toBeVisible()
  await panel.getByRole('button', { name: 'Choose Orla Twinfield' }).click()
  await expect(panel.getByText('Fees for this School Id go to Orla Twinfield.')).toBeVisible()
  await expect(panel.getByText('Chosen')).toBeVisible()
})

test('is accessible and drawn in every look, with and without a page open', async ({ feebridgePage: page }) => {
  await openTab(page, 'Students')
  await expect(listRows(page).first()).toBeVisible()
  await shotLightAndDark(page, 'Students')
  await listRows(page).first().click()
  await expect(page.getByRole('complementary', { name: 'Details' }).getByText('Balance by system')).toBeVisible()
  for (const look of LOOKS) {
    await showLook(page, look)
    await expectAccessible(page)
    await shot(page, `Student ${look}`)
  }
  await plainLook(page)
})
