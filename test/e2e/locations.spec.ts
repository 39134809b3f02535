import type { Page } from '@playwright/test'
import { expect, listRows, openTab, test } from './fixtures.ts'
import { expectAccessible, LOOKS, plainLook, shotLightAndDark, showLook } from './looks.ts'
import { saying } from './saying.ts'

const dialog = (page: Page) => page.getByRole('dialog')
const rowOf = (page: Page, name: string) => listRows(page).filter({ hasText: name })

async function addLocation(page: Page, name: string, abbreviation: string): Promise<void> {
  await page.getByRole('button', { name: 'Add New Location' }).click()
  await dialog(page).getByLabel('Name').fill(name)
  await dialog(page).getByLabel('Abbreviation').fill(abbreviation)
  await page.keyboard.press('Enter')
  await expect(dialog(page)).toHaveCount(0)
}

async function deleteLocation(page: Page, name: string): Promise<void> {
  await rowOf(page, name)
    .getByRole('button', { name: `Delete ${name}` })
    .click()
  await dialog(page)
    .getByRole('button', { name: `Delete ${name}` })
    .click()
  await expect(rowOf(page, name)).toHaveCount(0)
}

test('adds a location and says which system knows it under what name', async ({ feebridgePage: page }) => {
  await openTab(page, 'Locations')
  await addLocation(page, 'Bus depot', 'DEPOT')
  await expect(rowOf(page, 'Bus depot')).toContainText('Feebridge as “Bus depot”')
  await rowOf(page, 'Bus depot').click()
  const panel = page.getByRole('complementary', { name: 'Details' })
  await expect(panel).toContainText('must match the InTouch field Fine Location Code exactly')
  await expect(panel.getByRole('link', { name: '0 fees' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(panel).toHaveCount(0)
  await deleteLocation(page, 'Bus depot')
})

test('I2 names abbreviations that differ by leading zeros only, with the fix beside them', async ({
  feebridgePage: page,
}) => {
  await openTab(page, 'Locations')
  await addLocation(page, 'North gym', '77')
  await addLocation(page, 'North pool', '077')
  const misses = page.getByRole('region', { name: 'Abbreviations to look at' })
  await expect(misses).toContainText(
    '“77” of North gym (Feebridge) and “077” of North pool (Feebridge) differ only by leading zeros.',
  )
  await misses.getByRole('button', { name: 'Edit North pool' }).click()
  await dialog(page).getByLabel('Abbreviation').fill('78')
  await page.keyboard.press('Enter')
  await expect(misses).toHaveCount(0)
  await deleteLocation(page, 'North gym')
  await deleteLocation(page, 'North pool')
})

test('I2 refuses an abbreviation that another location has in other letters', async ({ feebridgePage: page }) => {
  await openTab(page, 'Locations')
  await addLocation(page, 'South gym', 'SGYM')
  await page.getByRole('button', { name: 'Add New Location' }).click()
  await dialog(page).getByLabel('Name').fill('South gym again')
  await dialog(page).getByLabel('Abbreviation').fill(' sgym ')
  await page.keyboard.press('Enter')
  await expect(dialog(page).getByLabel('Abbreviation')).toHaveAccessibleDescription(
    saying('There is a location with the abbreviation SGYM already. Choose another abbreviation.'),
  )
  await page.keyboard.press('Escape')
  await deleteLocation(page, 'South gym')
})

test('meets WCAG 2.2 AA with its dialogs, in every look', async ({ feebridgePage: page }) => {
  test.slow()
  await openTab(page, 'Locations')
  await addLocation(page, 'West gym', '88')
  await addLocation(page, 'West pool', '088')
  await shotLightAndDark(page, 'Locations')
  for (const look of LOOKS) {
    await showLook(page, look)
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Add New Location' }).click()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
  }
  await plainLook(page)
  await deleteLocation(page, 'West gym')
  await deleteLocation(page, 'West pool')
})
