import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const STAND_IN = join(ROOT, 'test/electron-host/binary')

/** What a spec runs on: the window served to a browser, or the desktop app. */
export type HostKind = 'browser' | 'desktop'

/** Which program is the Electron of the desktop specs: real one, when its binary is here or named, else the stand-in. */
export type ElectronKind = { kind: 'real'; version: string } | { kind: 'stand-in' } | { kind: 'none'; why: string }

/**
 * Finds the Electron for the desktop specs: `ELECTRON_OVERRIDE_DIST_PATH` as somebody set it, the binary that the package `electron` has
 * fetched, else the stand-in, which is then named in that variable: Playwright reads it.
 */
export function chooseElectron(): ElectronKind {
  const named = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (named !== undefined && named !== '' && named !== STAND_IN) return realAt(named)
  const fetched = join(ROOT, 'node_modules/electron/dist')
  if (existsSync(join(fetched, 'version')) && named !== STAND_IN) return realAt(fetched)
  if (process.platform === 'win32')
    return { kind: 'none', why: 'There is no Electron here, and its stand-in needs a Unix.' }
  process.env.ELECTRON_OVERRIDE_DIST_PATH = STAND_IN
  return { kind: 'stand-in' }
}

/** The words under which a report names a host; nothing else may call the stand-in Electron. */
export function sayElectron(electron: ElectronKind): string {
  switch (electron.kind) {
    case 'real':
      return `Electron ${electron.version}`
    case 'stand-in':
      return 'stand-in for Electron'
    case 'none':
      return `no Electron: ${electron.why}`
  }
}

function realAt(folder: string): ElectronKind {
  const file = join(folder, 'version')
  return {
    kind: 'real',
    version: existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : 'of unknown version',
  }
}

/** The environment of a program that the specs start: ours, with what they add, and this project's Node first on the path. */
export function programEnv(added: Record<string, string> = {}): Record<string, string> {
  const ours = Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  const path = `${join(ROOT, 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`
  const { ELECTRON_RUN_AS_NODE: _, ...env } = Object.fromEntries(ours) as Record<string, string>
  return { ...env, PATH: path, ...added }
}
