import { app, dialog } from 'electron'
import type { Log } from '../../domain/ports.ts'
import { openFileLog } from '../../engine/log.ts'
import { openPreferences, type PreferencesFile } from './preferences-file.ts'
import { openWindowMemory, type WindowMemory } from './window-memory.ts'

/** What this app keeps for the person beside any ledger, in Electron's own folder. */
export interface Desk {
  folder: string
  log: Log
  preferences: PreferencesFile
  memory: WindowMemory
}

export function openDesk(): Desk {
  const folder = app.getPath('userData')
  const log = openFileLog(folder)
  endOnBugs(log)
  return { folder, log, preferences: openPreferences(folder, log), memory: openWindowMemory(folder, log) }
}

/** A bug of the app's own process ends it with a sentence, not with a stack; what was under way in the engine ends in order. */
function endOnBugs(log: Log): void {
  let told = false
  const end = (error: unknown): void => {
    log.error('A bug of the desktop app.', {
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    })
    if (told) return
    told = true
    dialog.showErrorBox(
      'Feebridge must close',
      'Feebridge met an error of its own. Your data is safe. Start it again; if this comes back, the log in its folder says more.',
    )
    app.quit()
  }
  process.on('uncaughtException', end)
  process.on('unhandledRejection', end)
}
