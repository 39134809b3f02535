import type { Page } from '@playwright/test'
import { expect, openTab, test } from './fixtures.ts'
import { expectAccessible, LOOKS, plainLook, shotLightAndDark, showLook } from './looks.ts'
import { readSheet, takeFile } from './take-file.ts'

test('exports all transactions in one click: real amounts and dates, as many rows as it says', async ({
  feebridgePage: page,
  feebridge,
}) => {
  await openTab(page, 'Export')
  const file = await takeFile(page, feebridge, async () => {
    await page.getByRole('button', { name: 'Export All Transactions' }).click()
    await expect(written(page, 'transactions')).toBeVisible()
  })
  const { headers, rows } = await readSheet(file)
  expect(headers).toEqual(expect.arrayContaining(['SKU', 'Category', 'Name', 'Description', 'Amount', 'Due date']))
  expect(rows).toHaveLength(await countOf(page, 'transactions'))
  expect(rows.every(row => typeof row.Amount === 'number' && row.Date instanceof Date)).toBe(true)
})

test('exports the overdue list and the students who owe, and nobody else', async ({
  feebridgePage: page,
  feebridge,
}) => {
  await openTab(page, 'Export')
  const overdue = await readSheet(await take(page, feebridge, 'Export the overdue list', 'overdue fees'))
  expect(overdue.rows.length).toBeGreaterThan(0)
  expect(overdue.rows.filter(row => row.Overdue !== 'Yes' || Number(row.Balance) <= 0)).toEqual([])
  const students = await readSheet(await take(page, feebridge, 'Export the students who owe', 'students'))
  expect(students.rows.length).toBeGreaterThan(0)
  expect(students.rows.filter(row => Number(row.Balance) <= 0)).toEqual([])
})

test('F1 writes each export into the audit trail, which is exported with the hash of every line', async ({
  feebridgePage: page,
  feebridge,
}) => {
  await openTab(page, 'Export')
  await take(page, feebridge, 'Export the fees', 'fees')
  const { rows } = await readSheet(await take(page, feebridge, 'Export the audit trail', 'lines'))
  expect(rows.at(-1)).toMatchObject({
    What: 'report.list',
    Details: expect.stringMatching(/^list: fees; filter: All fees/),
  })
  expect(rows.filter(row => !/^[0-9a-f]{64}$/.test(String(row.Hash)))).toEqual([])
  expect(rows.map(row => row.Line)).toEqual(rows.map((_, index) => index + 1))
})

test('the Export tab meets WCAG 2.2 AA in every look', async ({ feebridgePage: page }) => {
  await openTab(page, 'Export')
  for (const look of LOOKS) {
    await showLook(page, look)
    await expectAccessible(page)
  }
  await plainLook(page)
  await shotLightAndDark(page, 'export')
})

function written(page: Page, noun: string) {
  return page.getByText(new RegExp(`^[\\d,]+ ${noun} written`))
}

async function countOf(page: Page, noun: string): Promise<number> {
  const words = await written(page, noun).textContent()
  return Number(words?.split(' ')[0]?.replaceAll(',', ''))
}

function take(page: Page, feebridge: Parameters<typeof takeFile>[1], button: string, noun: string): Promise<string> {
  return takeFile(page, feebridge, async () => {
    await page.getByRole('button', { name: button }).click()
    await expect(written(page, noun)).toBeVisible()
  })
}
