import { expect, needsStandIn, test } from './desktop-test.ts'

test('the window goes nowhere else, opens nothing, and loads nothing from elsewhere', async ({ start }) => {
  const desktop = await start()
  const page = await desktop.window()
  expect(await page.evaluate(() => window.open('https://example.com/'))).toBeNull()
  const tries = await page.evaluate(async () => {
    const tried = (what: () => Promise<unknown>) =>
      what().then(
        () => 'done',
        () => 'refused',
      )
    const load = (tag: 'img' | 'script', address: string) =>
      new Promise((resolve, reject) => {
        const element = document.createElement(tag)
        element.onload = resolve
        element.onerror = reject
        element.src = address
        document.head.append(element)
      })
    return [
      await tried(() => fetch('https://example.com/')),
      await tried(() => fetch('file:///etc/hosts')),
      await tried(() => load('img', 'https://example.com/a.png')),
      await tried(() => load('script', 'https://example.com/a.js')),
      await tried(() => load('script', 'data:text/javascript,1')),
    ]
  })
  expect(tries).toEqual(['refused', 'refused', 'refused', 'refused', 'refused'])
  await page.evaluate(() => {
    location.href = 'https://example.com/'
  })
  await page.evaluate(() => {
    location.href = 'app://feebridge.example.com/index.html'
  })
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('every permission is refused', async ({ start }) => {
  const desktop = await start()
  needsStandIn(desktop)
  await desktop.window()
  const asked = ['media', 'geolocation', 'notifications', 'clipboard-read', 'midi', 'fullscreen', 'openExternal', 'hid']
  const granted = await desktop.app.evaluate(
    async (_, permissions) =>
      Promise.all(permissions.map(permission => globalThis.electronHost?.askPermission(permission))),
    asked,
  )
  expect(granted).toEqual(asked.map(() => false))
})

test('a page that is not of Feebridge is refused by every call, also behind the same preload script', async ({
  start,
}) => {
  const desktop = await start()
  await desktop.window()
  const answer = await desktop.app.evaluate(async ({ app, BrowserWindow }) => {
    const stranger = new BrowserWindow({
      show: false,
      webPreferences: {
        preload: `${app.getAppPath()}/out/preload/index.cjs`,
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
      },
    })
    await stranger.loadURL('data:text/html,<h1>Stranger</h1>')
    const replies = await stranger.webContents.executeJavaScript(
      `Promise.all(['status.read', 'host.show', 'no.such.call'].map(name => window.feebridge.call(name, {})))`,
    )
    stranger.destroy()
    return replies as { ok: boolean; error?: { code: string } }[]
  })
  expect(answer.map(({ ok, error }) => [ok, error?.code])).toEqual(Array(3).fill([false, 'bad-request']))
})

test('the page has the door to Feebridge and nothing of Node or Electron', async ({ start }) => {
  const desktop = await start()
  const page = await desktop.window()
  const seen = await page.evaluate(() => {
    const globals = window as unknown as Record<string, object>
    const door = globals.feebridge ?? {}
    const missing = ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter(
      name => name in globals,
    )
    return { missing, door: Object.keys(door).sort(), frozen: Object.isFrozen(door) }
  })
  expect(seen).toEqual({ missing: [], door: ['call', 'on'], frozen: true })
})

test('the page is served with a strict policy, and nothing outside its folder is served', async ({ start }) => {
  const desktop = await start()
  const page = await desktop.window()
  const served = await page.evaluate(async () => {
    const policy = (await fetch('/index.html')).headers.get('Content-Security-Policy')
    const outside = ['/../main/index.mjs', '/%2e%2e/main/index.mjs', '/..%2fmain%2findex.mjs', '/no-such-file.js']
    const answers = await Promise.all(outside.map(path => fetch(path).then(answer => answer.status)))
    return { policy, answers }
  })
  expect(served.policy).toContain("default-src 'none'")
  expect(served.policy).not.toMatch(/unsafe|\*/)
  expect(served.answers).toEqual([404, 404, 404, 404])
})
