import type { Page } from '@playwright/test'
import { test as base, expect, openTab, type RunningFeebridge } from './fixtures.ts'
import { expectAccessible, LOOKS, plainLook, shotLightAndDark, showLook } from './looks.ts'
import { type PracticeServer, startPracticeServer } from './practice-side.ts'
import { runBrowser } from './running-browser.ts'
import { runDesktop } from './running-desktop.ts'
import { saying } from './saying.ts'

/** A program of this file's own: what is set up here stays set up. */
const test = base.extend<object, { feebridge: RunningFeebridge }>({
  feebridge: [
    async ({ hostKind, playwright, launchOptions }, use) => {
      const running = hostKind === 'desktop' ? await runDesktop() : await runBrowser(playwright.chromium, launchOptions)
      await use(running)
      await running.stop()
    },
    { scope: 'worker', timeout: 90_000 },
  ],
})
test.describe.configure({ mode: 'serial' })

/** Another Incident IQ, for the district's own ledger. */
let ownSystem: PracticeServer
test.beforeAll(async () => {
  ownSystem = await startPracticeServer(['--seed', '11', '--students', '30', '--fees', '60'])
})
test.afterAll(() => ownSystem.stop())

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const banner = (page: Page) => page.getByRole('region', { name: 'Practice district' })
const apiKey = (page: Page) => page.getByLabel('API Key').first()
const step = (page: Page, name: string) => page.getByRole('form', { name })

