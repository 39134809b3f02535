import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication } from '@playwright/test'

export const BINARY_FOLDER = join(import.meta.dirname, 'binary')

/** The stand-in's binary is a script of the shell; on Windows there is none, and real Electron is used. */
export const CAN_START = process.platform !== 'win32'

/** A small app of the tests, on disk: its main module, and a window with one button of a bridge. */
export interface TryApp {
  folder: string
  /** Starts it as Playwright starts any Electron app. */
  launch(env?: Record<string, string>): Promise<ElectronApplication>
  remove(): void
}

const PRELOAD = `
const { contextBridge, ipcRenderer } = require('electron')
contextBridge.exposeInMainWorld('bridge', {
  ask: (channel, ...args) => ipcRenderer.invoke(channel, ...args),
  on: (channel, listener) => { ipcRenderer.on(channel, (_event, ...args) => listener(...args)) },
  nested: { list: [1, 2] },
})
`

/** A main module that opens a window on \`app://try/index.html\`; what is added runs before the window is opened. */
export function windowMain(added = ''): string {
  return `
import { app, BrowserWindow, ipcMain, protocol } from 'electron'
import { join } from 'node:path'
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }])
void app.whenReady().then(() => {
  protocol.handle('app', request => new Response(
    '<!doctype html><title>' + new URL(request.url).pathname + '</title><h1>Try</h1><a href="https://example.test/">away</a>',
    { headers: { 'Content-Type': 'text/html', 'X-Asked': request.url } },
  ))
  ${added}
  const window = new BrowserWindow({ width: 700, height: 500, webPreferences: { preload: join(import.meta.dirname, 'preload.cjs') } })
  void window.loadURL('app://try/index.html#top')
})
app.on('window-all-closed', () => app.quit())
`
}

export function makeTryApp(main: string): TryApp {
  const root = mkdtempSync(join(tmpdir(), 'electron-host-try-'))
  const folder = join(root, 'app')
  mkdirSync(folder)
  const files = { 'package.json': JSON.stringify({ name: 'try-app', version: '1.2.3', main: 'main.mjs' }) }
  const all = { ...files, 'main.mjs': main, 'preload.cjs': PRELOAD }
  for (const [name, content] of Object.entries(all)) writeFileSync(join(folder, name), content)
  return {
    folder,
    launch(env = {}) {
      process.env.ELECTRON_OVERRIDE_DIST_PATH = BINARY_FOLDER
      return _electron.launch({
        args: [folder, `--user-data-dir=${join(root, 'user')}`],
        colorScheme: null,
        env: { ...definedEnv(), ...env },
      })
    },
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 5 }),
  }
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
}
