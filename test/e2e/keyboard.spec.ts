import type { Page } from '@playwright/test'
import { expect, listRows, test } from './fixtures.ts'

/** Letters behind G, and the tab that they open. */
const TABS: readonly (readonly [string, string])[] = [
  ['f', 'Fees'],
  ['s', 'Students'],
  ['i', 'Import Log'],
  ['e', 'Errors'],
  ['r', 'Transfers'],
  ['h', 'Sync History'],
  ['l', 'Locations'],
  ['c', 'Item Categories'],
  ['t', 'Item Types'],
  ['x', 'Export'],
  [',', 'Settings'],
  ['o', 'Overview'],
]

test('opens every tab with G and its letter, with the focus on the page', async ({ feebridgePage: page }) => {
  for (const [letter, name] of TABS) {
    await page.keyboard.press('g')
    await page.keyboard.press(letter)
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
    await expect(page.getByRole('navigation', { name: 'Feebridge' }).locator('[aria-current="page"]')).toContainText(
      name,
    )
    await expect(page).toHaveTitle(new RegExp(`${name} · Feebridge$`))
    expect(await page.evaluate(() => document.activeElement?.closest('main')?.id)).toBe('page')
  }
})

test('goes through the whole window with Tab, and skips to the page at the first one', async ({
  feebridgePage: page,
}) => {
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Skip to the page' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await pressUntil(page, 'Tab', 'Students')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Students' })).toBeVisible()
})

test('never takes a letter out of a field', async ({ feebridgePage: page }) => {
  await goTo(page, 's', 'Students')
  await page.getByLabel('Name or School Id').focus()
  await page.keyboard.type('gf?')
  await expect(page.getByLabel('Name or School Id')).toHaveValue('gf?')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('heading', { level: 1, name: 'Students' })).toBeVisible()
})

test('shows the list of shortcuts under ?, gives the focus back, and can be told to leave letters alone', async ({
  feebridgePage: page,
}) => {
  await goTo(page, 'f', 'Fees')
  await page.getByRole('grid').focus()
  await page.keyboard.press('?')
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(list.getByText('Sync History')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(list).toHaveCount(0)
  await expect(page.getByRole('grid')).toBeFocused()

  await page.keyboard.press('?')
  await list.getByRole('switch').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Escape')
  await expect(list).toHaveCount(0)
  await page.keyboard.press('g')
  await page.keyboard.press('s')
  await expect(page.getByRole('heading', { level: 1, name: 'Fees' })).toBeVisible()

  await pressUntil(page, 'Shift+Tab', 'Shortcuts')
  await page.keyboard.press('Enter')
  await list.getByRole('switch').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Escape')
  await expect(list).toHaveCount(0)
  await goTo(page, 's', 'Students')
})

test('walks a list, opens a student, goes to a fee and back, by keys alone', async ({ feebridgePage: page }) => {
  await goTo(page, 's', 'Students')
  await expect(listRows(page).first()).toBeVisible()
  await page.getByRole('grid').focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const panel = page.getByRole('complementary', { name: 'Details' })
  await expect(panel.getByRole('heading', { level: 2 })).toBeVisible()
  const name = (await panel.getByRole('heading', { level: 2 }).textContent()) ?? ''
  await page.keyboard.press('ArrowDown')
  await expect(panel.getByRole('heading', { level: 2 })).not.toHaveText(name)
  await page.keyboard.press('Escape')
  await expect(panel).toHaveCount(0)
  await expect(page.getByRole('grid')).toBeFocused()
})

test('starts a run and pauses the bridge by keys alone', async ({ feebridgePage: page }) => {
  await pressUntil(page, 'Tab', /^Run now/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: /^iiQ Sync: / })).toBeVisible()
  await page.getByRole('main').focus()
  await pressUntil(page, 'Tab', 'Pause')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menu')).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expect(page.locator('[role="menuitem"]:focus')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^Paused until/)).toBeVisible()
  await pressUntil(page, 'Shift+Tab', 'Resume now')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
})

async function goTo(page: Page, letter: string, name: string): Promise<void> {
  await page.keyboard.press('g')
  await page.keyboard.press(letter)
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

/** Presses a key until a control with this name has the focus. Every stop on the way must be one that can be seen. */
async function pressUntil(page: Page, key: string, name: string | RegExp): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press(key)
    const words = await page.evaluate(() => {
      const focused = document.activeElement
      const box = focused?.getBoundingClientRect()
      if (focused === null || box === undefined || box.width === 0 || box.height === 0) return null
      return focused.getAttribute('aria-label') ?? focused.textContent?.trim() ?? ''
    })
    expect(words, 'what has the focus can be seen').not.toBeNull()
    if (words !== null && (typeof name === 'string' ? words.startsWith(name) : name.test(words))) return
  }
  throw new Error(`No control named ${name} was reached with ${key}.`)
}
