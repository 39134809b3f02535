import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { BROWSER_FLAGS, findBrowser } from '../e2e/browser.ts'
import { DevTools } from './devtools.ts'

/** A browser that has not left this long after it was asked to is killed. */
const LEAVE_MS = 2_000

const FLAGS = [
  ...BROWSER_FLAGS,
  '--headless',
  '--no-startup-window',
  '--no-default-browser-check',
  '--disable-extensions',
  '--disable-dev-shm-usage',
  // A window in the tray goes on living in Electron as it does here.
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  '--disable-features=Translate,MediaRouter,OptimizationHints',
  '--password-store=basic',
  '--use-mock-keychain',
  '--remote-debugging-pipe',
]

/** The browser that shows the windows of the stand-in. */
export interface Chromium {
  devTools: DevTools
  /** Where a second client (Playwright) reaches it; null when no port was asked for. */
  endpoint: Promise<string> | null
  /** Resolves when it has ended, whoever ended it. */
  ended: Promise<void>
  close(): Promise<void>
}

/** Starts the browser with a profile in the app's own data folder, so that what a window stores survives a restart as it does in Electron. */
export function startChromium(userData: string, debuggingPort: number | null): Chromium {
  const program = findBrowser()
  if (program === null) throw new Error('electron-host: no Chromium found; name one in FEEBRIDGE_CHROMIUM')
  const profile = join(userData, 'chromium')
  mkdirSync(profile, { recursive: true })
  const port = debuggingPort === null ? [] : [`--remote-debugging-port=${debuggingPort}`]
  const child = spawn(program, [...FLAGS, ...port, `--user-data-dir=${profile}`], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  })
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const devTools = new DevTools(child.stdio[3] as Writable, child.stdio[4] as Readable)
  const told = readEndpoint(child)
  return {
    devTools,
    endpoint: debuggingPort === null ? null : told,
    ended,
    async close() {
      const kill = setTimeout(() => child.kill('SIGKILL'), LEAVE_MS)
      devTools.browser.tell('Browser.close')
      await ended
      clearTimeout(kill)
    },
  }
}

/** Reads the browser's complaints to their end, so that it never waits for a full pipe. */
function readEndpoint(child: ChildProcess): Promise<string> {
  return new Promise(resolve => {
    createInterface({ input: child.stderr as Readable }).on('line', line => {
      const address = /^DevTools listening on (ws:\/\/.*)$/.exec(line)?.[1]
      if (address !== undefined) resolve(address)
    })
  })
}
