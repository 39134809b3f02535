import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CAN_START, makeTryApp, type TryApp, windowMain } from './try-app.ts'

describe.runIf(CAN_START)('the main process', () => {
  let tryApp: TryApp
  let app: ElectronApplication

  beforeAll(async () => {
    tryApp = makeTryApp(windowMain())
    app = await tryApp.launch()
    await app.firstWindow()
  })

  afterAll(async () => {
    await app.close()
    tryApp.remove()
  })

  test('a member of Electron that is not emulated throws by its name', async () => {
    const said = await app.evaluate(electron => {
      const tries = [
        () => electron.app.getGPUFeatureStatus(),
        () => electron.desktopCapturer,
        () => electron.BrowserWindow.getAllWindows()[0]?.setKiosk(true),
        () => electron.Notification.getHistory(),
      ]
      return tries.map(attempt => {
        try {
          return String(attempt())
        } catch (error) {
          return (error as Error).message
        }
      })
    })
    expect(said).toEqual(
      ['app.getGPUFeatureStatus', 'electron.desktopCapturer', 'browserWindow.setKiosk', 'Notification.getHistory'].map(
        name => `electron-host: ${name} is not emulated`,
      ),
    )
  })

  test('says of itself that it is a stand-in, and what app it runs', async () => {
    const told = await app.evaluate(({ app }) => [
      process.versions.electron,
      app.getVersion(),
      app.name,
      app.isPackaged,
    ])
    expect(told).toEqual([expect.stringMatching(/-stand-in$/), '1.2.3', 'try-app', false])
  })

  test('encrypts for this data folder alone, and says when there is no key store', async () => {
    const tried = await app.evaluate(async ({ safeStorage }) => {
      const encrypted = await safeStorage.encryptStringAsync('a secret key')
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(encrypted)
      const changed = Buffer.from(encrypted)
      changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1
      const readsChanged = await safeStorage.decryptStringAsync(changed).then(
        () => true,
        () => false,
      )
      const host = globalThis.electronHost
      if (host !== undefined) host.hasKeyStore = false
      const available = await safeStorage.isAsyncEncryptionAvailable()
      const refused = await safeStorage.encryptStringAsync('x').catch((error: Error) => error.message)
      if (host !== undefined) host.hasKeyStore = true
      return { isPlain: encrypted.includes('secret'), result, shouldReEncrypt, readsChanged, available, refused }
    })
    expect(tried).toEqual({
      isPlain: false,
      result: 'a secret key',
      shouldReEncrypt: false,
      readsChanged: false,
      available: false,
      refused: expect.stringContaining('key store is not available'),
    })
  })

  test('runs a utility process that talks to its parent, has the network, and can be killed', async () => {
    const program = join(tryApp.folder, 'utility.mjs')
    writeFileSync(
      program,
      `import { net } from 'electron'
     process.parentPort.on('message', ({ data }) => process.parentPort.postMessage({ got: data, type: process.type, net: typeof net.fetch, args: process.argv.slice(2) }))`,
    )
    const seen = await app.evaluate(async ({ app, utilityProcess }, path) => {
      const child = utilityProcess.fork(path, ['one'], { serviceName: 'Try' })
      const answer = await new Promise(resolve => {
        child.once('message', resolve)
        child.postMessage({ day: new Date(0), big: 2n })
      })
      const gone = new Promise<string>(resolve =>
        app.once('child-process-gone', (_event, details) => resolve(`${details.name} ${details.reason}`)),
      )
      const exited = new Promise(resolve => child.once('exit', resolve))
      const hadPid = typeof child.pid
      child.kill()
      await exited
      return {
        answer: JSON.stringify(answer, (_key, value) => (typeof value === 'bigint' ? `${value}n` : value)),
        hadPid,
        pid: child.pid,
        gone: await gone,
      }
    }, program)
    expect(seen).toEqual({
      answer: '{"got":{"day":"1970-01-01T00:00:00.000Z","big":"2n"},"type":"utility","net":"function","args":["one"]}',
      hadPid: 'number',
      pid: undefined,
      gone: 'Try killed',
    })
  })

  test('records what leaves the app, and answers its dialogs as the test says', async () => {
    const { canceled, records } = await app.evaluate(async ({ dialog, Notification, shell }) => {
      const host = globalThis.electronHost
      if (host === undefined) throw new Error('this is not the stand-in')
      host.records.length = 0
      const first = await dialog.showSaveDialog({ defaultPath: 'a.xlsx' })
      host.answers.save = { canceled: false, filePath: '/b.xlsx' }
      const second = await dialog.showSaveDialog({ defaultPath: 'a.xlsx' })
      const notification = new Notification({ title: 'Try', body: 'words' })
      notification.show()
      notification.close()
      shell.showItemInFolder('/b.xlsx')
      return { canceled: [first.canceled, second.canceled, host.notifications.at(-1)?.isShown], records: host.records }
    })
    expect(canceled).toEqual([true, false, false])
    expect(records.map(record => record.kind)).toEqual(['save-dialog', 'save-dialog', 'notification', 'opened'])
  })

  test('shows the tray as a person would see it, and does what is chosen in its menu', async () => {
    const seen = await app.evaluate(({ Menu, nativeImage, Tray }) => {
      const tray = new Tray(nativeImage.createEmpty())
      tray.setToolTip('Try: all is well')
      const clicks: string[] = []
      const pause = { label: 'Pause', submenu: [{ label: '1 hour', click: () => clicks.push('1 hour') }] }
      tray.setContextMenu(
        Menu.buildFromTemplate([
          { label: 'Off', enabled: false, click: () => clicks.push('Off') },
          { type: 'separator' },
          pause,
        ]),
      )
      const shown = globalThis.electronHost?.trays.at(-1)
      shown?.choose('1 hour')
      shown?.choose('Off')
      const before = [shown?.toolTip, shown?.menu(), clicks]
      tray.destroy()
      return [...before, shown?.isDestroyed]
    })
    expect(seen).toEqual(['Try: all is well', ['Off', '-', 'Pause', '  1 hour'], ['1 hour'], true])
  })

  test('asks both permission handlers, and grants only what both grant', async () => {
    const granted = await app.evaluate(async ({ session }) => {
      const ask = () => globalThis.electronHost?.askPermission('media')
      const first = await ask()
      session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
      const second = await ask()
      session.defaultSession.setPermissionCheckHandler(() => false)
      return [first, second, await ask()]
    })
    expect(granted).toEqual([true, false, false])
  })

  test('presses shortcuts of the application menu, however they are spelled', async () => {
    const pressed = await app.evaluate(({ Menu }) => {
      const clicks: string[] = []
      Menu.setApplicationMenu(
        Menu.buildFromTemplate([
          {
            label: 'File',
            submenu: [{ label: 'Sync', accelerator: 'CmdOrCtrl+Shift+S', click: () => clicks.push('Sync') }],
          },
        ]),
      )
      const host = globalThis.electronHost
      return [host?.pressShortcut('Shift+Ctrl+S'), host?.pressShortcut('Ctrl+Q'), clicks]
    })
    expect(pressed).toEqual([true, false, ['Sync']])
  })
})
