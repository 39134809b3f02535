import { randomBytes } from 'node:crypto'
import { basename, extname, join } from 'node:path'
import type { Doors } from '../world/doors.ts'
import { readPreferencesFile, writePreferencesFile } from '../world/preferences-file.ts'
import type { Downloads } from './downloads.ts'

/** What a window in an ordinary browser can do: fetch files, and remember how it likes to look. It has no dialogs, no tray and no start at login. */
export function browserDoors(options: { version: string; preferencesFile: string; downloads: Downloads }): Doors {
  const { version, preferencesFile, downloads } = options
  return {
    kind: 'browser',
    version,
    hasFiles: false,
    hasTray: () => false,
    canStartAtLogin: false,
    async pickSaveFile(name, exportsFolder) {
      const file = join(exportsFolder, `${randomBytes(8).toString('hex')}${extname(name)}`)
      return { kind: 'download', file, offer: () => downloads.offer({ file, name, passing: true }) }
    },
    async openFile(file) {
      const name = basename(file)
      return { kind: 'download', url: downloads.offer({ file, name, passing: false }), name }
    },
    reveal: async () => false,
    readPreferences: () => withoutDesktop(readPreferencesFile(preferencesFile)),
    async writePreferences(wanted) {
      if (wanted.startAtLogin)
        return {
          kind: 'refused',
          message: 'A window in a browser cannot start Feebridge when you sign in to the computer; the app can.',
        }
      await writePreferencesFile(preferencesFile, wanted)
      return { kind: 'kept' }
    },
    updates: () => null,
    checkUpdates: async () => ({
      kind: 'refused',
      message: 'This window shows the version that was started from the command line; it is not updated from here.',
    }),
  }
}

function withoutDesktop<Kept extends { startAtLogin: boolean }>(kept: Kept): Kept {
  return { ...kept, startAtLogin: false }
}
