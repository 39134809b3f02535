// test/electron-host stands in for the Electron binary where there is none: it starts an app as Electron does, shows its windows in headless
// Chromium, and plays the desktop around it. It is typed against electron.d.ts, and a member that it does not emulate throws by its name. Not
// emulated: the look of anything native, isolated worlds, the system's sandbox, fuses, key stores, updates, message ports. This file is the
// module `electron` of the main process; boot.ts starts it.
import type {
  App,
  Menu as ElectronMenu,
  MenuItem as ElectronMenuItem,
  Notification as ElectronNotification,
  Tray as ElectronTray,
  BrowserWindow as ElectronWindow,
  IpcMain,
  NativeImage,
  NativeTheme,
  PowerMonitor,
  Screen,
  Session,
  UtilityProcess,
  WebContents,
} from 'electron'
import { app } from './app.ts'
import { BrowserWindow, webContents } from './browser-window.ts'
import { clipboard } from './clipboard.ts'
import { dialog, shell } from './dialog.ts'
import { ipcMain } from './ipc-main.ts'
import { Menu, MenuItem } from './menu.ts'
import { type EmulatedNativeImage, nativeImage } from './native-image.ts'
import { nativeTheme } from './native-theme.ts'
import { net } from './net.ts'
import { Notification } from './notification.ts'
import { powerMonitor, powerSaveBlocker } from './power-monitor.ts'
import { protocol } from './protocol.ts'
import { safeStorage } from './safe-storage.ts'
import { screen } from './screen.ts'
import { type defaultSession, session } from './session.ts'
import { type Added, strict } from './strict.ts'
import { Tray } from './tray.ts'
import { type EmulatedUtilityProcess, utilityProcess } from './utility-process.ts'
import type { EmulatedWebContents } from './web-contents.ts'

/** What `require('electron')` gives. */
const electron: object = strict('electron', {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
  webContents,
} satisfies Partial<Record<keyof typeof Electron.CrossProcessExports, object>>)

/** Members that ours have and electron.d.ts does not; an app that used one would fail in Electron. */
type Invented =
  | Added<typeof app, App>
  | Added<InstanceType<typeof BrowserWindow>, ElectronWindow>
  | Added<EmulatedWebContents, WebContents>
  | Added<typeof ipcMain, IpcMain>
  | Added<InstanceType<typeof Menu>, ElectronMenu>
  | Added<InstanceType<typeof MenuItem>, ElectronMenuItem>
  | Added<EmulatedNativeImage, NativeImage>
  | Added<typeof nativeTheme, NativeTheme>
  | Added<InstanceType<typeof Notification>, ElectronNotification>
  | Added<typeof powerMonitor, PowerMonitor>
  | Added<typeof screen, Screen>
  | Added<typeof defaultSession, Session>
  | Added<InstanceType<typeof Tray>, ElectronTray>
  | Added<EmulatedUtilityProcess, UtilityProcess>

/** Does not compile when there is one: its name then stands in the compiler's message. */
export type NothingInvented = None<Invented>
type None<Members extends never> = Members

export {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  electron as 'module.exports',
  ipcMain,
  Menu,
  MenuItem,
  Notification,
  nativeImage,
  nativeTheme,
  net,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
  webContents,
}
