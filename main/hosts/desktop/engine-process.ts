import { join } from 'node:path'
import { utilityProcess } from 'electron'
import type { PowerEvent } from '../../engine/engine.ts'
import { appRoot } from '../../engine/link/app-root.ts'
import type { ParentMessage } from '../../engine/link/protocol.ts'
import type { EngineProcess } from '../../engine/link/supervise-engine.ts'

/** An engine that is not gone this long after it was told to close is killed; its ledger survives that. */
const KILL_AFTER_MS = 30_000

/** The engines of this app: one, and for a moment two while another ledger is being opened. */
export interface EngineProcesses {
  /** Starts an engine as a utility process of Electron: the supervisor treats it like any other child. */
  start(): EngineProcess
  /** Tells every engine what the computer does. */
  tell(power: PowerEvent): void
}

export function openEngineProcesses(): EngineProcesses {
  const living = new Set<Electron.UtilityProcess>()
  return {
    start() {
      const child = utilityProcess.fork(join(appRoot(), 'out/main/desktop-engine.mjs'), [], {
        serviceName: 'Feebridge engine',
      })
      living.add(child)
      child.once('exit', () => living.delete(child))
      return engineProcess(child)
    },
    tell(power) {
      const message: ParentMessage = { power }
      for (const child of living) child.postMessage(message)
    },
  }
}

function engineProcess(child: Electron.UtilityProcess): EngineProcess {
  let gone = false
  const { promise: ended, resolve } = Promise.withResolvers<string>()
  // V8's last words; the exit follows. Without a listener they would end the app itself.
  let lastWords = ''
  child.on('error', (type, location) => {
    lastWords = `, after ${type} in ${location}`
  })
  child.once('exit', code => {
    gone = true
    resolve(`it ended with code ${code}${lastWords}`)
  })
  return {
    pid: () => child.pid ?? null,
    ended,
    channel: {
      send(message) {
        if (gone) return 'closed'
        child.postMessage(message)
        return 'sent'
      },
      listen(listener) {
        child.on('message', value => listener.message(value))
        child.once('exit', () => listener.closed())
      },
      close: async () => undefined,
    },
    endLater() {
      const timer = setTimeout(() => child.kill(), KILL_AFTER_MS)
      child.once('exit', () => clearTimeout(timer))
    },
  }
}
