import { expect, listRows, openTab, play, test, toEndOfList } from './fixtures.ts'
import {
  askEngine,
  bringStudent,
  details,
  dialog,
  dueThere,
  expectNotice,
  openFee,
  paymentsThere,
  setDown,
  setIiq,
  showFeesOf,
  takeCash,
} from './office-desk.ts'

test.afterEach(async ({ feebridge, feebridgePage: page }) => {
  await play(feebridge, 'clearFaults')
  await play(feebridge, 'notPermitted', { routes: [] })
  await setIiq(page, { instantPayments: false, exportAdjustments: false })
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
  await toEndOfList(page)
  const rows = listRows(page).filter({ hasText: /A payment of \$(7|9|11)\.00 did not reach Incident IQ/ })
  await expect(rows).toHaveCount(3)
  await rows.filter({ hasText: '$11.00' }).click()
  const panel = details(page)
  await expect(panel).toContainText('payment of $11.00 on Kiln fee, Petra Winslow')
  await expect(panel).toContainText(/Attempts\s*1/)
  await expect(panel.getByRole('link', { name: 'Edit the entry in its fee' })).toHaveAttribute('href', /#\/fees\?open=/)
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
