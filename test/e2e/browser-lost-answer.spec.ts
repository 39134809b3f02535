import { expect, test } from './fixtures.ts'
import { bringStudent, dialog, expectNotice, openFee, showFeesOf } from './office-desk.ts'

// Only between a browser and its host can an answer be cut off on its way.
test('a payment whose answer is lost is pressed again, and is entered once; three presses in one moment are one', async ({
  feebridgePage: page,
  feebridge,
}) => {
  await bringStudent(
    page,
    feebridge,
    { schoolId: '791023', firstName: 'Amabel', lastName: 'Thornquist' },
    { 'Ski day': 3000, 'Ski boots': 1000 },
  )
  await showFeesOf(page, '791023')
  const panel = await openFee(page, 'Ski day')
  await page.route('**/call/fees.pay', async route => {
    await route.fetch()
    await route.fulfill({ body: '' })
  })
  await page.keyboard.press('p')
  await expect(dialog(page).getByLabel('Amount')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog(page).getByRole('alert')).toContainText('nothing is entered twice')
  await page.unroute('**/call/fees.pay')
  await page.keyboard.press('Enter')
  await expectNotice(page, /^Took \$30\.00 in cash, receipt \d+\./)
  await expect(panel.getByRole('row', { name: /Payment, Office/ })).toHaveCount(1)
  await expect(panel).toContainText('Balance $0.00')
  await page.keyboard.press('Escape')
  await openFee(page, 'Ski boots')
  await page.keyboard.press('p')
  await expect(dialog(page).getByLabel('Amount')).toBeFocused()
  await dialog(page)
    .locator('form')
    .evaluate((form: HTMLFormElement) => {
      for (let press = 0; press < 3; press += 1) form.requestSubmit()
    })
  await expect(dialog(page)).toHaveCount(0)
  await expect(panel.getByRole('row', { name: /Payment, Office/ })).toHaveCount(1)
})