async function openSetUp(page: Page): Promise<void> {
  await banner(page).getByRole('link', { name: 'Connect your own systems' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Connect your own systems' })).toBeVisible()
}

async function fillDistrict(page: Page): Promise<void> {
  await page.getByLabel('District name').fill('North Harbor Schools')
  await page.getByRole('combobox', { name: 'Time zone' }).fill('denver')
  await page.getByRole('option', { name: 'America/Denver' }).click()
  await button(page, 'Next').click()
}

async function fillCredentials(page: Page): Promise<void> {
  const iiq = ownSystem.settings.systems?.iiq
  await apiKey(page).fill('a-key-of-nobody')
  await page.getByLabel('API Domain').fill(iiq?.apiDomain ?? '')
  await page.getByLabel('User ID').fill(iiq?.userId ?? '')
  await page.getByLabel('Site ID').fill(iiq?.siteId ?? '')
  await page.getByLabel('Product ID').fill(iiq?.productId ?? '')
  await page.getByText('Only where yours differs').click()
  await page.getByRole('textbox', { name: 'Address' }).fill(iiq?.baseUrl ?? '')
}

test('a first start is the practice district, which says so and leads to one’s own systems', async ({
  feebridgePage: page,
}) => {
  await expect(banner(page)).toContainText('everyone and everything here is invented')
  await openSetUp(page)
  await expect(page.getByRole('navigation', { name: 'Steps of the set-up' }).getByRole('listitem')).toHaveText([
    /District$/,
    /Credentials$/,
    /What to import$/,
    /Schedule and test mode$/,
    /Check and connect$/,
  ])
  await expect(page.getByRole('button', { name: 'Check and connect' })).toBeDisabled()
})

test('a step says at its fields what is missing, and takes the hands to the first of them', async ({
  feebridgePage: page,
}) => {
  await openSetUp(page)
  await button(page, 'Next').click()
  await expect(page.getByLabel('District name')).toBeFocused()
  await expect(page.getByLabel('District name')).toHaveAccessibleDescription(saying('Enter the name of your district.'))
  await page.getByLabel('District name').fill('North Harbor Schools')
  await page.getByLabel('Number of days before a fee is overdue').fill('soon')
  await button(page, 'Next').click()
  await expect(page.getByLabel('Number of days before a fee is overdue')).toHaveAccessibleDescription(
    saying('Enter a whole number of days from 0 to 3650.'),
  )
})

test('meets WCAG 2.2 AA in every look, also with what is wrong', async ({ feebridgePage: page }) => {
  await openSetUp(page)
  await shotLightAndDark(page, 'Set-up')
  for (const look of LOOKS) {
    await showLook(page, look)
    await page.getByLabel('District name').fill('')
    await button(page, 'Next').click()
    await expectAccessible(page)
  }
  await plainLook(page)
  await fillDistrict(page)
  await shotLightAndDark(page, 'Set-up credentials')
  for (const look of LOOKS) {
    await showLook(page, look)
    await button(page, 'Test and go on').click()
    await expectAccessible(page)
  }
})

test('a wrong key is told at its field, and nothing is lost on the way back', async ({ feebridgePage: page }) => {
  await openSetUp(page)
  await fillDistrict(page)
  await fillCredentials(page)
  await button(page, 'Test and go on').click()
  await expect(apiKey(page)).toHaveAccessibleDescription(saying('Incident IQ refused the API Key (401).'))
  await expect(apiKey(page)).toBeFocused()
  await expect(page.getByRole('list', { name: 'What the test found' })).toContainText('API Key, failed')
  await button(page, 'Back').click()
  await expect(page.getByLabel('District name')).toHaveValue('North Harbor Schools')
  await button(page, 'Next').click()
  await expect(apiKey(page)).toHaveValue('a-key-of-nobody')
  await expect(page.getByRole('textbox', { name: 'Address' })).toHaveValue(ownSystem.practiceOrigin)
})

test('is done by keyboard, from the first field to the own ledger', async ({ feebridgePage: page }) => {
  await openSetUp(page)
  await fillDistrict(page)
  await fillCredentials(page)
  await apiKey(page).fill(ownSystem.settings.systems?.iiq?.apiKey ?? '')
  await page.keyboard.press('Enter')
  await expect(step(page, 'What to import')).toBeVisible()
  await page.getByLabel('Do not import fees with a creation date older than:').fill('2020-07-01')
  await page.keyboard.press('Enter')
  await expect(step(page, 'Schedule and test mode')).toBeVisible()
  await expect(page.getByRole('switch', { name: /^Run in Test Mode/ })).toBeChecked()
  await page.getByLabel('Time of day').focus()
  await page.keyboard.press('Enter')
  await expect(step(page, 'Check and connect')).toContainText('iiQ Sync runs every night at 2:30 AM.')
  await expect(step(page, 'Check and connect')).toContainText('The connection was tested and works.')
  await expect(page.locator('main')).not.toContainText(ownSystem.settings.systems?.iiq?.apiKey ?? 'a key')
  // I8: the question about another bridge is not passed over.
  await button(page, 'Connect Incident IQ').press('Enter')
  await expect(page.getByText('Answer this question: with both on, every payment arrives twice.')).toBeVisible()
  await page.getByRole('radio', { name: 'No, there is none' }).press('Space')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  await expect(page.locator('main')).toContainText('North Harbor Schools')
  await expect(banner(page)).toHaveCount(0)
  await expect(page.getByRole('heading', { name: 'iiQ Sync is in test mode' })).toBeVisible()
})

test('leads back to practice and to the own district, where nothing was lost', async ({ feebridgePage: page }) => {
  await expect(page.locator('main')).toContainText('North Harbor Schools')
  await page.evaluate(() => {
    location.hash = '#/set-up'
  })
  await expect(page.getByText('Your district is set up already')).toBeVisible()
  await page.evaluate(() => {
    location.hash = '#/settings?page=data'
  })
  await button(page, 'Open the practice district').click()
  await expect(banner(page)).toBeVisible()
  await banner(page).getByRole('button', { name: 'Back to your own district' }).click()
  await expect(banner(page)).toHaveCount(0)
})

test('throws practice data away and leaves the own district as it is', async ({ feebridgePage: page }) => {
  await page.evaluate(() => {
    location.hash = '#/settings?page=data'
  })
  await button(page, 'Open the practice district').click()
  await banner(page).getByRole('button', { name: 'Throw practice data away' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Throw practice data away' }).click()
  await expect(banner(page)).toHaveCount(0)
  await openTab(page, 'Overview')
  await expect(page.locator('main')).toContainText('North Harbor Schools')
})
