import type { Page } from '@playwright/test'
import { expect, openTab, test } from './fixtures.ts'
import { expectAccessible, LOOKS, plainLook, shotLightAndDark, showLook } from './looks.ts'

const PAGES = ['District', 'Incident IQ', 'Schedules', 'Appearance', 'Notifications and start-up', 'Data'] as const

/** Opens a page of Settings by its list, as a clerk does. */
async function openPage(page: Page, name: (typeof PAGES)[number]): Promise<void> {
  await openTab(page, 'Settings')
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name, exact: true }).click()
  await expect(page.getByRole('heading', { level: 2, name, exact: true })).toBeVisible()
}

const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true }).click()
const saved = (page: Page) => expect(page.getByRole('status').filter({ hasText: /^Saved\.$/ })).toBeVisible()

test('saves the days before a fee is overdue, and says at the field what cannot be', async ({
  feebridgePage: page,
}) => {
  await openPage(page, 'District')
  const days = page.getByRole('textbox', { name: 'Number of days before a fee is overdue' })
  await days.fill('a month')
  await save(page)
  await expect(page.getByText('Enter a whole number of days from 0 to 3650.')).toBeVisible()
  await expect(days).toBeFocused()
  await days.fill('45')
  await save(page)
  await saved(page)
  await page.reload()
  await expect(days).toHaveValue('45')
  await days.fill('30')
  await save(page)
  await saved(page)
})

test('asks before what was typed is lost, on a link and on going back, and keeps it when told to stay', async ({
  feebridgePage: page,
}) => {
  await openPage(page, 'District')
  const name = page.getByRole('textbox', { name: 'District name' })
  await name.fill('Maple Hollow Schools')
  await page.getByRole('navigation').getByRole('link', { name: 'Export' }).click()
  const asked = page.getByRole('dialog', { name: 'Leave District without saving?' })
  await asked.getByRole('button', { name: 'Stay on this page' }).click()
  await expect(asked).toHaveCount(0)
  await expect(name).toHaveValue('Maple Hollow Schools')
  await page.goBack()
  await asked.getByRole('button', { name: 'Leave without saving' }).click()
  await expect(page).not.toHaveURL(/settings\?page=district/)
  await openPage(page, 'District')
  await expect(name).not.toHaveValue('Maple Hollow Schools')
})

test('does not write over what is being typed when settings change elsewhere', async ({ feebridgePage: page }) => {
  await openPage(page, 'District')
  const name = page.getByRole('textbox', { name: 'District name' })
  const days = page.getByRole('textbox', { name: 'Number of days before a fee is overdue' })
  const district = { name: await name.inputValue(), timeZone: 'America/New_York', overdueDays: 30 }
  await name.fill('Half typ')
  await ask(page, 'settings.import', { file: { district: { ...district, overdueDays: 31 } } })
  await expect(days).toHaveValue('31')
  await expect(name).toHaveValue('Half typ')
  await page.getByRole('button', { name: 'Discard changes' }).click()
  await expect(name).toHaveValue(district.name)
  await ask(page, 'settings.import', { file: { district } })
})

test('tests the connection line by line, and never shows the API Key', async ({ feebridgePage: page }) => {
  await openPage(page, 'Incident IQ')
  await expect(page.getByLabel('API Key')).toHaveCount(0)
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Test connection: all is well.' })).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'Acting user' })).toContainText('The User ID belongs to')
  await page.getByRole('button', { name: 'Test pull' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'Fees and payments' })).toContainText('nothing was kept')
})

test('asks for the API Key again when the address changed, and says which check failed with a wrong one', async ({
  feebridgePage: page,
}) => {
  await openPage(page, 'Incident IQ')
  await page.getByRole('textbox', { name: 'API Domain' }).fill('elsewhere')
  await save(page)
  await expect(page.getByText('The address changed, so enter the API Key again')).toBeVisible()
  await expect(page.getByLabel('API Key')).toBeFocused()
  await page.getByRole('textbox', { name: 'API Domain' }).fill('practice')
  await expect(page.getByText('Set', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Replace the API Key' }).click()
  await page.getByLabel('API Key').fill('not-the-key')
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'API Key, failed' })).toBeVisible()
  await page.getByRole('button', { name: 'Discard changes' }).click()
  await expect(page.getByText('Set', { exact: true })).toBeVisible()
})

