import type { Page } from '@playwright/test'
import { expect, listRows, openTab, play, test } from './fixtures.ts'
import { expectAccessible, plainLook, shotLightAndDark, showLook } from './looks.ts'
import { askEngine, bringStudent, details, dialog, openFee, setIiq, showFeesOf } from './office-desk.ts'

test('every dialog of the office is accessible, light and dark', async ({ feebridgePage: page, feebridge }) => {
  test.setTimeout(180_000)
  await setIiq(page, { instantPayments: true })
  await bringStudent(
    page,
    feebridge,
    { schoolId: '792001', firstName: 'Theodora', lastName: 'Longworth-Abernathy' },
    { 'Chemistry set': 2500, 'A locker with a very long name that does not fit into one line of a dialog': 1200 },
  )
  await showFeesOf(page, '792001')
  const panel = await openFee(page, 'Chemistry set')
  const open = async (name: string, title: string) => {
    await panel.getByRole('button', { name }).first().click()
    await look(page, title)
  }
  await open('Take payment', 'Office take a payment')
  await open('Waive', 'Office waive')
  await open('Adjust', 'Office adjust')
  const fee = (await askEngine(page, 'fees.list', { student: '792001', search: 'Chemistry' })).items[0]
  const parts = [{ id: fee?.id ?? '', amount: '30.00' }]
  await askEngine(page, 'fees.pay', { parts, method: 'check', checkNumber: '77' })
  await expect(panel.getByRole('region', { name: 'A question about this fee' })).toBeVisible()
  await shotLightAndDark(page, 'Office question')
  await expectAccessible(page)
  await open('Refund the payment', 'Office refund')
  await open('Bounced check', 'Office bounced check')
  await open('Move money', 'Office move money')
  await open('Delete the payment', 'Office delete a payment')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Charge a fee' }).click()
  await look(page, 'Office charge')
  await page.getByRole('checkbox', { name: 'Select all rows' }).click()
  await page.getByRole('button', { name: /^Waive 1 fee/ }).click()
  await look(page, 'Office waive from a selection')
  await setIiq(page, { instantPayments: false })
})

test('transfers, what is held and how a run is undone are accessible and drawn, light and dark', async ({
  feebridgePage: page,
  feebridge,
}) => {
  test.setTimeout(120_000)
  await setIiq(page, { instantPayments: true })
  await bringStudent(
    page,
    feebridge,
    { schoolId: '792002', firstName: 'Ignatius', lastName: 'Pell' },
    { 'Violin bow': 800, Rosin: 400 },
  )
  const fees = (await askEngine(page, 'fees.list', { student: '792002' })).items
  await play(feebridge, 'notPermitted', { routes: ['create'] })
  for (const fee of fees)
    await askEngine(page, 'fees.pay', { parts: [{ id: fee.id, amount: '1.00' }], method: 'cash', wait: true })
  await askEngine(page, 'fees.waive', { parts: [{ id: fees[0]?.id ?? '', amount: '1.00' }], reason: 'Held back' })
  await expect(page.getByRole('region', { name: 'Transfers to Incident IQ' })).toContainText('1 transfer held')
  await draw(page, 'Office transfers on the Overview')
  await openTab(page, 'Transfers')
  await page.getByRole('combobox', { name: 'State' }).selectOption('refused')
  await listRows(page).filter({ hasText: 'Ignatius Pell' }).first().click()
  await draw(page, 'Office a refused transfer')
  await details(page).getByRole('button', { name: 'Do not send' }).click()
  await look(page, 'Office decide about a transfer')
  await openTab(page, 'Errors')
  await listRows(page).filter({ hasText: 'did not reach' }).first().click()
  await draw(page, 'Office an error about a transfer')
  await play(feebridge, 'notPermitted', { routes: [] })
  for (const { id } of (await askEngine(page, 'outbox.list', { state: 'refused' })).items)
    await askEngine(page, 'outbox.ignore', { id })
  await setIiq(page, { instantPayments: false })
  await openTab(page, 'Sync History')
  await listRows(page).first().click()
  await details(page).getByRole('button', { name: 'Undo this run…' }).click()
  await expect(dialog(page).getByRole('table').first()).toBeVisible()
  await look(page, 'Office undo a run')
})

/** Looks at what is open in both looks, and closes it. */
async function look(page: Page, name: string): Promise<void> {
  await expect(dialog(page)).toBeVisible()
  await draw(page, name)
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toHaveCount(0)
}

async function draw(page: Page, name: string): Promise<void> {
  await shotLightAndDark(page, name)
  for (const each of ['light', 'dark'] as const) {
    await showLook(page, each)
    await expectAccessible(page)
  }
  await plainLook(page)
}
