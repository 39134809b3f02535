import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Details, ForkOptions, UtilityProcess } from 'electron'
import { app } from './app.ts'
import { utilityNames } from './app-processes.ts'
import { asElectron, Emulated, type PartOf, preventableEvent, strict } from './strict.ts'

/** A real process of Node's, with `process.parentPort` and the part of `electron` that a utility process has. It dies with the app. */
export class EmulatedUtilityProcess extends Emulated implements PartOf<UtilityProcess> {
  readonly #child: ChildProcess
  #isGone = false

  constructor(child: ChildProcess, serviceName: string) {
    super()
    this.#child = child
    const { pid } = child
    if (pid !== undefined) utilityNames.set(pid, serviceName)
    child.on('spawn', () => this.emit('spawn'))
    child.on('message', message => this.emit('message', message))
    child.once('exit', (code, signal) => {
      this.#isGone = true
      if (pid !== undefined) utilityNames.delete(pid)
      tellUnexpectedEnd(code, signal, serviceName)
      this.emit('exit', code ?? 1)
    })
  }

  get pid(): number | undefined {
    return this.#isGone ? undefined : this.#child.pid
  }

  // Node's types call them null where Electron's do.
  get stdout(): Readable | null {
    return this.#child.stdout
  }

  get stderr(): Readable | null {
    return this.#child.stderr
  }

  postMessage(message: unknown, transfer: unknown[] = []): void {
    if (transfer.length > 0) throw new Error('electron-host: the transfer of message ports is not emulated')
    // A message to a process that has just gone is lost, as in Electron; its exit is told by itself.
    if (this.#child.connected) this.#child.send(message as object, () => undefined)
  }

  kill(): boolean {
    return this.#isGone ? false : this.#child.kill()
  }
}

export const utilityProcess = strict('utilityProcess', {
  fork(modulePath: string, args: string[] = [], options: ForkOptions = {}): UtilityProcess {
    if (!app.isReady()) throw new Error('utilityProcess.fork() can only be used after app is ready')
    const start = join(import.meta.dirname, 'utility-start.ts')
    const child = fork(start, [modulePath, ...args], {
      serialization: 'advanced',
      env: { ...(options.env ?? process.env) },
      cwd: options.cwd,
      stdio: stdioOf(options.stdio),
      execArgv: ['--disable-warning=ExperimentalWarning', ...(options.execArgv ?? [])],
    })
    return asElectron(new EmulatedUtilityProcess(child, options.serviceName ?? 'Node Utility Process'))
  },
} satisfies Partial<typeof Electron.UtilityProcess>)

type Stdio = 'pipe' | 'ignore' | 'inherit'

/** Electron gives a utility process no standard input. */
function stdioOf(wanted: ForkOptions['stdio']): (Stdio | 'ipc')[] {
  if (Array.isArray(wanted)) return ['ignore', wanted[1] ?? 'inherit', wanted[2] ?? 'inherit', 'ipc']
  const both = (wanted ?? 'inherit') as Stdio
  return ['ignore', both, both, 'ipc']
}

function tellUnexpectedEnd(code: number | null, signal: string | null, name: string): void {
  if (code === 0) return
  const reason = signal === null ? 'abnormal-exit' : 'killed'
  const details: Details = { type: 'Utility', reason, exitCode: code ?? 1, serviceName: 'node.mojom.NodeService', name }
  app.emit('child-process-gone', preventableEvent({}), details)
}
