import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { app } from 'electron'
import { autostartEntry } from './autostart-entry.ts'
import { HIDDEN_ARGUMENT } from './before-ready.ts'

/** Only an installed app starts by itself: the path of a development build would lead nowhere some day. */
export function canStartAtLogin(): boolean {
  return app.isPackaged
}

/** Starts Feebridge without a window when the person signs in, or no longer. Throws when the system does not take it. */
export function setStartAtLogin(on: boolean): void {
  if (!canStartAtLogin()) return
  if (process.platform === 'linux') writeAutostart(on)
  else app.setLoginItemSettings({ openAtLogin: on, args: [HIDDEN_ARGUMENT] })
}

/** Electron does this for Windows and Macs only; desktops of Linux read a folder. */
function writeAutostart(on: boolean): void {
  const configFolder = process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config')
  const file = join(configFolder, 'autostart', 'feebridge.desktop')
  if (!on) {
    rmSync(file, { force: true })
    return
  }
  mkdirSync(dirname(file), { recursive: true })
  // An AppImage is mounted anew at each start: its own file is what can be started again.
  writeFileSync(file, autostartEntry(process.env.APPIMAGE ?? process.execPath, HIDDEN_ARGUMENT))
}
