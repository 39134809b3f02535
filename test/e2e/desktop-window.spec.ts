import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, firstSyncDone, needsStandIn, test, trayOf, windowOf } from './desktop-test.ts'
import { programEnv, ROOT } from './host-kind.ts'

test('a second start brings the first one to the front and ends', async ({ start, place }) => {
  const desktop = await start()
  await desktop.window()
  await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
  const binary = await desktop.app.evaluate(() => process.argv[0] ?? process.execPath)
  const second = spawn(binary, [ROOT, `--user-data-dir=${place.userData}`, '--no-sandbox'], {
    env: programEnv({ HOME: place.home, FEEBRIDGE_DATA: place.own }),
    stdio: 'ignore',
  })
  expect(await once(second, 'exit')).toEqual([0, null])
  await expect.poll(() => windowOf(desktop)).toEqual({ visible: true, focused: true, minimised: false })
})

test('closing hides the window in the tray and says so once; the tray brings it back', async ({ start }) => {
  const desktop = await start()
  needsStandIn(desktop)
  const page = await desktop.window()
  await expect.poll(() => trayOf(desktop)).not.toBeNull()
  const said = () => desktop.app.evaluate(() => globalThis.electronHost?.notifications.map(each => each.body))
  for (let times = 0; times < 2; times += 1) {
    await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    await expect.poll(() => windowOf(desktop)).toMatchObject({ visible: false })
    expect(await said()).toEqual([expect.stringContaining('goes on working in the tray')])
    await desktop.app.evaluate(() => globalThis.electronHost?.trays[0]?.choose('Open Feebridge'))
    await expect.poll(() => windowOf(desktop)).toMatchObject({ visible: true, focused: true })
  }
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})

test('closing quits where the person does not want the tray', async ({ start }) => {
  const desktop = await start()
  const page = await desktop.window()
  await page.evaluate(() => {
    const { feebridge } = window as unknown as { feebridge: { call(name: string, request: object): Promise<unknown> } }
    return feebridge.call('host.prefer', { closeToTray: false })
  })
  const ended = once(desktop.app.process(), 'exit')
  await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  expect((await ended)[0]).toBe(0)
})

test('closing quits where the desktop shows no tray, whatever is preferred', async ({ start }) => {
  const desktop = await start({ env: { ELECTRON_HOST_NO_TRAY: '1' } })
  needsStandIn(desktop)
  await firstSyncDone(await desktop.window())
  expect(await trayOf(desktop)).toBeNull()
  const ended = once(desktop.app.process(), 'exit')
  await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  expect((await ended)[0]).toBe(0)
})

test('starts hidden at sign-in, and loads its page only when it is shown', async ({ start }) => {
  const desktop = await start({ args: ['--hidden'] })
  needsStandIn(desktop)
  await expect.poll(() => trayOf(desktop)).not.toBeNull()
  expect(await windowOf(desktop)).toMatchObject({ visible: false })
  expect(
    await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL()),
  ).toBe('about:blank')
  await desktop.app.evaluate(() => globalThis.electronHost?.trays[0]?.choose('Open Feebridge'))
  await expect.poll(() => windowOf(desktop)).toMatchObject({ visible: true })
})

test('is shown where it is asked to start hidden and nothing would lead back to it', async ({ start }) => {
  const desktop = await start({ args: ['--hidden'], env: { ELECTRON_HOST_NO_TRAY: '1' } })
  needsStandIn(desktop)
  await expect.poll(() => windowOf(desktop)).toMatchObject({ visible: true })
})

test('comes back at the place and size that it was left at', async ({ start }) => {
  const first = await start()
  await first.window()
  const left = { x: 140, y: 90, width: 1100, height: 700 }
  await first.app.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), left)
  await first.app.close()
  const second = await start()
  await second.window()
  expect(await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds())).toEqual(
    left,
  )
})

test('every key of the menu bar opens its page', async ({ start }) => {
  const desktop = await start()
  needsStandIn(desktop)
  const page = await desktop.window()
  for (const [keys, tab] of [
    ['Ctrl+2', 'Fees'],
    ['Ctrl+4', 'Import Log'],
    ['Ctrl+5', 'Errors'],
    ['Ctrl+,', 'Settings'],
    ['Ctrl+1', 'Overview'],
  ] as const) {
    expect(await desktop.app.evaluate((_, pressed) => globalThis.electronHost?.pressShortcut(pressed), keys)).toBe(true)
    await expect(page.getByRole('heading', { level: 1, name: tab })).toBeVisible()
  }
})
