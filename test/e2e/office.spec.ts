import type { Page } from '@playwright/test'
import { expect, listRows, openTab, play, test } from './fixtures.ts'
import {
  askEngine,
  bringStudent,
  details,
  dialog,
  dueThere,
  expectNotice,
  openFee,
  paymentsThere,
  runNow,
  setDown,
  setIiq,
  showFeesOf,
} from './office-desk.ts'

test.afterEach(async ({ feebridge, feebridgePage: page }) => {
  await play(feebridge, 'clearFaults')
  await play(feebridge, 'notPermitted', { routes: [] })
  await setIiq(page, { instantPayments: false, exportAdjustments: false })
})

test('a cashier takes a cash payment in under ten key presses, and Incident IQ has it at once', async ({
  feebridgePage: page,
  feebridge,
}) => {
  await setIiq(page, { instantPayments: true })
  const fees = await bringStudent(
    page,
    feebridge,
    { schoolId: '791001', firstName: 'Ottoline', lastName: 'Quayle' },
    { 'Choir folder': 4000 },
  )
  await openTab(page, 'Fees')
  let presses = 0
  const press = async (key: string) => {
    presses += 1
    await page.keyboard.press(key)
  }
  for (const key of ['/', 'q', 'u', 'a', 'y', 'ArrowDown', 'p']) await press(key)
  await expect(dialog(page)).toContainText('Ottoline Quayle (791001)')
  await expect(dialog(page).getByLabel('Amount')).toHaveValue('40.00')
  await expect(dialog(page).getByLabel('Amount')).toBeFocused()
  expect(await page.evaluate(() => window.getSelection()?.toString())).toBe('40.00')
  await press('Enter')
  expect(presses).toBeLessThan(10)
  await expectNotice(page, /^Took \$40\.00 in cash, receipt \d+\.$/)
  await expect(dialog(page)).toHaveCount(0)
  await expect(page.getByRole('grid')).toBeFocused()
  const active = page.locator(`[id="${await page.getByRole('grid').getAttribute('aria-activedescendant')}"]`)
  await expect(active).toContainText('Choir folder')
  await expect(active).toContainText('Paid')
  await expect.poll(() => dueThere(feebridge, fees['Choir folder'])).toBe(0)
  await page.keyboard.press('Enter')
  await expect(details(page).getByRole('row', { name: /Payment, Office/ })).toContainText('Delivered to Incident IQ')
})

test('never takes a payment from a row of the last search', async ({ feebridgePage: page, feebridge }) => {
  await bringStudent(
    page,
    feebridge,
    { schoolId: '791002', firstName: 'Barnaby', lastName: 'Yarrowby' },
    { 'Gym lock': 900 },
  )
  await openTab(page, 'Fees')
  await listRows(page).nth(4).click()
  await expect(details(page)).toBeVisible()
  for (const key of ['/', 'y', 'a', 'r', 'r', 'o', 'w', 'b', 'ArrowDown', 'p']) await page.keyboard.press(key)
  await expect(dialog(page)).toContainText('Barnaby Yarrowby (791002)')
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toHaveCount(0)
  await expect(details(page).getByRole('heading', { level: 2 })).toHaveText('Gym lock')
})

