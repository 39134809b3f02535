import type { Page } from '@playwright/test'
import { expect, listRows, openTab, test } from './fixtures.ts'
import { expectAccessible, LOOKS, plainLook, shotLightAndDark, showLook } from './looks.ts'
import { saying } from './saying.ts'

const dialog = (page: Page) => page.getByRole('dialog')
const rowOf = (page: Page, sku: string) => listRows(page).filter({ hasText: sku })

interface TypedItem {
  sku: string
  title: string
  amount?: string
}

async function fillItem(page: Page, { sku, title, amount = '' }: TypedItem): Promise<void> {
  await page.getByRole('button', { name: 'Add New Item Type' }).click()
  await dialog(page).getByLabel('Sku').fill(sku)
  await dialog(page).getByLabel('Title').fill(title)
  await dialog(page).getByLabel('Category').selectOption({ index: 1 })
  await dialog(page).getByLabel('Default Amount').fill(amount)
}

test('adds an item type with the case of its Sku kept, edits and deletes it', async ({ feebridgePage: page }) => {
  await openTab(page, 'Item Types')
  await fillItem(page, { sku: 'Lab-Goggles', title: 'Lab goggles', amount: '$1,012.5' })
  await dialog(page).getByLabel('Type').selectOption('Fee')
  await dialog(page).getByLabel('GL code').fill('10-4410')
  await page.keyboard.press('Enter')
  await expect(dialog(page)).toHaveCount(0)
  const row = rowOf(page, 'Lab-Goggles')
  await expect(row).toContainText('$1,012.50')
  await expect(row).toContainText('10-4410')
  await row.getByRole('button', { name: 'Edit Lab goggles' }).click()
  await dialog(page).getByLabel('Default Amount').fill('')
  await dialog(page).getByRole('button', { name: 'Save' }).click()
  await expect(row).not.toContainText('$1,012.50')
  await row.getByRole('button', { name: 'Delete Lab goggles' }).click()
  await dialog(page).getByRole('button', { name: 'Delete Lab goggles' }).click()
  await expect(row).toHaveCount(0)
})

test('I2 refuses a Sku that differs only by case from another, at its field', async ({ feebridgePage: page }) => {
  await openTab(page, 'Item Types')
  const taken = (await listRows(page).first().getByRole('gridcell').first().textContent()) ?? ''
  await fillItem(page, { sku: taken.toLowerCase(), title: 'The same again' })
  await dialog(page).getByRole('button', { name: 'Save' }).click()
  const sku = dialog(page).getByLabel('Sku')
  await expect(sku).toHaveAccessibleDescription(
    saying(`There is an item type with the Sku ${taken} already. Choose another Sku.`),
  )
  await expect(sku).toBeFocused()
  await expect(sku).toHaveAccessibleDescription(/Must match the InTouch field Item Collection exactly/)
  await page.keyboard.press('Escape')
})

test('M1 refuses a default amount of three decimals, and names each empty field', async ({ feebridgePage: page }) => {
  await openTab(page, 'Item Types')
  await fillItem(page, { sku: '', title: '', amount: '1.005' })
  await dialog(page).getByRole('button', { name: 'Save' }).click()
  await expect(dialog(page).getByLabel('Sku')).toHaveAccessibleDescription(saying('Enter the Sku.'))
  await expect(dialog(page).getByLabel('Title')).toHaveAccessibleDescription(saying('Enter the title.'))
  await expect(dialog(page).getByLabel('Default Amount')).toHaveAccessibleDescription(/has more than two decimals/)
  await expect(dialog(page).getByLabel('Sku')).toBeFocused()
  await page.keyboard.press('Escape')
})

test('C3 lets only the GL code of an item type of Incident IQ be edited', async ({ feebridgePage: page }) => {
  await openTab(page, 'Item Types')
  await page.getByLabel('From', { exact: true }).selectOption('Incident IQ')
  const row = listRows(page).first()
  await expect(row.getByRole('button', { name: /^Delete/ })).toHaveCount(0)
  await row.getByRole('button', { name: /^Edit/ }).click()
  await expect(dialog(page)).toContainText('Incident IQ owns this item type')
  await expect(dialog(page).getByRole('textbox')).toHaveCount(1)
  await dialog(page).getByLabel('GL code').fill('20-100')
  await page.keyboard.press('Enter')
  await expect(row).toContainText('20-100')
  await row.getByRole('button', { name: /^Edit/ }).click()
  await dialog(page).getByLabel('GL code').fill('')
  await page.keyboard.press('Enter')
  await expect(row).not.toContainText('20-100')
})

test('meets WCAG 2.2 AA with its dialogs, in every look', async ({ feebridgePage: page }) => {
  test.slow()
  await openTab(page, 'Item Types')
  await expect(listRows(page).first()).toBeVisible()
  await shotLightAndDark(page, 'Item Types')
  for (const look of LOOKS) {
    await showLook(page, look)
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Add New Item Type' }).click()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
  }
  await plainLook(page)
})
