import type { App, CommandLine, LoginItemSettings, ProcessMetric, Settings } from 'electron'
import { AppPaths } from './app-paths.ts'
import { appProcesses } from './app-processes.ts'
import { control } from './control.ts'
import { type InstanceLock, takeInstanceLock } from './instance-lock.ts'
import { openWindows } from './open-windows.ts'
import { running } from './running.ts'
import { asElectron, Emulated, type PartOf, preventableEvent, strict } from './strict.ts'

const paths = new AppPaths()
const ready = Promise.withResolvers<void>()
const life = { isReady: false, isQuitting: false }

class EmulatedApp extends Emulated implements PartOf<App> {
  readonly commandLine: CommandLine = asElectron(strict('commandLine', makeCommandLine()))
  #name: string | null = null
  #lock: InstanceLock | null = null
  #loginItem: Settings = {}
  #badge = 0

  get isPackaged(): boolean {
    return running.isPackaged
  }

  get name(): string {
    return this.#name ?? running.manifest.productName ?? running.manifest.name ?? 'Electron'
  }

  set name(name: string) {
    this.#name = name
  }

  getName(): string {
    return this.name
  }

  setName(name: string): void {
    this.#name = name
  }

  getVersion(): string {
    return running.manifest.version ?? '0.0.0'
  }

  getAppPath(): string {
    return running.appPath
  }

  getPath(name: string): string {
    return paths.get(name, this.name)
  }

  setPath(name: string, path: string): void {
    paths.set(name, path)
  }

  getLocale(): string {
    return 'en-US'
  }

  whenReady(): Promise<void> {
    return ready.promise
  }

  isReady(): boolean {
    return life.isReady
  }

  requestSingleInstanceLock(data: Record<string, unknown> = {}): boolean {
    const start = { argv: process.argv, workingDirectory: process.cwd(), data }
    this.#lock ??= takeInstanceLock(this.getPath('userData'), start, second => {
      this.emit('second-instance', preventableEvent({}), second.argv, second.workingDirectory, second.data)
    })
    return this.#lock !== null
  }

  hasSingleInstanceLock(): boolean {
    return this.#lock !== null
  }

  releaseSingleInstanceLock(): void {
    this.#lock?.release()
    this.#lock = null
  }

  /** before-quit, then every window is asked to close, then will-quit; each may stop it. */
  quit(): void {
    if (life.isQuitting) return
    life.isQuitting = true
    void this.#quitInOrder().then(stopped => {
      if (stopped) life.isQuitting = false
    })
  }

  /** Asks nobody. */
  exit(code = 0): void {
    this.emit('quit', preventableEvent({}), code)
    this.releaseSingleInstanceLock()
    running.end(code)
  }

  relaunch(): void {
    control.records.push({ kind: 'relaunch' })
  }

  setAppUserModelId(id: string): void {
    control.records.push({ kind: 'app-user-model-id', id })
  }

  setLoginItemSettings(settings: Settings): void {
    this.#loginItem = settings
    control.records.push({ kind: 'login-item', settings })
  }

  getLoginItemSettings(): LoginItemSettings {
    const openAtLogin = this.#loginItem.openAtLogin ?? false
    return {
      openAtLogin,
      wasOpenedAtLogin: control.wasOpenedAtLogin,
      status: openAtLogin ? 'enabled' : 'not-registered',
      executableWillLaunchAtLogin: openAtLogin,
      launchItems: [],
    }
  }

  setBadgeCount(count = 0): boolean {
    this.#badge = count
    control.records.push({ kind: 'badge', count })
    return true
  }

  getBadgeCount(): number {
    return this.#badge
  }

  getAppMetrics(): ProcessMetric[] {
    return appProcesses()
  }

  enableSandbox(): void {
    if (life.isReady) throw new Error('app.enableSandbox() can only be called before app is ready')
  }

  disableHardwareAcceleration(): void {
    if (life.isReady) throw new Error('app.disableHardwareAcceleration() can only be called before app is ready')
  }

  setAboutPanelOptions(): void {
    // The panel is drawn by the system; nothing of it can be seen here.
  }

  showAboutPanel(): void {
    control.records.push({ kind: 'role', role: 'about' })
  }

  setJumpList(): 'ok' {
    return 'ok'
  }

  setUserTasks(): boolean {
    return true
  }

  focus(): void {
    for (const window of openWindows.all) if (window.isVisible()) window.emit('focus')
  }

  /** True when something stopped it. */
  async #quitInOrder(): Promise<boolean> {
    if (this.#isPrevented('before-quit')) return true
    for (const window of [...openWindows.all].reverse()) {
      if (!(await openWindows.askToClose(window))) return true
    }
    if (this.#isPrevented('will-quit')) return true
    this.exit(0)
    return false
  }

  #isPrevented(name: 'before-quit' | 'will-quit'): boolean {
    const event = preventableEvent({})
    this.emit(name, event)
    return event.defaultPrevented
  }
}

export const app = new EmulatedApp()

/** Tells the app that it may open windows. */
export function becomeReady(): void {
  life.isReady = true
  app.emit('ready', preventableEvent({}), {})
  ready.resolve()
}

/** While it quits, the app is not told that its last window has closed. An app that does not listen for that ends by it. */
openWindows.whenNone = () => {
  if (life.isQuitting) return
  if (app.listenerCount('window-all-closed') > 0) app.emit('window-all-closed')
  else app.quit()
}

/** The switches of this start; read when first asked for, because boot.ts puts the command line in order first. */
function makeCommandLine() {
  let known: Map<string, string> | null = null
  const switches = () => {
    known ??= new Map(process.argv.flatMap(readSwitch))
    return known
  }
  return {
    appendSwitch: (name: string, value = '') => void switches().set(name, value),
    appendArgument: () => undefined,
    hasSwitch: (name: string) => switches().has(name),
    getSwitchValue: (name: string) => switches().get(name) ?? '',
    removeSwitch: (name: string) => void switches().delete(name),
  } satisfies Partial<CommandLine>
}

function readSwitch(arg: string): [string, string][] {
  const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(arg) ?? []
  return name === undefined ? [] : [[name, value ?? '']]
}
