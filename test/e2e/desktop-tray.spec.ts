import { expect, firstSyncDone, needsStandIn, sync, test, trayOf } from './desktop-test.ts'
import { play } from './practice-side.ts'

test('tray, tooltip, title and status line say the same, and never ok while an error is open', async ({
  start,
  ownDistrict,
}) => {
  const desktop = await start()
  needsStandIn(desktop)
  const page = await desktop.window()
  const words = page.getByRole('contentinfo').locator('.fb-status-words')
  const title = () => desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle())
  await sync(page)
  await expect(words).toHaveText('All is in step.')
  await expect.poll(async () => (await trayOf(desktop))?.toolTip).toBe('Feebridge: All is in step.')
  const calm = await trayOf(desktop)
  expect(calm?.menu).toContain('Errors (0)')
  expect(await title()).not.toMatch(/error/)

  await play(ownDistrict, 'badRow', { field: 'Amount', value: 'twelve' })
  await sync(page)
  await expect(words).toHaveText('1 error needs a look.')
  await expect.poll(async () => (await trayOf(desktop))?.toolTip).toBe('Feebridge: 1 error needs a look.')
  const alarmed = await trayOf(desktop)
  expect(alarmed?.menu).toContain('Errors (1)')
  expect(alarmed?.image).not.toBe(calm?.image)
  await expect.poll(title).toMatch(/1 error/)

  await play(ownDistrict, 'clearFaults')
  await sync(page)
  await expect.poll(async () => (await trayOf(desktop))?.image).toBe(calm?.image)
})

test('the tray runs, pauses and resumes, and leads to the errors', async ({ start }) => {
  const desktop = await start()
  needsStandIn(desktop)
  const page = await desktop.window()
  await firstSyncDone(page)
  const choose = (item: string) =>
    desktop.app.evaluate((_, wanted) => globalThis.electronHost?.trays[0]?.choose(wanted), item)
  const toolTip = async () => (await trayOf(desktop))?.toolTip

  await choose('1 hour')
  await expect.poll(toolTip).toContain('Paused')
  await expect(page.getByRole('contentinfo')).toContainText('Paused')
  await choose('Resume')
  await expect.poll(toolTip).not.toContain('Paused')
  await choose('Sync now')
  await expect(page.getByRole('status').filter({ hasText: 'iiQ Sync: ' })).toBeVisible()
  const errors = (await trayOf(desktop))?.menu.find(label => label.startsWith('Errors ('))
  await choose(errors ?? '')
  await expect(page.getByRole('heading', { level: 1, name: 'Errors' })).toBeVisible()
})
