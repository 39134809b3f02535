import { setTimeout as wait } from 'node:timers/promises'
import type { RunProgress } from '../../../contract/rows/run.ts'
import type { TaskId } from '../../../contract/tasks.ts'
import { EXIT } from './exit-codes.ts'
import type { LedgerSession } from './ledger-session.ts'
import type { Output } from './output.ts'

/** A terminal sends Ctrl-C to the launcher and to this process, and the launcher passes its own on: within this time they are one. */
const ONE_INTERRUPT_MS = 250
const LOOK_AGAIN_MS = 100
const PARENT_LOOK_MS = 1_000
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Calls `first` on the first Ctrl-C (or SIGTERM) and ends the process on the second. Returns how to stop listening. */
function onInterrupt(first: () => void): () => void {
  let lastMs: number | null = null
  const listener = (): void => {
    const nowMs = performance.now()
    if (lastMs === null) first()
    else if (nowMs - lastMs > ONE_INTERRUPT_MS) process.exit(EXIT.failed)
    lastMs = nowMs
  }
  for (const signal of STOP_SIGNALS) process.on(signal, listener)
  return () => {
    for (const signal of STOP_SIGNALS) process.off(signal, listener)
  }
}

/** Resolves on the first Ctrl-C, SIGTERM or SIGHUP; a second one ends the process. */
export function stopSignal(): Promise<void> {
  return new Promise(resolve => {
    onInterrupt(resolve)
  })
}

/**
 * Resolves when npm has gone: npm passes a signal on to its shell, and the shell not to us, so that a killed `npm start` would otherwise leave
 * this process behind with the ledger in its hand. Never resolves where npm did not start this process.
 */
export function npmGone(env: NodeJS.ProcessEnv = process.env): Promise<void> {
  const parent = process.ppid
  return new Promise(resolve => {
    if (env.npm_lifecycle_event === undefined) return
    const timer = setInterval(() => {
      if (process.ppid === parent) return
      clearInterval(timer)
      resolve()
    }, PARENT_LOOK_MS)
    timer.unref()
  })
}

/** Lets Ctrl-C cancel the run of a task (null: the run begun last) between two pages. Returns how to stop listening, once the run has ended. */
export function cancelRunOnInterrupt(ledger: LedgerSession, task: TaskId | null, output: Output): () => void {
  let ended = false
  const cancel = async (): Promise<void> => {
    output.sentence('Cancelling after this page. Ctrl-C again stops at once; the ledger stays whole either way.')
    while (!ended) {
      const status = await ledger.call('status.read', {})
      const running = status.ok ? ours(status.value.running, task) : undefined
      if (running !== undefined) {
        const reply = await ledger.call('runs.cancel', { id: running.runId })
        if (!reply.ok) output.refuse(reply.error)
        return
      }
      // The run is not open yet, or just closed: its own reply says which.
      await wait(LOOK_AGAIN_MS)
    }
  }
  const stop = onInterrupt(() => void cancel())
  return () => {
    ended = true
    stop()
  }
}

function ours(running: readonly RunProgress[], task: TaskId | null): RunProgress | undefined {
  if (task !== null) return running.find(run => run.task === task)
  return running.toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1))[0]
}
