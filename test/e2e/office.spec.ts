import { readFileSync } from 'node:fs'
import { expect, listRows, openTab, play, test } from './fixtures.ts'
import {
  bringStudent,
  details,
  dialog,
  dueThere,
  expectNotice,
  openFee,
  paymentsThere,
  runNow,
  setIiq,
  showFeesOf,
  takeCash,
} from './office-desk.ts'
import { takeFile } from './take-file.ts'

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
  await expectNotice(page, /^Took \$40\.00 in cash, receipt \d+\./)
  await expect(dialog(page)).toHaveCount(0)
  await expect(page.getByRole('grid')).toBeFocused()
  const active = page.locator(`[id="${await page.getByRole('grid').getAttribute('aria-activedescendant')}"]`)
  await expect(active).toContainText('Choir folder')
  await expect(active).toContainText('Paid')
  await expect.poll(() => dueThere(feebridge, fees['Choir folder'])).toBe(0)
  await page.keyboard.press('Enter')
  await expect(details(page).getByRole('row', { name: /Payment, Office/ })).toContainText('Delivered to Incident IQ')
})

for (const [tab, field] of [
  ['Fees', 'Search'],
  ['Students', 'Name or School Id'],
] as const)
  test(`a cashier scans a School Id in ${tab}, takes the cash in under ten key presses, and prints the receipt`, async ({
    feebridgePage: page,
    feebridge,
  }) => {
    const schoolId = tab === 'Fees' ? '791021' : '791022'
    await bringStudent(
      page,
      feebridge,
      { schoolId, firstName: 'Ludovica', lastName: `Brackenbury-${tab}` },
      tab === 'Fees' ? { 'Museum trip': 1500 } : { 'Museum trip': 1500, 'Bus pass': 1000 },
    )
    await openTab(page, tab)
    await expect(listRows(page).nth(1)).toBeVisible()
    // No field has the focus: the digits of the card, its Enter, then P and Enter.
    const keys = [...schoolId, 'Enter', 'p']
    for (const key of keys) await page.keyboard.press(key)
    expect(keys.length + 1).toBeLessThan(10)
    await expect(dialog(page)).toContainText(`Ludovica Brackenbury-${tab} (${schoolId})`)
    await expect(page.getByRole('searchbox', { name: field })).toHaveValue(schoolId)
    await expect(dialog(page).getByLabel(/^Amount/)).toHaveValue(tab === 'Fees' ? '15.00' : '25.00')
    await page.keyboard.press('Enter')
    await expectNotice(page, /^Took \$(15|25)\.00 in cash, receipt \d+\./)
    const receipt = page.getByRole('button', { name: /^Receipt \d+ \(PDF\)$/ }).last()
    const print = async () => {
      if (feebridge.app === null) await page.keyboard.press('r')
      else await receipt.click()
      await expect(page.getByText(/Your browser saves it as|was written to/)).toBeVisible()
    }
    const file = await takeFile(page, feebridge, print, 'taken.pdf')
    await expect.poll(() => readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-')
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
  // Escape is the dialog's alone, also before the focus is in it.
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
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
  await question.getByRole('button', { name: 'Waive $10.00 too' }).click()
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
  // Its button has left the page, and the focus has not gone with it.
  await expect(page.getByRole('grid')).toBeFocused()
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
    'Payments on this fee are not sent to Incident IQ, because the fee was not charged there.',
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
