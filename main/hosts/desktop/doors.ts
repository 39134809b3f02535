import { statSync } from 'node:fs'
import { join } from 'node:path'
import { app, dialog, nativeTheme, shell } from 'electron'
import type { Preferences } from '../../../contract/host-calls.ts'
import type { Log } from '../../domain/ports.ts'
import type { Doors } from '../world/doors.ts'
import { canStartAtLogin, setStartAtLogin } from './login-item.ts'
import type { PreferencesFile } from './preferences-file.ts'
import type { Updates } from './updates.ts'
import type { MainWindow } from './window.ts'

export interface DoorNeeds {
  main: MainWindow
  preferences: PreferencesFile
  updates: Updates
  /** The tray comes after the ledger is open. */
  hasTray: () => boolean
  log: Log
}

/** What the desktop can do beside the ledger: dialogs, the file manager, preferences, start at sign-in, updates. */
export function openDoors({ main, preferences, updates, hasTray, log }: DoorNeeds): Doors {
  return {
    kind: 'desktop',
    version: app.getVersion(),
    hasFiles: true,
    hasTray,
    canStartAtLogin: canStartAtLogin(),
    async pickSaveFile(defaultName) {
      const isPaper = defaultName.endsWith('.pdf')
      const { canceled, filePath } = await dialog.showSaveDialog(main.window, {
        title: isPaper ? 'Save the PDF' : 'Save the export',
        defaultPath: join(app.getPath('documents'), defaultName),
        filters: [isPaper ? { name: 'PDF', extensions: ['pdf'] } : { name: 'Excel workbook', extensions: ['xlsx'] }],
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      })
      return canceled || filePath === '' ? { kind: 'cancelled' } : { kind: 'path', file: filePath }
    },
    async openFile(file) {
      const failure = await shell.openPath(file)
      if (failure === '') return { kind: 'opened' }
      log.warn('A file could not be opened.', { why: failure })
      return {
        kind: 'failed',
        message: `This computer has no program that opens ${file}, or may not open it. Open it from its folder.`,
      }
    },
    reveal,
    readPreferences: () => preferences.read(),
    writePreferences: wanted => write(preferences, wanted, log),
    updates: () => updates.words(),
    checkUpdates: () => updates.check(),
  }
}

/** The appearance that the person chose is the app's: title bar, menus and page alike. */
export function applyAppearance({ appearance }: Preferences): void {
  nativeTheme.themeSource = appearance === 'auto' ? 'system' : appearance
}

async function write(
  preferences: PreferencesFile,
  wanted: Preferences,
  log: Log,
): ReturnType<Doors['writePreferences']> {
  const before = preferences.read()
  const kept = canStartAtLogin() ? wanted : { ...wanted, startAtLogin: before.startAtLogin }
  try {
    if (kept.startAtLogin !== before.startAtLogin) setStartAtLogin(kept.startAtLogin)
    await preferences.write(kept)
  } catch (error) {
    log.warn('The preferences could not be kept.', { why: error instanceof Error ? error.message : String(error) })
    return {
      kind: 'refused',
      message:
        'Your choice could not be kept: the computer did not let Feebridge write it down. Free some space and try again.',
    }
  }
  applyAppearance(kept)
  return { kind: 'kept' }
}

async function reveal(path: string): Promise<boolean> {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return false
  if (found.isDirectory()) return (await shell.openPath(path)) === ''
  shell.showItemInFolder(path)
  return true
}