test('takes one check for several fees of a student, in part, with the split shown; it bounces, and a fee is charged', async ({
  feebridgePage: page,
  feebridge,
}) => {
  await setIiq(page, { instantPayments: true })
  const fees = await bringStudent(
    page,
    feebridge,
    { schoolId: '791003', firstName: 'Ines', lastName: 'Thackeray' },
    { 'Lab goggles': 1000, 'Lab coat': 2500, Recorder: 600 },
  )
  await showFeesOf(page, '791003')
  for (const index of [0, 1, 2]) await listRows(page).nth(index).getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Take payment for 3 fees, $41.00' }).click()
  const split = dialog(page).getByRole('table', { name: 'How it is split' })
  await expect(split.getByRole('row')).toHaveCount(5)
  await dialog(page).getByLabel('Amount received').fill('12')
  await expect(split.getByRole('row', { name: /Together/ })).toContainText('$41.00$12.00')
  await dialog(page).getByLabel('Paid by').selectOption('check')
  await dialog(page).getByLabel('Amount received').press('Enter')
  await expect(dialog(page).getByLabel('Check number')).toBeFocused()
  await page.keyboard.type('1042')
  await dialog(page).getByLabel('Pays now on Lab goggles').fill('10')
  await dialog(page).getByLabel('Pays now on Lab coat').fill('2')
  await dialog(page).getByLabel('Pays now on Recorder').fill('')
  await dialog(page).getByRole('button', { name: 'Take $12.00' }).click()
  await expectNotice(page, /^Took \$12\.00 by check, receipt/)
  await expect(page.getByRole('region', { name: 'Selection' })).toHaveCount(0)
  await expect.poll(() => dueThere(feebridge, fees['Lab coat'])).toBe(2300)

  const panel = await openFee(page, 'Lab goggles')
  await expect(panel.getByRole('row', { name: /Payment, Office/ })).toContainText('check 1042')
  await panel.getByRole('button', { name: /^Bounced check/ }).click()
  await dialog(page).getByLabel('Charge a fee for it').selectOption({ index: 1 })
  await dialog(page).getByLabel('Its amount').fill('25')
  await dialog(page).getByRole('button', { name: 'Enter bounced check, $10.00' }).click()
  await expectNotice(page, 'The check of $10.00 is entered as bounced, and charged $25.00 for it.')
  const question = panel.getByRole('region', { name: 'A question about this fee' })
  await expect(question).toContainText('$10.00 of it is unpaid now')
  await question.getByRole('button', { name: 'It is owed again' }).click()
  await expect(question).toHaveCount(0)
  await expect.poll(() => dueThere(feebridge, fees['Lab goggles'])).toBe(1000)
  await expect(listRows(page).filter({ hasText: 'Bounced check: Lab goggles' })).toContainText('$25.00')
})

test('M6, M7 refunds, asks what becomes of the rest, moves what is too much, and deletes a payment', async ({
  feebridgePage: page,
  feebridge,
}) => {
  await setIiq(page, { instantPayments: true })
  const fees = await bringStudent(
    page,
    feebridge,
    { schoolId: '791004', firstName: 'Wendell', lastName: 'Marsh' },
    { 'Trip deposit': 3000, 'Field notebook': 500 },
  )
  await showFeesOf(page, '791004')
  const panel = await openFee(page, 'Trip deposit')
  await takeCash(page, '35')
  const question = panel.getByRole('region', { name: 'A question about this fee' })
  await expect(question).toContainText('$5.00 more is paid on Trip deposit than is due.')
  await question.getByRole('button', { name: 'Move it to another fee' }).click()
  await dialog(page)
    .getByLabel(/^To another fee/)
    .selectOption({ label: 'Field notebook, $5.00 due' })
  await expect(dialog(page).getByLabel('Amount')).toHaveValue('5.00')
  await dialog(page).getByRole('button', { name: 'Move $5.00' }).click()
  await expectNotice(page, 'Moved $5.00 from Trip deposit to Field notebook.')
  await expect(question).toHaveCount(0)
  await expect.poll(() => dueThere(feebridge, fees['Field notebook'])).toBe(0)

  await panel.getByRole('button', { name: /^Refund the payment of \$35\.00/ }).click()
  await dialog(page).getByLabel('Amount').fill('10')
  await dialog(page).getByLabel('Amount').press('Enter')
  await expectNotice(page, 'Refunded $10.00.')
  await question.getByRole('button', { name: 'Waive it too' }).click()
  await expectNotice(page, 'What was left unpaid is waived.')
  await expect(panel).toContainText('Balance $0.00')

  await panel.getByRole('button', { name: 'Close details (Escape)' }).click()
  await openFee(page, 'Field notebook')
  await takeCash(page, '1')
  await expect.poll(async () => (await paymentsThere(feebridge, fees['Field notebook'])).length).toBe(2)
  await panel.getByRole('button', { name: /^Delete the payment of \$1\.00/ }).click()
  await dialog(page).getByLabel('Reason').fill('Entered on the wrong student')
  await dialog(page).getByRole('button', { name: 'Delete the payment, $1.00' }).click()
  await expectNotice(page, 'Deleted the payment of $1.00.')
  await expect.poll(async () => (await paymentsThere(feebridge, fees['Field notebook'])).length).toBe(1)
  await expect(panel.getByRole('row', { name: /^.*Void of the payment of \$1\.00/ })).toContainText(
    'Delivered to Incident IQ',
  )
})

