// main/hosts/desktop is Electron: the window, its files, the bridge between window and engine. This first version is thin; tray, notifications,
// power events, the key store and updates belong here and are not part of it yet. No rule and no SQL is here.
import { join } from 'node:path'
import { BrowserWindow, dialog } from 'electron'
import { appRoot } from '../../engine/link/app-root.ts'
import { WINDOW_ORIGIN } from './window-files.ts'

/** Opens the one window. It has no Node, and can go nowhere but to its own pages. */
export function openWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'Feebridge',
    webPreferences: {
      preload: join(appRoot(), 'out/preload/index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
    },
  })
  window.once('ready-to-show', () => window.show())
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  window.webContents.on('will-navigate', (event, url) => {
    if (!url.startsWith(`${WINDOW_ORIGIN}/`)) event.preventDefault()
  })
  void window.loadURL(`${WINDOW_ORIGIN}/index.html`)
  return window
}

/** Says why Feebridge cannot start, in a box of its own: there is no window yet. */
export function showFailure(sentence: string): void {
  dialog.showErrorBox('Feebridge cannot start', sentence)
}
