import { join } from 'node:path'
import type { Preferences } from '../../../contract/host-calls.ts'
import type { Log } from '../../domain/ports.ts'
import { readPreferencesFile, writePreferencesFile } from '../world/preferences-file.ts'

/** What the person prefers, kept in `preferences.json` of the person's own folder and read once. */
export interface PreferencesFile {
  read(): Preferences
  /** Rejects when the file cannot be written; what was preferred before stays. */
  write(preferred: Preferences): Promise<void>
}

/** A damaged file counts as none: the first preferences hold, and the log says so. */
export function openPreferences(folder: string, log: Log): PreferencesFile {
  const file = join(folder, 'preferences.json')
  let current = readPreferencesFile(file, () => log.warn('preferences.json was damaged; the first preferences hold.'))
  return {
    read: () => current,
    async write(preferred) {
      await writePreferencesFile(file, preferred)
      current = preferred
    },
  }
}
