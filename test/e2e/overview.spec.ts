import type { Page } from '@playwright/test'
import { expect, listRows, play, test } from './fixtures.ts'
import { expectAccessible, LOOKS, plainLook, shot, shotLightAndDark, showLook } from './looks.ts'

test('tells what is owed, paid and waived this school year, and leads to the fees behind it', async ({
  feebridgePage: page,
}) => {
  const tiles = page.getByRole('region', { name: 'Owed, paid and waived' })
  for (const title of ['Paid', 'Waived', 'Charged'])
    await expect(tiles).toContainText(new RegExp(`${title} this school year\\s*\\$[\\d,]+\\.\\d\\d`))
  await tiles.getByRole('link', { name: /waived fees?$/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Fees' })).toBeVisible()
  await expect(page.getByLabel('Status', { exact: true })).toHaveValue('waived')
})

test('draws what is owed by category, with the table behind it one click away and a way to the fees', async ({
  feebridgePage: page,
}) => {
  const owed = page.getByRole('region', { name: 'Owed by category' })
  const first = owed.getByRole('listitem').first()
  const name = await first.getByRole('link').textContent()
  const amount = await first.getByText(/^\$[\d,]+\.\d\d$/).textContent()
  await owed.getByRole('button', { name: 'Table of owed by category' }).click()
  await expect(owed.getByRole('row', { name: new RegExp(`^${name} `) })).toContainText(amount ?? '')
  await owed.getByRole('button', { name: 'Picture of owed by category' }).click()
  await first.getByRole('link').click()
  await expect(page.getByRole('combobox', { name: 'Category' })).toHaveValue(name ?? '')
  await expect(listRows(page).first()).toBeVisible()
})

test('says the collections and the health of each system to readers too', async ({ feebridgePage: page }) => {
  const collections = page.getByRole('region', { name: 'Collections' })
  await expect(collections.getByRole('img')).toHaveAccessibleName(/Most was paid in \w+ \d{4}: \$[\d,]+\.\d\d/)
  await collections.getByRole('button', { name: 'Table of collections' }).click()
  await expect(collections.getByRole('row')).toHaveCount(14)
  const health = page.getByRole('region', { name: 'Health of each system' })
  await expect(health.getByRole('img')).toHaveAccessibleName(/^Incident IQ, the last 30 days/)
})

test('T2 says that a task is in test mode, and turns it off', async ({ feebridgePage: page }) => {
  await setTestMode(page, true)
  const note = page.getByRole('region', { name: 'Test mode' })
  await expect(note).toContainText('iiQ Sync is in test mode')
  await page.getByRole('button', { name: /^Run now/ }).click()
  await expect(page.getByRole('status').filter({ hasText: 'iiQ Sync (test): ' })).toBeVisible()
  await note.getByRole('button', { name: 'Turn test mode off for iiQ Sync' }).click()
  await expect(note).toHaveCount(0)
})

test('Z3 pauses for half an hour and resumes, and the status line says so', async ({ feebridgePage: page }) => {
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.getByRole('menuitem', { name: 'For 30 minutes' }).click()
  await expect(page.getByText(/^Paused until/)).toBeVisible()
  await expect(page.getByRole('contentinfo')).toContainText('Paused')
  await page.getByRole('button', { name: 'Resume now' }).click()
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
})

test('shows a running run with its progress, and cancels it', async ({ feebridgePage: page, feebridge }) => {
  await play(feebridge, 'slow', { ms: 700 })
  try {
    await page.getByRole('button', { name: /^Run now/ }).click()
    const running = page.getByRole('region', { name: 'Running now' })
    await expect(running.getByRole('progressbar')).toBeVisible()
    await running.getByRole('button', { name: 'Cancel this run' }).click()
    await expect(page.getByRole('status').filter({ hasText: /^iiQ Sync: cancelled/ })).toBeVisible()
    await expect(running).toHaveCount(0)
  } finally {
    await play(feebridge, 'clearFaults')
  }
})

test('is accessible and drawn in every look, with its pictures and with their tables', async ({
  feebridgePage: page,
}) => {
  await expect(page.getByRole('region', { name: 'Collections' }).getByRole('img')).toBeVisible()
  await shotLightAndDark(page, 'Overview')
  for (const look of LOOKS) {
    await showLook(page, look)
    await expectAccessible(page)
    await turnAll(page, /^Table of /)
    await expectAccessible(page)
    await page.getByRole('region', { name: 'Health of each system' }).scrollIntoViewIfNeeded()
    await shot(page, `Overview tables ${look}`)
    await turnAll(page, /^Picture of /)
    await shot(page, `Overview pictures ${look}`)
  }
  await plainLook(page)
})

/** Turns the switch of the task as its settings page does. */
async function setTestMode(page: Page, testMode: boolean): Promise<void> {
  await page.evaluate(async on => {
    const request = { task: 'iiq-sync', testMode: on }
    const desktop = (window as { feebridge?: { call(name: string, request: object): Promise<unknown> } }).feebridge
    if (desktop !== undefined) return void (await desktop.call('tasks.set', request))
    const headers = { 'Content-Type': 'application/json' }
    await fetch('/call/tasks.set', { method: 'POST', headers, body: JSON.stringify(request) })
  }, testMode)
}

/** Turns every picture to its table, or back; a button that was pressed has another name. */
async function turnAll(page: Page, name: RegExp): Promise<void> {
  const buttons = page.getByRole('button', { name })
  for (let left = await buttons.count(); left > 0; left -= 1) await buttons.first().click()
}
