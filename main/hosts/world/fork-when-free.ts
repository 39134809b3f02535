import { setTimeout as wait } from 'node:timers/promises'
import type { Reply } from '../../../contract/app-error.ts'
import { type ForkOptions, forkEngine, type SupervisedEngine } from '../../engine/link/supervise-engine.ts'

/** A short command may hold the ledger for a moment; beyond this it is a process to be named. */
const BUSY_MS = 10_000
const BUSY_STEP_MS = 200

/** Forks the engine; while another process holds the ledger it tries again for a while. */
export async function forkWhenFree(options: ForkOptions): Promise<Reply<SupervisedEngine>> {
  const giveUpAt = performance.now() + BUSY_MS
  for (;;) {
    const forked = await forkEngine(options)
    if (forked.ok || forked.error.code !== 'busy' || performance.now() > giveUpAt) return forked
    await wait(BUSY_STEP_MS)
  }
}
