import type { DesktopApp } from './desktop-app.ts'
import { ask, expect, needsStandIn, sync, test } from './desktop-test.ts'
import { play } from './practice-side.ts'

/** New errors are gathered for a while before they are told. */
const GATHERED_MS = 12_000

async function notices({ app }: DesktopApp): Promise<{ body: string; isShown: boolean }[]> {
  const all = await app.evaluate(() =>
    globalThis.electronHost?.notifications.map(({ title, body, isShown }) => ({ body: `${title} ${body}`, isShown })),
  )
  return all ?? []
}

test('F1 tells of new errors without names and amounts, together, and takes it back when they are resolved', async ({
  start,
  ownDistrict,
}) => {
  const desktop = await start()
  needsStandIn(desktop)
  const page = await desktop.window()
  await sync(page)
  await play(ownDistrict, 'badRow', { field: 'Amount', value: 'twelve' })
  await sync(page)
  await expect.poll(() => notices(desktop), { timeout: GATHERED_MS }).toHaveLength(1)
  const [notice] = await notices(desktop)
  expect(notice).toEqual({ body: 'Feebridge 1 sync error needs a look.', isShown: true })
  const { items } = await ask(page, 'students.list', {})
  expect(items.length).toBeGreaterThan(0)
  for (const { name } of items) expect(notice?.body).not.toContain(name)
  expect(notice?.body).not.toMatch(/\$|\d+\.\d\d/)

  await play(ownDistrict, 'clearFaults')
  await sync(page)
  await expect.poll(async () => (await notices(desktop))[0]?.isShown).toBe(false)
})

test('F1 leads to the errors by a click on the notification', async ({ start, ownDistrict }) => {
  const desktop = await start()
  needsStandIn(desktop)
  const page = await desktop.window()
  await sync(page)
  await play(ownDistrict, 'badRow', { field: 'Amount', value: 'twelve' })
  await sync(page)
  await expect.poll(() => notices(desktop), { timeout: GATHERED_MS }).toHaveLength(1)
  await desktop.app.evaluate(() => globalThis.electronHost?.notifications[0]?.click())
  await expect(page.getByRole('heading', { level: 1, name: 'Errors' })).toBeVisible()
})

test('F1 keeps quiet in the quiet hours and where notifications are off', async ({ start, ownDistrict }) => {
  const desktop = await start()
  needsStandIn(desktop)
  const page = await desktop.window()
  await sync(page)
  const hour = (ahead: number) => `${String((new Date().getHours() + ahead) % 24).padStart(2, '0')}:00`
  await ask(page, 'host.prefer', { quietHours: { from: hour(0), to: hour(2) } })
  await play(ownDistrict, 'badRow', { field: 'Amount', value: 'twelve' })
  await sync(page)
  await expect(page.getByRole('contentinfo')).toContainText('1 error')
  // The moment at which it would have been told is over: only time shows that nothing was.
  await page.waitForTimeout(GATHERED_MS / 2)
  expect(await notices(desktop)).toEqual([])
  await ask(page, 'host.prefer', { notifications: false, quietHours: null })
  await sync(page)
  expect(await notices(desktop)).toEqual([])
})
