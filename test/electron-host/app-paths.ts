import { mkdirSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'

/** The folders that Electron names, as on Linux; what the app or the command line set comes first. */
export class AppPaths {
  readonly #set = new Map<string, string>()

  set(name: string, path: string): void {
    mkdirSync(path, { recursive: true })
    this.#set.set(name, path)
  }

  get(name: string, appName: string): string {
    const path = this.#set.get(name) ?? this.#usual(name, appName)
    if (path === undefined) throw new Error(`Failed to get '${name}' path`)
    if (name === 'userData' || name === 'sessionData' || name === 'logs') mkdirSync(path, { recursive: true })
    return path
  }

  #usual(name: string, appName: string): string | undefined {
    const home = homedir()
    const appData = this.#set.get('appData') ?? process.env.XDG_CONFIG_HOME ?? join(home, '.config')
    const userData = this.#set.get('userData') ?? join(appData, appName)
    const usual: Record<string, string> = {
      home,
      appData,
      userData,
      sessionData: userData,
      temp: tmpdir(),
      exe: process.argv[0] ?? process.execPath,
      desktop: join(home, 'Desktop'),
      documents: join(home, 'Documents'),
      downloads: join(home, 'Downloads'),
      logs: join(userData, 'logs'),
      crashDumps: join(userData, 'Crashpad'),
    }
    return usual[name]
  }
}
