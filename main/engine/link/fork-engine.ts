import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { Channel } from './protocol.ts'
import type { EngineProcess } from './supervise-engine.ts'

/** A child process that is not gone this long after it was told to close is killed; its ledger survives that. */
const KILL_AFTER_MS = 30_000

/** Starts a program of this Node as an engine's process. What it prints goes to standard error: standard output is the command's own. */
export function forkEngineProcess(program: string): EngineProcess {
  const child = fork(program, [], { stdio: ['ignore', 2, 2, 'ipc'], execArgv: [] })
  const exited = once(child, 'exit').then(([code, signal]: (number | string | null)[]) =>
    signal === null ? `it ended with code ${code}` : `it was ended by ${signal}`,
  )
  // A program that cannot be started has no exit; the error says why.
  const failed = once(child, 'error').then(
    ([error]: Error[]) => `it could not be started (${error?.message ?? 'no reason given'})`,
  )
  return {
    pid: () => child.pid ?? null,
    channel: childChannel(child),
    ended: Promise.race([exited, failed]),
    endLater() {
      const timer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS)
      child.once('exit', () => clearTimeout(timer))
    },
  }
}

function childChannel(child: ChildProcess): Channel {
  return {
    send(message) {
      if (!child.connected) return 'closed'
      // A send that fails is a child that has just gone: its end is told by `closed`.
      child.send(message, () => undefined)
      return 'sent'
    },
    listen(listener) {
      child.on('message', value => listener.message(value))
      child.once('disconnect', () => listener.closed())
      child.once('error', () => {
        if (child.pid === undefined) listener.closed()
      })
    },
    async close() {
      if (child.connected) child.disconnect()
    },
  }
}
