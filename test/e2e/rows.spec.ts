import type { Locator, Page } from '@playwright/test'
import { type BigDistrict, openBigDistrict } from './big-district.ts'
import { expect, expectAccessible, listRows, openTab, test } from './fixtures.ts'

/** As many rows as a district has after some years. */
const FEES = 100_000
const LAST_ROW = String(FEES + 1)

let district: BigDistrict
let page: Page
let grid: Locator

test.beforeAll(async ({ playwright, hostKind, launchOptions }, info) => {
  info.setTimeout(180_000)
  district = await openBigDistrict(hostKind, FEES, { chromium: playwright.chromium, launch: launchOptions })
  page = district.page
  grid = page.getByRole('grid', { name: 'Fees' })
})
test.afterAll(async () => {
  await district.stop()
})
test.beforeEach(async ({ hostKind: _ }, info) => {
  info.annotations.push({ type: 'host', description: district.host })
  await page.evaluate(() => localStorage.clear())
  await openTab(page, 'Overview')
  await page.evaluate(() => {
    window.location.hash = '#/fees'
  })
  await expect(grid).toHaveAttribute('aria-rowcount', LAST_ROW)
  await expect(rowAt(2)).toBeVisible()
})

/** A row by its place: the header is row 1. */
function rowAt(place: number): Locator {
  return listRows(page).and(page.locator(`[aria-rowindex="${place}"].fb-row`))
}

/** Puts the scroll bar at a part of its way, as one who drags it. */
async function drag(part: number): Promise<void> {
  await page.locator('.fb-table-scroller').evaluate((scroller, share) => {
    scroller.scrollTop = (scroller.scrollHeight - scroller.clientHeight) * share
  }, part)
}

async function firstPlaces(): Promise<number[]> {
  const places = await page
    .locator('.fb-row')
    .evaluateAll(rows => rows.map(row => Number(row.getAttribute('aria-rowindex'))))
  return places.toSorted((a, b) => a - b)
}

test('shows rows wherever the scroll bar is dragged, and each row once', async () => {
  for (const part of [0.5, 0.75, 0.1, 1, 0]) {
    await drag(part)
    const place = Math.round(2 + part * (FEES - 17))
    await expect.poll(async () => (await firstPlaces()).some(each => Math.abs(each - place) <= 20)).toBe(true)
    await expect(page.locator('.fb-ghost')).toHaveCount(0)
    const places = await firstPlaces()
    expect(places).toEqual(Array.from({ length: places.length }, (_, index) => (places[0] ?? 0) + index))
  }
})

test('End leads to the last row and Home to the first', async () => {
  await grid.focus()
  await page.keyboard.press('End')
  await expect(rowAt(FEES + 1)).toBeVisible()
  await expect(rowAt(FEES + 1)).toHaveClass(/fb-row-active/)
  await page.keyboard.press('ArrowUp')
  await expect(rowAt(FEES)).toHaveClass(/fb-row-active/)
  await page.keyboard.press('Home')
  await expect(rowAt(2)).toHaveClass(/fb-row-active/)
  await expect(rowAt(2).getByRole('gridcell').nth(1)).toBeInViewport({ ratio: 1 })
})

test('opens the story of a row that was not loaded when one walked to it', async () => {
  await grid.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const panel = page.getByRole('complementary', { name: 'Details' })
  await expect(panel.getByRole('row', { name: /Charge/ })).toBeVisible()
  const before = page.url()
  await page.keyboard.press('End')
  await expect(page).not.toHaveURL(before)
  await expect(rowAt(FEES + 1)).toHaveAttribute('aria-current', 'true')
  await page.keyboard.press('Escape')
  await expect(panel).toHaveCount(0)
})

test('sorts by a header, by mouse and by keyboard, and keeps the order in the address', async () => {
  const balance = page.getByRole('columnheader', { name: /^Balance/ })
  await balance.getByRole('button', { name: 'Balance' }).click()
  await expect(balance).toHaveAttribute('aria-sort', 'descending')
  await expect(page).toHaveURL(/order=balance$/)
  const cents = async () =>
    moneyOf(
      await rowAt(2)
        .getByRole('gridcell')
        .nth(await columnOf('Balance'))
        .textContent(),
    )
  await expect.poll(cents).toBeGreaterThan(20_000)
  await balance.getByRole('button', { name: 'Balance' }).press('Enter')
  await expect(balance).toHaveAttribute('aria-sort', 'ascending')
  await expect(page).toHaveURL(/order=balance&reverse=yes$/)
  await expect.poll(cents).toBeLessThanOrEqual(0)
  await page.reload()
  await expect(balance).toHaveAttribute('aria-sort', 'ascending')
  await expect(rowAt(2)).toBeVisible()
})

