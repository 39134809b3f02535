import { utilityProcess } from 'electron'
import { engineProgram } from '../../engine/link/app-root.ts'
import type { EngineProcess } from '../../engine/link/supervise-engine.ts'

/** An engine that is not gone this long after it was told to close is killed; its ledger survives that. */
const KILL_AFTER_MS = 30_000

/** Starts the engine as a utility process of Electron: the supervisor treats it like any other child. */
export function startUtilityProcess(): EngineProcess {
  const child = utilityProcess.fork(engineProgram(), [], { serviceName: 'Feebridge engine' })
  let gone = false
  const { promise: ended, resolve } = Promise.withResolvers<string>()
  child.once('exit', code => {
    gone = true
    resolve(`it ended with code ${code}`)
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