test('waives one fee and many, with the sum on the button; adjusts, and says what is not possible', async ({
  feebridgePage: page,
  feebridge,
}) => {
  const fees = await bringStudent(
    page,
    feebridge,
    { schoolId: '791005', firstName: 'Delphi', lastName: 'Copperfold' },
    { 'Art smock': 1200, 'Paint set': 1800, Easel: 2200 },
  )
  await play(feebridge, 'payFee', { id: fees.Easel?.id, amountCents: 200 })
  await runNow(page)
  await showFeesOf(page, '791005')
  const panel = await openFee(page, 'Art smock')
  await panel.getByRole('button', { name: 'Adjust' }).click()
  await dialog(page).getByLabel('Change by').fill('−2')
  await dialog(page).getByLabel('Reason').fill('It was used')
  await dialog(page).getByRole('button', { name: 'Take off $2.00' }).click()
  await expectNotice(page, 'Art smock costs $10.00 now.')
  await panel.getByRole('button', { name: 'Waive' }).click()
  await expect(dialog(page).getByLabel('Reason')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog(page)).toContainText('Say why it is waived.')
  await dialog(page).getByLabel('Amount').fill('4')
  await dialog(page).getByLabel('Reason').fill('Hardship')
  await page.keyboard.press('Enter')
  await expectNotice(page, 'Waived $4.00 on Art smock.')
  await expect(panel.getByRole('row', { name: /Waiver, Office/ })).toContainText(
    'Exporting waivers and adjustments is off',
  )

  await panel.getByRole('button', { name: 'Close details (Escape)' }).click()
  await openFee(page, 'Easel')
  await panel.getByText(/^Why not/).click()
  await expect(panel).toContainText('A payment from Incident IQ is applied, so the amount is read-only.')
  await expect(panel).toContainText('It came from Incident IQ, which owns it.')
  await expect(panel.getByRole('button', { name: 'Adjust' })).toHaveCount(0)
  await page.keyboard.press('Escape')

  await page.getByRole('checkbox', { name: 'Select all rows' }).click()
  await page.getByRole('button', { name: 'Waive 3 fees, $44.00' }).click()
  await dialog(page).getByLabel('Reason').fill('The flood')
  await dialog(page).getByRole('button', { name: 'Waive 3 fees, $44.00' }).click()
  await expectNotice(page, 'Waived $44.00 on 3 fees.')
  await expect(listRows(page).filter({ hasText: '$0.00' })).toHaveCount(3)
})

