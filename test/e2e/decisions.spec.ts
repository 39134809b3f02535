import { expect, listRows, openTab, play, test } from './fixtures.ts'

/** What is read of the practice district's people. */
interface Person {
  schoolIdNumber: string | null
  isActive: boolean
}

test('I2 lets the clerk say who is meant by a School Id that two people carry', async ({
  feebridgePage: page,
  feebridge,
}) => {
  const people = (await play(feebridge, 'users')) as Person[]
  const twin = people.find(person => person.schoolIdNumber !== null && person.isActive)
  const schoolIdNumber = twin?.schoolIdNumber
  await play(feebridge, 'addUser', { schoolIdNumber, firstName: 'Tilda', lastName: 'Brackenfield', isActive: true })
  await play(feebridge, 'addFee', { schoolIdNumber, userId: null, name: 'Laptop sleeve', amountCents: 1250 })
  await page.getByRole('button', { name: /^Run now/ }).click()
  await openTab(page, 'Errors')
  await listRows(page).filter({ hasText: 'Laptop sleeve' }).click()
  const panel = page.getByRole('complementary', { name: 'Details' })
  await expect(panel.getByRole('button', { name: /^Choose/ })).toHaveCount(2)
  await panel.getByRole('button', { name: 'Choose Tilda Brackenfield' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Reprocessed: 1 fee added' })).toBeVisible()
  await expect(listRows(page).filter({ hasText: 'Laptop sleeve' })).toHaveCount(0)
  await openTab(page, 'Fees')
  await page.getByLabel('Student ID').fill(schoolIdNumber ?? '')
  await expect(listRows(page).filter({ hasText: 'Tilda Brackenfield' })).toHaveCount(1)
})

test('B1 shows a run that waits, with what approving it would take off, and discards it', async ({
  feebridgePage: page,
  feebridge,
}) => {
  await play(feebridge, 'halfFeed')
  try {
    await page.getByRole('button', { name: /^Run now/ }).click()
    const waiting = page.getByRole('region', { name: 'Waits for your approval' })
    await waiting.getByRole('button', { name: /^Approve \d+ changes/ }).click()
    const asked = page.getByRole('dialog')
    await expect(asked.getByText(/^They take \$[\d,]+\.\d\d off what is owed\.$/)).toBeVisible()
    await asked.getByRole('button', { name: 'Leave it waiting' }).click()
    await waiting.getByRole('button', { name: /^Discard/ }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Discard these changes' }).click()
    await expect(waiting).toHaveCount(0)
    await expect(page.getByRole('region', { name: 'Last runs' }).getByRole('row', { name: /Discarded/ })).toHaveCount(1)
  } finally {
    await play(feebridge, 'clearFaults')
  }
})
