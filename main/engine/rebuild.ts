import { Refusal } from '../../contract/app-error.ts'
import { LIMITS } from '../../contract/limits.ts'
import { formatMoney } from '../../contract/money.ts'
import type { RebuildState } from '../../contract/rows/reference.ts'
import type { RunProgress } from '../../contract/rows/run.ts'
import type { RebuildJob } from '../ledger/rebuild.ts'
import type { Core } from './core.ts'
import { sayFailure } from './dispatch.ts'
import { nowOf } from './run-context.ts'

type Outcome = NonNullable<RebuildState['last']>['outcome']

/** A rebuild under way. `job` is what its last batch left. */
interface ActiveRebuild {
  job: RebuildJob
  controller: AbortController
  /** Settles when it has ended; never rejects. */
  done: Promise<void>
}

export type Rebuild = ReturnType<typeof openRebuildJob>

/** How often progress is told at most. */
const PROGRESS_MS = 250

/** In these steps a run writes with the titles that it read before: a rebuild beside it could leave them stale. */
const TITLES_IN_HAND: readonly RunProgress['step'][] = ['plan', 'brake', 'record']

/**
 * Re-Build Payment Data: renews the stored columns of all fees in batches, each one SQL transaction, with room for calls and runs between them.
 * One at a time; a run may begin meanwhile, because it reads the titles of now.
 */
export function openRebuildJob(core: () => Core) {
  let active: ActiveRebuild | null = null

  const read = (): RebuildState => {
    const { edits, covered, job, last } = core().ledger.rebuild.read()
    const needed = edits > covered
    if (active !== null) return { needed, running: { done: active.job.rows, total: active.job.total }, last }
    return { needed, running: null, last: job === null ? last : lastOf(job, 'failed', sayInterrupted(job)) }
  }

  const begin = (by: string): RebuildJob => {
    const { ledger } = core()
    const startedAt = nowOf(core())
    return ledger.transact(() => {
      const state = ledger.rebuild.read()
      const job: RebuildJob = {
        ...ledger.rebuild.extent(),
        startedAt,
        by,
        edits: state.edits,
        rows: 0,
        changed: 0,
        balanceBeforeCents: 0,
        balanceAfterCents: 0,
      }
      ledger.rebuild.write({ ...state, job }, startedAt)
      ledger.audit.append({
        at: startedAt,
        actor: by,
        action: 'rebuild.start',
        subject: null,
        facts: { total: job.total },
      })
      return job
    })
  }

  const work = async (running: ActiveRebuild): Promise<Outcome> => {
    let toldAtMs = 0
    let afterSeq = 0
    for (;;) {
      // Lets calls, cancels and runs through between two batches.
      await new Promise(resolve => setImmediate(resolve))
      if (running.controller.signal.aborted) return 'cancelled'
      const next = renewBatch(core(), running.job, afterSeq)
      if (next === null) return 'done'
      afterSeq = next.lastSeq
      running.job = next.job
      if (performance.now() - toldAtMs < PROGRESS_MS) continue
      toldAtMs = performance.now()
      core().changed('rebuild')
    }
  }

  const finish = (running: ActiveRebuild, outcome: Outcome, message: string): void => {
    active = null
    endJob(core(), running.job, outcome, message)
    core().changed('rebuild', ...(running.job.changed > 0 ? (['fees'] as const) : []))
  }

  const run = async (running: ActiveRebuild): Promise<void> => {
    try {
      const outcome = await work(running)
      finish(running, outcome, sayEnd(running.job, outcome))
    } catch (error) {
      core().log.error('A rebuild broke off.', {
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      })
      finish(running, 'failed', `${sayFailure(error)} ${sayDone(running.job)}`)
    }
  }

  return {
    read,
    /** Refused while one is under way, and while a run writes with titles that it read before. */
    start(by: string): RebuildState {
      if (active !== null)
        throw new Refusal('busy', 'Payment data is being rebuilt already. Wait until that has ended.')
      refuseBesideRecord(core())
      const running: ActiveRebuild = { job: begin(by), controller: new AbortController(), done: Promise.resolve() }
      active = running
      running.done = run(running)
      core().changed('rebuild')
      return read()
    },
    /** Asks it to stop between two batches; what is renewed stays. */
    cancel(): RebuildState {
      active?.controller.abort()
      return read()
    },
    /** Cancels what is under way and waits until it has ended. */
    async stop(): Promise<void> {
      active?.controller.abort()
      await active?.done
    },
  }
}

function refuseBesideRecord(core: Core): void {
  const writing = core.runner.progress().some(run => run.mode === 'live' && TITLES_IN_HAND.includes(run.step))
  if (writing)
    throw new Refusal(
      'busy',
      'A run is recording fees with the titles that it read before. Re-build payment data when it has ended.',
    )
}

/** One batch: the stored columns, and how far the rebuild has come, in one SQL transaction. */
function renewBatch(core: Core, job: RebuildJob, afterSeq: number): { job: RebuildJob; lastSeq: number } | null {
  const { ledger } = core
  return ledger.transact(() => {
    const at = nowOf(core)
    const batch = ledger.rebuild.renewBatch(afterSeq, job.untilSeq, { limit: LIMITS.rebuildBatchRows, at })
    if (batch === null) return null
    const next: RebuildJob = {
      ...job,
      rows: job.rows + batch.rows,
      changed: job.changed + batch.changed,
      balanceBeforeCents: job.balanceBeforeCents + batch.balanceBeforeCents,
      balanceAfterCents: job.balanceAfterCents + batch.balanceAfterCents,
    }
    ledger.rebuild.write({ ...ledger.rebuild.read(), job: next }, at)
    return { job: next, lastSeq: batch.lastSeq }
  })
}

/** Writes how it ended. If that fails too (disk full), the job stays as it was left, and is shown as interrupted. */
function endJob(core: Core, job: RebuildJob, outcome: Outcome, message: string): void {
  const { ledger, log } = core
  const at = nowOf(core)
  try {
    ledger.transact(() => {
      const state = ledger.rebuild.read()
      const covered = outcome === 'done' ? job.edits : state.covered
      ledger.rebuild.write({ ...state, covered, job: null, last: { ...lastOf(job, outcome, message), at } }, at)
      const { rows, changed, balanceBeforeCents, balanceAfterCents } = job
      const facts = { outcome, rows, changed, balanceBeforeCents, balanceAfterCents }
      ledger.audit.append({ at, actor: job.by, action: 'rebuild.end', subject: null, facts })
    })
  } catch (error) {
    log.error('How a rebuild ended could not be written.', { error: String(error) })
  }
}

function lastOf(job: RebuildJob, outcome: Outcome, message: string): NonNullable<RebuildState['last']> {
  const { by, rows, changed, balanceBeforeCents, balanceAfterCents } = job
  return { at: job.startedAt, by, outcome, rows, changed, balanceBeforeCents, balanceAfterCents, message }
}

function sayEnd(job: RebuildJob, outcome: Outcome): string {
  if (outcome === 'cancelled')
    return `It was cancelled. ${sayDone(job)} What is renewed stays; start it again to finish.`
  return `${sayDone(job)} Their balance is ${formatMoney(job.balanceAfterCents)}, before as after.`
}

function sayDone({ rows, changed }: RebuildJob): string {
  return `${rows.toLocaleString('en-US')} ${rows === 1 ? 'row' : 'rows'} looked at, ${changed.toLocaleString('en-US')} changed.`
}

function sayInterrupted(job: RebuildJob): string {
  return `It was interrupted when Feebridge stopped. ${sayDone(job)} What is renewed stays; start it again.`
}
