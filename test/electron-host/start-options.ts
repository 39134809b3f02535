import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** What Electron's own command line says; the rest is the app's. */
export interface StartOptions {
  /** Modules to load before the app's, as `-r` names them. */
  preloads: string[]
  inspectPort: number | null
  debuggingPort: number | null
  userData: string | null
  /** Folder or file of the app, absolute. */
  app: string
  isPackaged: boolean
}

/** Reads Electron's command line. `packaged` is the app beside the binary, which is run whatever the command line names. */
export function readStartOptions(args: readonly string[], packaged: string): StartOptions {
  const isPackaged = existsSync(packaged)
  const options: StartOptions = {
    preloads: [],
    inspectPort: null,
    debuggingPort: null,
    userData: null,
    app: packaged,
    isPackaged,
  }
  const plain = args.filter((arg, at) => !arg.startsWith('-') && !isPreload(args[at - 1]))
  options.app = isPackaged ? packaged : resolve(plain[0] ?? '.')
  for (const [at, arg] of args.entries()) {
    const [name, value] = arg.split(/=(.*)/s)
    if (isPreload(arg)) options.preloads.push(args[at + 1] ?? '')
    else if (name === '--inspect') options.inspectPort = Number(value ?? 9229)
    else if (name === '--remote-debugging-port') options.debuggingPort = Number(value)
    else if (name === '--user-data-dir') options.userData = resolve(value ?? '')
  }
  return options
}

function isPreload(arg: string | undefined): boolean {
  return arg === '-r' || arg === '--require'
}

/** The app of a folder with a package.json, or of a single file. */
export function readApp(path: string): { folder: string; program: string; manifest: Record<string, string> } {
  if (!statSync(path).isDirectory()) return { folder: dirname(path), program: path, manifest: {} }
  const manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as Record<string, string>
  return { folder: path, program: join(path, manifest.main ?? 'index.js'), manifest }
}
