import type { Preferences } from '../../../contract/host-calls.ts'

/** Where a new file of ours goes. */
export type SaveTarget =
  /** The person chose this file in a dialog. */
  | { kind: 'path'; file: string }
  /** It is written here first; `offer`, called when it is whole, gives the address at which it is fetched, once. */
  | { kind: 'download'; file: string; offer: () => string }
  | { kind: 'cancelled' }

/** How an existing file of ours was shown. */
export type OpenOutcome =
  | { kind: 'opened' }
  | { kind: 'download'; url: string; name: string }
  | { kind: 'failed'; message: string }

/** What one host can do by itself, beside the ledger: dialogs or downloads, preferences, start at login, updates. */
export interface Doors {
  kind: 'desktop' | 'browser'
  version: string
  /** True for dialogs and "Show in folder"; otherwise files are downloaded. */
  hasFiles: boolean
  /** Asked each time: a tray can come late, or go. */
  hasTray(): boolean
  canStartAtLogin: boolean

  /** Asks where a new file goes. `exportsFolder` is the open ledger's own, for hosts without a dialog; it may not be there yet. */
  pickSaveFile(defaultName: string, exportsFolder: string): Promise<SaveTarget>
  /** Opens a file with the computer's own program for it, or offers it for download. */
  openFile(file: string): Promise<OpenOutcome>
  /** Shows a file or folder in the computer's file manager. False where there is none, or nothing there. */
  reveal(path: string): Promise<boolean>

  readPreferences(): Preferences
  /** Keeps them and does what they say (start at login, tray). What this host cannot do stays as it was. A refusal is a sentence. */
  writePreferences(preferences: Preferences): Promise<{ kind: 'kept' } | { kind: 'refused'; message: string }>

  /** What is known of a newer version, a sentence; null where updates are off. */
  updates(): string | null
  /** Looks for a newer version now. Refused, in a sentence, where updates are off. */
  checkUpdates(): Promise<{ kind: 'checked' } | { kind: 'refused'; message: string }>
}