test('charges a student who is found by name, a list with its wrong names, and deletes a fee of our own', async ({
  feebridgePage: page,
  feebridge,
}) => {
  await bringStudent(
    page,
    feebridge,
    { schoolId: '791006', firstName: 'Leander', lastName: 'Foxglove' },
    { 'Locker key': 300 },
  )
  await openTab(page, 'Fees')
  await page.getByRole('button', { name: 'Charge a fee' }).click()
  await page.keyboard.type('foxgl')
  await expect(page.getByRole('option', { name: /^Leander Foxglove \(791006\)/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await dialog(page).getByLabel('Item type').selectOption({ label: 'Laptop charger (LB-CHARGER)' })
  await dialog(page).getByLabel('Amount').fill('39.99')
  await dialog(page).getByLabel('Ticket').fill('T-1042')
  await dialog(page).getByLabel('Amount').press('Enter')
  await expectNotice(page, 'Charged Leander Foxglove $39.99.')

  await page.getByRole('button', { name: 'Charge a fee' }).click()
  await dialog(page).getByLabel('Whom').selectOption('students')
  await dialog(page).getByLabel('School Ids').fill('791006\n0791006')
  await dialog(page).getByLabel('Item type').selectOption({ label: 'Laptop charger (LB-CHARGER)' })
  await dialog(page).getByLabel('Amount').fill('5')
  await expect(dialog(page)).toContainText('1 student found; 1 name leads to nobody:')
  await dialog(page).getByRole('button', { name: 'Charge 1 student, $5.00' }).click()
  await expect(dialog(page).getByLabel('School Ids')).toBeFocused()
  await page.keyboard.press('Escape')

  await showFeesOf(page, '791006')
  const panel = await openFee(page, 'Laptop charger')
  await expect(panel.getByRole('region', { name: 'Story' })).toContainText(
    'Payments on this fee are not sent to Incident IQ, because the fee was not born there.',
  )
  await expect(panel.getByRole('link', { name: 'T-1042' })).toBeVisible()
  await panel.getByRole('button', { name: 'Delete' }).click()
  await dialog(page).getByLabel('Reason').fill('The charger was found')
  await dialog(page).getByRole('button', { name: 'Delete the fee, $39.99' }).click()
  await expectNotice(page, 'Deleted the fee of $39.99.')
  await expect(panel).toContainText('Void')
  await expect(panel.getByRole('button', { name: 'Take payment' })).toHaveCount(0)
})

test('takes all that a student owes from the student’s page, and uses a credit', async ({
  feebridgePage: page,
  feebridge,
}) => {
  await bringStudent(
    page,
    feebridge,
    { schoolId: '791007', firstName: 'Hester', lastName: 'Plumley' },
    { 'Yearbook deposit': 1500, 'Band shirt': 1100 },
  )
  await openTab(page, 'Students')
  await page.getByRole('searchbox', { name: 'Name or School Id' }).fill('791007')
  await expect(listRows(page)).toHaveCount(1)
  await listRows(page).first().click()
  const panel = details(page)
  await expect(panel.getByRole('button', { name: /Statement/ }).first()).toBeVisible()
  await panel.getByRole('button', { name: 'Take payment, $26.00 due' }).click()
  await expect(dialog(page).getByLabel('Amount received')).toHaveValue('26.00')
  await dialog(page).getByLabel('Pays now on Band shirt').fill('13')
  await dialog(page).getByLabel('Pays now on Yearbook deposit').fill('5')
  await dialog(page).getByRole('button', { name: 'Take $18.00' }).click()
  await expectNotice(page, /^Took \$18\.00 in cash/)
  await panel.getByRole('button', { name: 'Use the credit of $2.00 on Band shirt' }).click()
  await dialog(page)
    .getByLabel(/^To another fee/)
    .selectOption({ index: 1 })
  await dialog(page).getByRole('button', { name: 'Move $2.00' }).click()
  await expect(panel).toContainText('Owes $8.00')
  await panel.getByRole('button', { name: 'Charge a fee' }).click()
  await expect(dialog(page)).toContainText('Charge Hester Plumley')
})

test('offline the queue grows and says so; when the line is back it drains in order', async ({
  feebridgePage: page,
  feebridge,
}) => {
  // A line that failed several times is left alone for a minute.
  test.setTimeout(180_000)
  await setIiq(page, { instantPayments: true })
  const fees = await bringStudent(
    page,
    feebridge,
    { schoolId: '791008', firstName: 'Rosalind', lastName: 'Ebbing' },
    { 'Pool pass': 2000 },
  )
  await showFeesOf(page, '791008')
  await setDown(page, true)
  try {
    const panel = await openFee(page, 'Pool pass')
    await takeCash(page, '3')
    await takeCash(page, '4')
    await expect(panel.getByRole('row', { name: /Payment, Office/ }).first()).toContainText('refused the connection')
    await expect(panel.getByRole('row', { name: /Payment, Office/ }).last()).toContainText('Waits to be sent')
    await openTab(page, 'Overview')
    const card = page.getByRole('region', { name: 'Transfers to Incident IQ' })
    await card.getByRole('link', { name: /waiting$/ }).click()
    await expect(listRows(page).filter({ hasText: 'Rosalind Ebbing' })).toHaveCount(2)
  } finally {
    await setDown(page, false)
  }
  await expect.poll(() => dueThere(feebridge, fees['Pool pass']), { timeout: 120_000 }).toBe(1300)
  await expect(listRows(page)).toHaveCount(0)
  expect((await paymentsThere(feebridge, fees['Pool pass'])).map(one => one.amountCents)).toEqual([300, 400])
})

test('the Overview says which condition of an instant delivery is missing, and what is held and why', async ({
  feebridgePage: page,
  feebridge,
}) => {
  await bringStudent(
    page,
    feebridge,
    { schoolId: '791009', firstName: 'Magnus', lastName: 'Oakridge' },
    { 'Bus card': 800 },
  )
  await showFeesOf(page, '791009')
  await openFee(page, 'Bus card')
  await takeCash(page, '8')
  await openTab(page, 'Overview')
  const card = page.getByRole('region', { name: 'Transfers to Incident IQ' })
  await expect(card).toContainText('Instantly Export Payments is off')
  await expect(card).toContainText(/held: It was made while Instantly Export Payments was off/)
  await card.getByRole('link', { name: /^Change it/ }).click()
  await expect(page.getByRole('switch', { name: 'Instantly Export Payments' })).toBeVisible()
  await expect(page.getByLabel('Post payments as')).toContainText('The only one')
  await expect(page.getByRole('switch', { name: 'Export waivers and adjustments' })).toBeVisible()
  await openTab(page, 'Transfers')
  await listRows(page).filter({ hasText: 'Magnus Oakridge' }).click()
  await details(page).getByRole('button', { name: 'Do not send' }).click()
  await dialog(page).getByRole('button', { name: 'Do not send: $8.00' }).click()
  await expectNotice(page, 'It will not be sent, by your word.')
  await expect(details(page)).toContainText('Not to be sent to Incident IQ')
})

test('lists transfers that were refused among the errors, and sends them again together', async ({
  feebridgePage: page,
  feebridge,
}) => {
  await setIiq(page, { instantPayments: true })
  const fees = await bringStudent(
    page,
    feebridge,
    { schoolId: '791010', firstName: 'Petra', lastName: 'Winslow' },
    { 'Clay fee': 700, 'Glaze fee': 900, 'Kiln fee': 1100 },
  )
  await play(feebridge, 'notPermitted', { routes: ['create'] })
  await showFeesOf(page, '791010')
  for (const name of ['Clay fee', 'Glaze fee', 'Kiln fee']) {
    await openFee(page, name)
    await takeCash(page)
  }
  await expect(details(page)).toContainText('Refused by Incident IQ')
  await openTab(page, 'Errors')
  const rows = listRows(page).filter({ hasText: 'did not reach Incident IQ' })
  await expect(rows).toHaveCount(3)
  await rows.filter({ hasText: '$11.00' }).click()
  const panel = details(page)
  await expect(panel).toContainText('payment of $11.00 on Kiln fee, Petra Winslow')
  await expect(panel).toContainText(/Attempts\s*1/)
  await expect(panel).toContainText('there is nothing to edit')
  await panel.getByRole('button', { name: 'Mark as sent by hand' }).click()
  await dialog(page).getByRole('button', { name: 'Mark as sent by hand: $11.00' }).click()
  await expect(rows).toHaveCount(2)
  await play(feebridge, 'notPermitted', { routes: [] })
  for (const index of [0, 1]) await rows.nth(index).getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Try 2 errors again' }).click()
  await expect(rows).toHaveCount(0)
  await expect.poll(() => dueThere(feebridge, fees['Clay fee'])).toBe(0)
  await expect.poll(() => dueThere(feebridge, fees['Glaze fee'])).toBe(0)
  expect(await dueThere(feebridge, fees['Kiln fee'])).toBe(1100)
})

test('U1 undoes a run from Sync History: the plan first, then the undo and its run', async ({
  feebridgePage: page,
  feebridge,
}) => {
  const fees = await bringStudent(
    page,
    feebridge,
    { schoolId: '791011', firstName: 'Cosima', lastName: 'Vale' },
    { 'Drill guide': 4100, 'Saw guide': 2000 },
  )
  const [run] = (await askEngine(page, 'runs.list', { limit: 1 })).items
  const [paid] = (await askEngine(page, 'fees.list', { search: 'Saw guide' })).items
  await askEngine(page, 'fees.pay', { parts: [{ id: paid?.id ?? '', amount: '5.00' }], method: 'cash' })
  await openTab(page, 'Sync History')
  await listRows(page).first().click()
  await details(page).getByRole('button', { name: 'Undo this run…' }).click()
  await expect(dialog(page).getByRole('region', { name: '1 fee', exact: true })).toContainText('Drill guide')
  await expect(dialog(page).getByRole('region', { name: '1 fee left as it is' })).toContainText('It was touched since')
  await dialog(page).getByRole('button', { name: 'Undo: 1 fee, $41.00 no longer owed' }).click()
  await expect(dialog(page)).toContainText('Undone on 1 fee: $41.00 no longer owed.')
  await dialog(page).getByRole('link', { name: 'Open the run that undid it' }).click()
  await expect(dialog(page)).toHaveCount(0)
  await expect(details(page)).toContainText('to undo a run')
  await expect(details(page)).toContainText(run?.runId ?? 'the run')
  await showFeesOf(page, '791011')
  await expect(listRows(page).filter({ hasText: 'Drill guide' })).toContainText('Void')
  await play(feebridge, 'deleteItem', { id: fees['Drill guide']?.id })
})

/** Takes cash for the fee that is open, by its key; all that is due unless an amount is named. */
async function takeCash(page: Page, amount?: string): Promise<void> {
  await page.keyboard.press('p')
  await expect(dialog(page).getByLabel('Amount')).toBeFocused()
  if (amount !== undefined) await page.keyboard.type(amount)
  await page.keyboard.press('Enter')
  await expect(dialog(page)).toHaveCount(0)
}
