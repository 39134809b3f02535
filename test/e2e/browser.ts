// test/e2e drives the built program as a clerk would, in a real browser. This file finds that browser; fixtures.ts starts the program.
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'msedge',
  'microsoft-edge',
]
const PLACES = [
  '/usr/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** Flags for a browser that only shows our pages: no sandbox (containers), no network of its own. */
export const BROWSER_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Path of a Chromium, Chrome or Edge on this machine: `FEEBRIDGE_CHROMIUM`, the usual places, then PATH. Null when there is none. */
export function findBrowser(): string | null {
  const named = process.env.FEEBRIDGE_CHROMIUM
  if (named !== undefined && named !== '') return isProgram(named) ? named : null
  const ending = process.platform === 'win32' ? '.exe' : ''
  const onPath = (process.env.PATH ?? '').split(delimiter).filter(folder => folder !== '')
  const candidates = [...PLACES, ...onPath.flatMap(folder => NAMES.map(name => join(folder, name + ending)))]
  return candidates.find(isProgram) ?? null
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    // Not there, or not ours to start: either way it is no browser for us.
    return false
  }
}