test('remembers which columns one has chosen, their order and their widths', async () => {
  await page.getByRole('button', { name: 'Columns' }).click()
  const menu = page.getByRole('dialog', { name: 'Columns' })
  await menu.getByRole('checkbox', { name: 'Paid' }).uncheck()
  await menu.getByRole('button', { name: 'Move Fee up' }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('columnheader', { name: /^Paid/ })).toHaveCount(0)
  await grid.focus()
  // The header is a tab stop of its own, then the edge of the column that one stands at.
  await page.getByRole('columnheader', { name: /^Student ID/ }).focus()
  await page.keyboard.press('Tab')
  const edge = page.getByRole('separator', { name: 'Width of Student ID' })
  await expect(edge).toBeFocused()
  const before = Number(await edge.getAttribute('aria-valuenow'))
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowRight')
  await expect(edge).toHaveAttribute('aria-valuenow', String(before + 40))
  await page.reload()
  await expect(rowAt(2)).toBeVisible()
  await expect(edge).toHaveAttribute('aria-valuenow', String(before + 40))
  expect(await columnOf('Fee')).toBe((await columnOf('Student ID')) - 1)
  await page.getByRole('button', { name: 'Columns' }).click()
  await menu.getByRole('button', { name: 'Reset columns' }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('columnheader', { name: /^Paid/ })).toBeVisible()
  await expect(edge).toHaveAttribute('aria-valuenow', String(before))
})

test('makes a column wider by dragging its edge', async () => {
  const edge = page.getByRole('separator', { name: 'Width of Student ID' })
  const box = await edge.boundingBox()
  if (box === null) throw new Error('The edge is not to be seen')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const before = Number(await edge.getAttribute('aria-valuenow'))
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 33, y, { steps: 3 })
  await page.mouse.up()
  await expect(edge).toHaveAttribute('aria-valuenow', String(before + 33))
})

test('says what selected rows sum to, and forgets them with Escape', async () => {
  await page.getByRole('searchbox', { name: 'Student ID' }).fill('200300')
  await expect(page).toHaveURL(/student=200300/)
  await expect(grid).not.toHaveAttribute('aria-rowcount', LAST_ROW)
  await expect(page.locator('.fb-table-loading')).toHaveCount(0)
  await grid.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  const bar = page.getByRole('region', { name: 'Selection' })
  await expect(bar).toContainText(/^3 fees, \$[\d,]+\.\d\d/)
  await page.keyboard.press('Control+a')
  const summary = await page
    .getByRole('status')
    .filter({ hasText: /^\d+ fees/ })
    .textContent()
  await expect(bar).toContainText(summary?.split(',')[0] ?? '')
  await expect(listRows(page).and(page.locator('[aria-selected="false"]'))).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(bar).toHaveCount(0)
})

test('keeps a filter in the address, and says when nothing matches', async () => {
  await page.getByRole('combobox', { name: 'Status' }).selectOption('paid')
  await expect(page).toHaveURL(/status=paid/)
  await expect(grid).toHaveAttribute('aria-rowcount', /^1\d{4}$/)
  const count = await grid.getAttribute('aria-rowcount')
  await page.reload()
  await expect(grid).toHaveAttribute('aria-rowcount', count ?? '')
  await expect(page.getByRole('combobox', { name: 'Status' })).toHaveValue('paid')
  await page.getByRole('searchbox', { name: 'Asset' }).fill('no such asset')
  await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible()
  await page.getByRole('main').getByRole('button', { name: 'Clear filters' }).last().click()
  await expect(grid).toHaveAttribute('aria-rowcount', LAST_ROW)
})

test('meets WCAG 2.2 AA while rows are selected and columns are chosen', async () => {
  await grid.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Columns' }).click()
  await expect(page.getByRole('dialog', { name: 'Columns' })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
})

async function columnOf(header: string): Promise<number> {
  const headers = await grid.getByRole('columnheader').allTextContents()
  return headers.findIndex(text => text.trim() === header)
}

function moneyOf(words: string | null): number {
  const cents = Math.round(Number((words ?? '').replace(/[^\d.]/g, '')) * 100)
  return /credit|−/.test(words ?? '') ? -cents : cents
}
