import { join } from 'node:path'
import { app } from 'electron'
import type { AppUpdater } from 'electron-updater'
import type { Log } from '../../domain/ports.ts'
import { readJsonFile } from './json-file.ts'
import { feedOf, installsOnQuit, sayUpdates, type UpdateState, updatesFile } from './update-policy.ts'

/** Newer versions are looked for soon after the start, and then daily. */
const FIRST_LOOK_MS = 60_000
const LOOK_MS = 24 * 3_600_000

const OFF = 'Updates are off: no address is set where newer versions are found. Ask whoever installed Feebridge.'

/** Newer versions of this app; off until a feed is set. */
export interface Updates {
  /** What is known, a sentence; null where updates are off. */
  words(): string | null
  check(): Promise<{ kind: 'checked' } | { kind: 'refused'; message: string }>
  /** Called as the app quits, with the number of runs that this ends. */
  beforeQuit(runsUnderWay: number): void
}

/** Reads where newer versions are found (`updates.json` beside the preferences, or the environment) and begins to look. `onChange` follows every news. */
export async function openUpdates(folder: string, log: Log, onChange: () => void): Promise<Updates> {
  const found = readJsonFile(join(folder, 'updates.json'), updatesFile)
  if (found.kind === 'damaged') log.warn('updates.json cannot be used: updates stay off.', { why: found.why })
  const feed = feedOf(process.env.FEEBRIDGE_UPDATES_URL, found.kind === 'read' ? found.value.feedUrl : undefined)
  if (feed.kind === 'bad') log.warn('The address of the updates cannot be used: updates stay off.', { why: feed.why })
  if (feed.kind !== 'on' || !app.isPackaged)
    return { words: () => null, check: async () => refused, beforeQuit: () => undefined }

  // Loaded only where it is used: it is a large part of the app's start otherwise.
  const { autoUpdater } = (await import('electron-updater')).default
  let state: UpdateState = { kind: 'asked', at: new Date() }
  const enter = (next: UpdateState): void => {
    state = next
    onChange()
  }
  prepare(autoUpdater, feed.url, log)
  autoUpdater.on('checking-for-update', () => enter({ kind: 'asked', at: new Date() }))
  autoUpdater.on('update-not-available', () => enter({ kind: 'current', version: app.getVersion(), at: new Date() }))
  autoUpdater.on('update-available', ({ version }) => enter({ kind: 'loading', version }))
  autoUpdater.on('update-downloaded', ({ version }) => enter({ kind: 'ready', version }))
  autoUpdater.on('error', () => enter({ kind: 'failed', at: new Date() }))
  const look = async (): Promise<void> => {
    // Downloaded is downloaded: asking again would only say less.
    if (state.kind === 'ready' || state.kind === 'loading') return
    // A failure is told by the event `error`.
    await autoUpdater.checkForUpdates().catch(() => null)
  }
  setTimeout(look, FIRST_LOOK_MS).unref()
  setInterval(look, LOOK_MS).unref()
  return {
    words: () => sayUpdates(state),
    async check() {
      await look()
      return { kind: 'checked' }
    },
    beforeQuit(runsUnderWay) {
      autoUpdater.autoInstallOnAppQuit = installsOnQuit(state, runsUnderWay)
    },
  }
}

const refused = { kind: 'refused', message: OFF } as const

function prepare(autoUpdater: AppUpdater, feedUrl: string, log: Log): void {
  autoUpdater.autoDownload = true
  autoUpdater.autoInstallOnAppQuit = true
  autoUpdater.allowDowngrade = false
  autoUpdater.logger = {
    info: () => undefined,
    warn: message => log.warn('Updates', { said: String(message) }),
    error: message => log.warn('Updates', { said: String(message) }),
  }
  autoUpdater.setFeedURL({ provider: 'generic', url: feedUrl })
}