test('Z2 asks whether to read again when the cut-off is moved back, and says what a narrower selection leaves', async ({
  feebridgePage: page,
}) => {
  await openPage(page, 'Incident IQ')
  const since = page.getByLabel('Do not import fees with a creation date older than:')
  const before = await since.inputValue()
  await since.fill('2026-01-15')
  await save(page)
  const asked = page.getByRole('dialog', { name: 'Read again from Jan 15, 2026?' })
  await expect(asked).toContainText('the next run reads again from there')
  await asked.getByRole('button', { name: 'Save and read again now' }).click()
  await saved(page)
  await expect(page.getByRole('status').filter({ hasText: 'iiQ Sync: ' })).toBeVisible()
  await since.fill(before)
  await page.getByRole('radio', { name: 'Only those chosen here' }).check()
  await page.getByRole('group', { name: 'Chosen categories' }).getByRole('checkbox').first().check()
  await save(page)
  const narrowed = page.getByRole('dialog', { name: 'Save these changes?' })
  await expect(narrowed).toContainText('nothing is waived or recalled')
  await expect(narrowed).toContainText('No longer selected:')
  await narrowed.getByRole('button', { name: 'Back to the form' }).click()
  await page.getByRole('radio', { name: 'All of them' }).check()
  await save(page)
  await narrowed.getByRole('button', { name: 'Save the changes' }).click()
  await saved(page)
  await expect(since).toHaveValue(before)
})

test('sets a schedule in words, which the Overview says too', async ({ feebridgePage: page }) => {
  await openPage(page, 'Schedules')
  const schedule = page.getByRole('combobox', { name: 'Schedule of iiQ Sync' })
  await schedule.selectOption('Weekdays at')
  await page.getByLabel('Time', { exact: true }).fill('06:15')
  await expect(page.getByText('When saved: every weekday at 6:15 AM.')).toBeVisible()
  await save(page)
  await saved(page)
  await expect(page.getByText(/^Runs every weekday at 6:15 AM\. Next run: .+6:15 AM\.$/)).toBeVisible()
  await openTab(page, 'Overview')
  await expect(page.getByText('every weekday at 6:15 AM').first()).toBeVisible()
  await openPage(page, 'Schedules')
  await schedule.selectOption('By a cron line (advanced)')
  await page.getByRole('textbox', { name: 'Cron line' }).fill('30 2 * *')
  await save(page)
  await expect(page.getByText('Write five fields')).toBeVisible()
  await page.getByRole('textbox', { name: 'Cron line' }).fill('30 2 * * *')
  await save(page)
  await saved(page)
  await expect(schedule).toHaveValue('daily')
})

test('changes the appearance at once and keeps it', async ({ feebridgePage: page }) => {
  await openPage(page, 'Appearance')
  const root = page.locator('html')
  // It is checked once it is kept, so a click is not the check yet.
  await page.getByRole('radio', { name: 'Dark' }).click()
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked()
  await expect(root).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await page.reload()
  await expect(root).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked()
  await page.getByRole('radio', { name: 'As the system' }).click()
  await expect(page.getByRole('radio', { name: 'As the system' })).toBeChecked()
})

test('offers notifications and start-up only where the host can have them', async ({
  feebridgePage: page,
  feebridge,
}) => {
  await openPage(page, 'Notifications and start-up')
  if (feebridge.app === null) {
    await expect(page.getByText('Feebridge runs in a browser here')).toBeVisible()
    await expect(page.getByRole('switch')).toHaveCount(0)
    return
  }
  const quiet = page.getByRole('switch', { name: 'Keep quiet hours' })
  await quiet.click()
  await page.getByLabel('Quiet from').fill('17:30')
  await save(page)
  await saved(page)
  await page.reload()
  await expect(page.getByLabel('Quiet from')).toHaveValue('17:30')
  await quiet.click()
  await save(page)
  await saved(page)
})

test('K1 backs the ledger up and checks it, and says what was read', async ({ feebridgePage: page }) => {
  await openPage(page, 'Data')
  await page.getByRole('button', { name: 'Back up now' }).click()
  await expect(page.getByRole('status').filter({ hasText: /^Backed up and checked: .+\.db \(.+\)\.$/ })).toBeVisible()
  await expect(page.getByRole('list', { name: 'Last backups' }).getByRole('listitem').first()).toContainText('today')
  await page.getByRole('button', { name: 'Check the ledger' }).click()
  await expect(page.getByRole('status').filter({ hasText: /^All is well: [\d,]+ fees/ })).toBeVisible()
})

test('opens the page that an error names', async ({ feebridgePage: page }) => {
  await page.evaluate(() => {
    window.location.hash = '#/settings?page=iiq'
  })
  await expect(page.getByRole('heading', { level: 2, name: 'Incident IQ' })).toBeVisible()
})

test('every page of Settings meets WCAG 2.2 AA in every look', async ({ feebridgePage: page }) => {
  test.slow()
  for (const name of PAGES) {
    await openPage(page, name)
    await expect(page.getByLabel(/^(Loading|Opening) /)).toHaveCount(0)
    for (const look of LOOKS) {
      await showLook(page, look)
      await expectAccessible(page)
    }
    await plainLook(page)
    await shotLightAndDark(page, `settings ${name}`)
  }
})

/** Asks the engine as another window would. */
function ask(page: Page, name: string, request: object): Promise<void> {
  return page.evaluate(
    async ([call, body]) => {
      const bridge = (window as unknown as { feebridge?: { call(name: string, request: object): Promise<unknown> } })
        .feebridge
      if (bridge !== undefined) return void (await bridge.call(call, body))
      await fetch(`/call/${call}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      })
    },
    [name, request] as const,
  )
}
