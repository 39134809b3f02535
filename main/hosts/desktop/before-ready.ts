import { join } from 'node:path'
import { app } from 'electron'
import { declareWindowScheme } from './window-files.ts'

/** The name under which Windows groups windows and shows notifications; electron-builder gives the shortcut the same. */
const APP_ID = 'org.feebridge.desktop'

/** What must be said before Electron is ready. */
export function prepareApp(): void {
  app.enableSandbox()
  // HTTP/2 and QUIC share one connection among requests and may send one again by themselves; see net-fetch.ts.
  app.commandLine.appendSwitch('disable-http2')
  app.commandLine.appendSwitch('disable-quic')
  if (process.platform === 'win32') app.setAppUserModelId(APP_ID)
  // On a Mac the app's own folder would be the ledger's: their names differ in case alone.
  if (process.platform === 'darwin' && !app.commandLine.hasSwitch('user-data-dir'))
    app.setPath('userData', join(app.getPath('appData'), 'Feebridge Desktop'))
  declareWindowScheme()
}

/** What the login item gives its program. */
export const HIDDEN_ARGUMENT = '--hidden'

/** Whether a start asks for no window. */
export function asksHidden(argv: readonly string[]): boolean {
  return argv.includes(HIDDEN_ARGUMENT)
}

/** Whether this start is to show no window: it was asked so, or a Mac started the app at sign-in, where login items carry no argument. */
export function startsHidden(): boolean {
  return asksHidden(process.argv) || (process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin)
}
