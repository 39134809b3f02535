import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DevTools } from './devtools.ts'

/** What is known of the app that runs in this process; set once, by boot.ts, before the app's own code. */
interface Running {
  appPath: string
  isPackaged: boolean
  /** The app's package.json. */
  manifest: { name?: string; productName?: string; version?: string; main?: string }
  /** Null until the browser is up, which is when the app is ready. */
  devTools: DevTools | null
  /** Ends browser and process. */
  end: (code: number) => void
}

export const running: Running = {
  appPath: process.cwd(),
  isPackaged: false,
  manifest: {},
  devTools: null,
  end: code => process.exit(code),
}

/** The Electron whose types and behaviour the stand-in follows. */
export const ELECTRON_VERSION = readFileSync(join(import.meta.dirname, 'binary', 'version'), 'utf8').trim()

export function browserOf(what: string): DevTools {
  if (running.devTools === null) throw new Error(`Cannot create ${what} before app is ready`)
  return running.devTools
}
