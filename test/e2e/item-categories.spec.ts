import type { Page } from '@playwright/test'
import { expect, listRows, openTab, test } from './fixtures.ts'
import { expectAccessible, LOOKS, plainLook, shotLightAndDark, showLook } from './looks.ts'
import { saying } from './saying.ts'

const dialog = (page: Page) => page.getByRole('dialog')
const rowOf = (page: Page, title: string) => listRows(page).filter({ hasText: title })

async function addCategory(page: Page, title: string, description = ''): Promise<void> {
  await page.getByRole('button', { name: 'Add New Item Category' }).click()
  await dialog(page).getByLabel('Title').fill(title)
  await dialog(page).getByLabel('Description').fill(description)
  await dialog(page).getByRole('button', { name: 'Save' }).click()
  await expect(dialog(page)).toHaveCount(0)
}

/** Another window's change, so that this one is told of it. */
async function changeElsewhere(page: Page, title: string): Promise<void> {
  await page.evaluate(async asked => {
    const body = { title: asked }
    const { feebridge } = window as { feebridge?: { call(name: string, request: object): Promise<unknown> } }
    if (feebridge !== undefined) await feebridge.call('categories.add', body)
    else {
      const headers = { 'Content-Type': 'application/json' }
      await fetch('/call/categories.add', { method: 'POST', headers, body: JSON.stringify(body) })
    }
  }, title)
}

test('adds, edits and deletes an item category, with the focus back where it was', async ({ feebridgePage: page }) => {
  await openTab(page, 'Item Categories')
  await addCategory(page, 'Parking', 'Permits of the student lot')
  await expect(page.getByRole('button', { name: 'Add New Item Category' })).toBeFocused()
  const row = rowOf(page, 'Parking')
  await expect(row).toContainText('Permits of the student lot')
  const edit = row.getByRole('button', { name: 'Edit Parking' })
  await edit.click()
  await dialog(page).getByLabel('Description').fill('Permits')
  await dialog(page).getByLabel('Title').press('Enter')
  await expect(dialog(page)).toHaveCount(0)
  await expect(row).not.toContainText('student lot')
  await expect(edit).toBeFocused()
  await row.getByRole('button', { name: 'Delete Parking' }).click()
  await expect(dialog(page)).toContainText('Nothing uses this item category, so it is deleted for good.')
  await dialog(page).getByRole('button', { name: 'Delete Parking' }).click()
  await expect(row).toHaveCount(0)
  await expect(page.getByRole('grid')).toBeFocused()
})

test('says at the field what is wrong, and Escape leaves everything as it was', async ({ feebridgePage: page }) => {
  await openTab(page, 'Item Categories')
  const taken = (await listRows(page).first().getByRole('gridcell').first().textContent()) ?? ''
  const before = await listRows(page).count()
  await page.getByRole('button', { name: 'Add New Item Category' }).click()
  const title = dialog(page).getByLabel('Title')
  await expect(title).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(title).toHaveAccessibleDescription(saying('Enter the title of the category.'))
  await title.fill(taken.toUpperCase())
  await page.keyboard.press('Enter')
  await expect(title).toHaveAccessibleDescription(
    saying(`There is an item category with the title ${taken} already. Choose another title.`),
  )
  await expect(title).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toHaveCount(0)
  await expect(listRows(page)).toHaveCount(before)
})

test('C3 shows what Incident IQ owns and offers no edit of it', async ({ feebridgePage: page }) => {
  await openTab(page, 'Item Categories')
  await page.getByLabel('From', { exact: true }).selectOption('Incident IQ')
  await expect(listRows(page).first()).toBeVisible()
  await expect(listRows(page).filter({ hasNotText: 'kept in Incident IQ' })).toHaveCount(0)
  await expect(listRows(page).getByRole('button')).toHaveCount(0)
  await listRows(page).first().click()
  const panel = page.getByRole('complementary', { name: 'Details' })
  await expect(panel).toContainText('Incident IQ owns this category. Change it there; the next run brings it here.')
  await expect(panel.getByRole('link', { name: /^[\d,]+ fees?$/ })).toBeVisible()
})

test('archives a category that an item type is in, and takes it back', async ({ feebridgePage: page }) => {
  await openTab(page, 'Item Categories')
  await addCategory(page, 'Choir')
  await openTab(page, 'Item Types')
  await page.getByRole('button', { name: 'Add New Item Type' }).click()
  await dialog(page).getByLabel('Sku').fill('CHOIR-ROBE')
  await dialog(page).getByLabel('Title').fill('Choir robe')
  await dialog(page).getByLabel('Category').selectOption('Choir')
  await dialog(page).getByRole('button', { name: 'Save' }).click()
  await expect(dialog(page)).toHaveCount(0)
  await openTab(page, 'Item Categories')
  await rowOf(page, 'Choir').getByRole('button', { name: 'Delete Choir' }).click()
  await expect(dialog(page)).toContainText('1 item type uses it, so it is archived and not deleted')
  await dialog(page).getByRole('button', { name: 'Archive Choir' }).click()
  await expect(rowOf(page, 'Choir')).toHaveCount(0)
  await page.getByLabel('Show', { exact: true }).selectOption('archived')
  await rowOf(page, 'Choir').getByRole('button', { name: 'Restore Choir' }).click()
  await expect(rowOf(page, 'Choir')).toHaveCount(0)
  await page.getByLabel('Show', { exact: true }).selectOption('in use')
  await expect(rowOf(page, 'Choir')).toHaveCount(1)
})

test('Re-Build Payment Data is needed after an edit, counts its rows, and changes no cent', async ({
  feebridgePage: page,
}) => {
  await openTab(page, 'Item Categories')
  const card = page.getByRole('region', { name: 'Re-Build Payment Data' })
  await addCategory(page, 'Yearbook')
  await expect(card).toContainText('Needed')
  await openTab(page, 'Item Types')
  await page.getByRole('link', { name: 'Re-build under Item Categories' }).click()
  await card.getByRole('button', { name: 'Re-Build Payment Data' }).click()
  await expect(card).not.toContainText('Needed')
  await expect(card).toContainText(
    /[\d,]+ rows looked at, [\d,]+ changed\. Their balance is \$[\d,]+\.\d\d, before as after\./,
  )
  await openTab(page, 'Item Types')
  await expect(page.getByRole('link', { name: 'Re-build under Item Categories' })).toHaveCount(0)
})

test('keeps what is typed while the list changes behind it', async ({ feebridgePage: page }) => {
  await openTab(page, 'Item Categories')
  await page.getByRole('button', { name: 'Add New Item Category' }).click()
  await dialog(page).getByLabel('Title').fill('Half a ti')
  await changeElsewhere(page, 'From another window')
  await expect(page.locator('tbody').getByTitle('From another window')).toBeVisible()
  await expect(dialog(page).getByLabel('Title')).toHaveValue('Half a ti')
  await expect(dialog(page).getByLabel('Title')).toBeFocused()
  await page.keyboard.press('Escape')
})

test('meets WCAG 2.2 AA with its dialogs, in every look', async ({ feebridgePage: page }) => {
  test.slow()
  await openTab(page, 'Item Categories')
  await addCategory(page, 'Lockers')
  await shotLightAndDark(page, 'Item Categories')
  for (const look of LOOKS) {
    await showLook(page, look)
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Add New Item Category' }).click()
    await dialog(page).getByRole('button', { name: 'Save' }).click()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
  }
  await plainLook(page)
})
