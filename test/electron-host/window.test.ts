import type { ElectronApplication, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CAN_START, makeTryApp, type TryApp, windowMain } from './try-app.ts'

interface Bridge {
  ask(channel: string, ...args: unknown[]): Promise<unknown>
  on(channel: string, listener: (...args: unknown[]) => void): void
  nested: { list: number[] }
}

declare global {
  interface Window {
    bridge: Bridge
    heard: unknown[]
  }
}

describe.runIf(CAN_START)('a window', () => {
  let tryApp: TryApp
  let app: ElectronApplication
  let page: Page

  beforeAll(async () => {
    tryApp = makeTryApp(
      windowMain(`
      ipcMain.handle('who', event => [event.senderFrame.url, event.senderFrame.origin])
      ipcMain.handle('echo', (_event, ...args) => args)
      ipcMain.handle('fail', () => { throw Object.assign(new Error('out of range'), { code: 7 }) })
    `),
    )
    app = await tryApp.launch()
    page = await app.firstWindow()
    await page.waitForSelector('h1')
  })

  afterAll(async () => {
    await app.close()
    tryApp.remove()
  })

  test('shows the page that the scheme answers with, and tells senders by its own address', async () => {
    expect(await page.title()).toBe('/index.html')
    expect(await page.evaluate(() => window.bridge.ask('who'))).toEqual(['app://try/index.html#top', 'app://try'])
  })

  test('carries values over IPC by structured clone, in both directions', async () => {
    const kinds = await page.evaluate(async () => {
      const back = (await window.bridge.ask('echo', new Date(0), new Map([['a', 1n]]), undefined)) as unknown[]
      return back.map(each => Object.prototype.toString.call(each))
    })
    expect(kinds).toEqual(['[object Date]', '[object Map]', '[object Undefined]'])
    const refused = page.evaluate(() => window.bridge.ask('echo', { wrong: Symbol('a').description, f: () => 1 }))
    // The context bridge gives a function over as one; the clone behind it refuses it.
    await expect(refused).rejects.toThrow('An object could not be cloned')
  })

  test('keeps only the message of an error, and names an unknown channel', async () => {
    const ask = (channel: string) => page.evaluate(name => window.bridge.ask(name), channel)
    await expect(ask('fail')).rejects.toThrow("Error invoking remote method 'fail': Error: out of range")
    await expect(ask('nothing')).rejects.toThrow("No handler registered for 'nothing'")
  })

  test('brings events to the page', async () => {
    await page.evaluate(() => {
      window.heard = []
      window.bridge.on('news', (...args) => window.heard.push(...args))
    })
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.send('news', 'first', { at: new Date(0) })
    })
    await expect.poll(() => page.evaluate(() => window.heard.length)).toBe(2)
    expect(await page.evaluate(() => (window.heard[1] as { at: Date }).at.getTime())).toBe(0)
  })

  test('gives the page the bridge alone, frozen', async () => {
    const seen = await page.evaluate(() => {
      const globals = globalThis as unknown as Record<string, unknown>
      return [
        typeof globals.require,
        typeof globals.process,
        '__electronHostPost' in globals,
        Object.isFrozen(window.bridge.nested.list),
      ]
    })
    expect(seen).toEqual(['undefined', 'undefined', false, true])
  })

  test('asks the app before the page goes away, and lets it stay', async () => {
    const asked = app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      return new Promise<string>(resolve => {
        contents?.once('will-navigate', event => {
          event.preventDefault()
          resolve(event.url)
        })
      })
    })
    await page.getByRole('link', { name: 'away' }).click({ noWaitAfter: true })
    expect(await asked).toBe('https://example.test/')
    expect(await page.evaluate(() => window.bridge.ask('who'))).toEqual(['app://try/index.html#top', 'app://try'])
  })

  test('opens no window for a page whose app denies it', async () => {
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
    })
    expect(await page.evaluate(() => window.open('https://example.test/'))).toBeNull()
    const records = () =>
      app.evaluate(() => globalThis.electronHost?.records.filter(each => each.kind === 'window-open'))
    await expect.poll(records).toEqual([{ kind: 'window-open', url: 'https://example.test/', action: 'deny' }])
  })

  test('gives the window the title of its page, also when that changes', async () => {
    const title = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle())
    expect(await title()).toBe('/index.html')
    await page.evaluate(() => {
      document.title = 'Another'
    })
    await expect.poll(title).toBe('Another')
  })

  test('shows the page the appearance that the app chooses', async () => {
    const isDark = () => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
    for (const source of ['dark', 'light'] as const) {
      await app.evaluate(({ nativeTheme }, chosen) => {
        nativeTheme.themeSource = chosen
      }, source)
      await expect.poll(isDark).toBe(source === 'dark')
    }
  })

  test('tells of a page that crashes, and loads it again', async () => {
    const gone = await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      return new Promise<string>(resolve => {
        contents?.once('render-process-gone', (_event, details) => resolve(details.reason))
        contents?.forcefullyCrashRenderer()
      })
    })
    expect(gone).toBe('crashed')
    const answer = await app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      const loaded = new Promise<void>(resolve => contents?.once('did-finish-load', () => resolve()))
      contents?.reload()
      await loaded
      return contents?.executeJavaScript("bridge.ask('who')")
    })
    expect(answer).toEqual(['app://try/index.html#top', 'app://try'])
  })
})
