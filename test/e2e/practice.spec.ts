import type { Page } from '@playwright/test'
import { expect, openTab, play, test } from './fixtures.ts'
import { expectAccessible, LOOKS, plainLook, shotLightAndDark, showLook } from './looks.ts'
import { saying } from './saying.ts'

const card = (page: Page, name: string) => page.getByRole('region', { name })
const scenario = (page: Page, title: string) =>
  card(page, 'Try what can happen').getByRole('listitem').filter({ hasText: title })

async function playScenario(page: Page, title: string): Promise<void> {
  await scenario(page, title).getByRole('button').click()
  await expect(scenario(page, title).getByRole('link', { name: 'Open the run' })).toBeVisible({ timeout: 45_000 })
}

/** Whatever a test broke over there is whole again for the next one. */
test.afterEach(async ({ feebridge }) => void (await play(feebridge, 'clearFaults')))

test('an agent adds a fee, and the next sync brings it here', async ({ feebridgePage: page }) => {
  await openTab(page, 'Practice console')
  const form = card(page, 'An agent adds a fee')
  await form.getByRole('combobox', { name: 'Student' }).fill('a')
  await page.getByRole('option').first().click()
  await form.getByRole('combobox', { name: 'What for' }).fill('planner')
  await page.getByRole('option', { name: 'Student planner' }).click()
  await expect(form.getByLabel('Amount')).toHaveValue('7.00')
  await form.getByLabel('Amount').fill('7,31.123')
  await form.getByRole('button', { name: 'Add the fee' }).click()
  await expect(form.getByLabel('Amount')).toHaveAccessibleDescription(saying('has more than two decimals'))
  await form.getByLabel('Amount').fill('731.12')
  await form.getByRole('button', { name: 'Add the fee' }).click()
  await expect(card(page, 'What took effect in Incident IQ')).toContainText('Student planner, $731.12, was charged to')
  await card(page, 'What Feebridge does').getByRole('button', { name: 'Run now' }).click()
  await expect(card(page, 'What Feebridge asked').getByRole('listitem').first()).toContainText('200')
  await openTab(page, 'Fees')
  await expect(page.getByRole('grid')).toContainText('$731.12')
})

test('an agent takes a payment, changes an amount, waives and deletes', async ({ feebridgePage: page }) => {
  await openTab(page, 'Practice console')
  const fees = card(page, 'An agent works on fees')
  await fees.getByLabel('Find a fee in Incident IQ').fill('tablet')
  const row = fees
    .getByRole('row')
    .filter({ hasText: /\$[1-9].* of/ })
    .first()
  await expect(row).toContainText('Tablet')
  const act = async (name: RegExp) => {
    await row.getByRole('button').click()
    await page.getByRole('menuitem', { name }).click()
  }
  await act(/Change the amount/)
  await page.getByRole('dialog').getByLabel('New amount of the fee').fill('60')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(row).toContainText('of $60.00')
  await act(/Take a payment/)
  await page.getByRole('dialog').getByLabel('Amount paid').fill('-5')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog').getByLabel('Amount paid')).toHaveAccessibleDescription(
    saying('The amount must be above zero.'),
  )
  await page.getByRole('dialog').getByLabel('Amount paid').fill('5')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  const effects = card(page, 'What took effect in Incident IQ')
  await expect(effects).toContainText('$5.00 was paid on Tablet')
  await act(/Waive what is due/)
  await expect(effects).toContainText(/of Tablet.* was waived/)
})

test('B1 half a feed stops at the brake, and the scenario leads to the run', async ({ feebridgePage: page }) => {
  await openTab(page, 'Practice console')
  await playScenario(page, 'Half a feed arrives')
  await expect(scenario(page, 'Half a feed arrives')).toContainText('Feebridge stopped before writing: the brake.')
  await expect(page.getByRole('switch', { name: 'Half a feed' })).toBeChecked()
  await scenario(page, 'Half a feed arrives').getByRole('link', { name: 'Open the run' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sync History' })).toBeVisible()
  await expect(page.getByRole('complementary')).toContainText('Waits for approval')
  await page
    .getByRole('complementary')
    .getByRole('button', { name: /Discard/ })
    .click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Discard/ })
    .click()
  await openTab(page, 'Practice console')
  await playScenario(page, 'All is well again')
  await expect(page.getByRole('switch', { name: 'Half a feed' })).not.toBeChecked()
})

test('a revoked key fails the sync, and a valid one ends the trouble', async ({ feebridgePage: page }) => {
  await openTab(page, 'Practice console')
  await playScenario(page, 'The API Key is revoked')
  await expect(scenario(page, 'The API Key is revoked')).toContainText('Failed.')
  await expect(card(page, 'What Feebridge asked').getByRole('listitem').first()).toContainText('401')
  await page.getByRole('button', { name: 'All is well again', exact: true }).click()
  await playScenario(page, 'All is well again')
  await expect(scenario(page, 'All is well again')).toContainText(/succeeded/i)
})

test('too many requests are waited for', async ({ feebridgePage: page }) => {
  await openTab(page, 'Practice console')
  await playScenario(page, 'Too many requests')
  await expect(scenario(page, 'Too many requests')).toContainText(/succeeded/i)
})

test('meets WCAG 2.2 AA in every look', async ({ feebridgePage: page }) => {
  await openTab(page, 'Practice console')
  await expect(card(page, 'Troubles of Incident IQ')).toBeVisible()
  await shotLightAndDark(page, 'Practice console')
  for (const look of LOOKS) {
    await showLook(page, look)
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Delete many…' }).click()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
  }
  await plainLook(page)
})
