import { Refusal } from '../../contract/app-error.ts'
import type { RunProgress, RunRow } from '../../contract/rows/run.ts'
import type { TaskId } from '../../contract/tasks.ts'
import { NO_COUNTS } from '../domain/outcome.ts'
import { SecretsUnreadable } from '../domain/ports.ts'
import type { StoredRun } from '../ledger/runs.ts'
import type { Core } from './core.ts'
import type { RunEnd } from './run.ts'
import { nowOf, type PlanContext, type RunContext } from './run-context.ts'
import { runRowOf, totalsOf } from './run-row.ts'
import { readIiqSetup } from './settings-store.ts'

export interface StartedRun {
  id: string
  /** Settles when the run has closed or waits at the brake; never rejects. */
  done: Promise<RunRow>
}

interface ActiveRun {
  progress: RunProgress
  controller: AbortController
  done: Promise<RunRow>
}

/** How a run's work ended; a test run leaves a workbook too. */
type LaunchEnd = RunEnd & { workbook?: string }

/** How often progress is told at most. */
const PROGRESS_MS = 250

/** Runs that are under way: launched when their row is open, watched, cancelled, closed. */
export function openActiveRuns(core: () => Core) {
  const active = new Map<string, ActiveRun>()
  let isStopping = false

  const launch = (run: StoredRun, work: (context: RunContext) => Promise<LaunchEnd>): StartedRun => {
    const { clock, log, emit, changed } = core()
    const controller = new AbortController()
    const startedMs = performance.now()
    const progress: RunProgress = {
      runId: run.id,
      task: run.task,
      mode: run.mode,
      step: 'open',
      doing: 'Starting',
      done: 0,
      total: null,
      startedAt: run.startedAt,
    }
    const context = contextOf(core(), run, controller.signal, progress)
    const finish = (end: LaunchEnd): RunRow => {
      active.delete(run.id)
      const durationMs = Math.round(performance.now() - startedMs)
      const row = closeOrSay(core(), run, { ...end, counts: context.counts, durationMs })
      log.info('A run ended.', { run: row.runId, outcome: row.outcome, ms: row.durationMs })
      emit({ kind: 'run-closed', run: row })
      changed('status', 'runs', 'imports', 'errors', 'fees', 'reference', 'tasks')
      return row
    }
    const fail = (error: unknown): RunEnd => {
      log.error('A run broke off.', {
        run: run.id,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      })
      return { outcome: 'failed', message: sayBroken(error), brake: [], facts: {} }
    }
    const done = Promise.resolve()
      .then(() => work(context))
      .catch(fail)
      .then(finish)
    active.set(run.id, { progress, controller, done })
    log.info('A run began.', {
      run: run.id,
      task: run.task,
      mode: run.mode,
      trigger: run.trigger,
      at: new Date(clock.nowMs()).toISOString(),
    })
    changed('status', 'runs', 'progress')
    return { id: run.id, done }
  }

  return {
    /** To be asked before a run is opened: a call that came just before the end would begin one that nobody waits for. */
    refuseWhenStopping(): void {
      if (isStopping) throw new Refusal('closed', 'Feebridge is closing.')
    },
    /** Lets an opened run begin. */
    launch,
    /** Asks a run to stop between pages or batches. Null when it is not running. */
    cancel(id: string): RunProgress | null {
      const run = active.get(id)
      run?.controller.abort()
      return run?.progress ?? null
    },
    progress: (): RunProgress[] => [...active.values()].map(run => ({ ...run.progress })),
    isRunning: (task: TaskId): boolean => [...active.values()].some(run => run.progress.task === task),
    /** Cancels what runs and waits until it has closed. */
    async stop(): Promise<void> {
      isStopping = true
      for (const run of active.values()) run.controller.abort()
      await Promise.all([...active.values()].map(run => run.done))
    },
  }
}

function contextOf(core: Core, run: StoredRun, signal: AbortSignal, progress: RunProgress): RunContext {
  const setup = readIiqSetup(core.ledger, core.secrets)
  let toldAtMs = 0
  return {
    ...planContextOf(core, run.task),
    runSeq: run.seq,
    recent: new Map(),
    runId: run.id,
    mode: run.mode,
    siteId: setup.iiq.siteId,
    counts: {
      ...NO_COUNTS,
      ...(run.counts.pulled === undefined ? {} : { pulled: run.counts.pulled, unchanged: run.counts.unchanged }),
    },
    signal,
    report(now) {
      Object.assign(progress, now)
      if (performance.now() - toldAtMs < PROGRESS_MS) return
      toldAtMs = performance.now()
      core.changed('progress')
    },
  }
}

/** What planning and writing needs, whoever asks for it. */
export function planContextOf(core: Core, task: TaskId): Omit<PlanContext, 'runSeq'> {
  const { ledger, clock, log, secrets } = core
  const setup = readIiqSetup(ledger, secrets)
  return {
    ledger,
    system: core.iiq(setup),
    scope: setup.scope,
    clock,
    log,
    task,
    operator: null,
    counts: { ...NO_COUNTS },
  }
}

/** Closes the run's row, or says why it could not be closed: the row then stays open until the next run of the task finds it left over. */
function closeOrSay(core: Core, run: StoredRun, end: Closing): RunRow {
  try {
    closeRun(core, run, end)
    return runRowOf(core.ledger, run.id)
  } catch (error) {
    core.log.error('A run could not be closed.', { run: run.id, error: String(error) })
    return { ...runRowOf(core.ledger, run.id), outcome: 'failed', counts: end.counts, message: sayBroken(error) }
  }
}

type Closing = LaunchEnd & { counts: RunContext['counts']; durationMs: number }

/** Step 7: the row is closed with its counts and the control totals, which must add up. */
function closeRun(core: Core, run: StoredRun, end: Closing): void {
  const { ledger } = core
  ledger.transact(() => {
    ledger.runs.close(run.seq, {
      outcome: end.outcome,
      counts: end.counts,
      totals: totalsOf(ledger),
      finishedAt: nowOf(core),
      durationMs: end.durationMs,
      message: end.message,
      brake: end.brake,
      workbook: end.workbook ?? null,
      facts: end.facts,
    })
    if (run.mode === 'test') {
      const facts = { outcome: end.outcome }
      ledger.audit.append({ at: nowOf(core), actor: 'Feebridge', action: 'run.test', subject: run.id, facts })
    }
  })
}

function sayBroken(error: unknown): string {
  if (error instanceof Refusal || error instanceof SecretsUnreadable) return error.message
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'SQLITE_FULL' || code === 'ENOSPC')
    return 'The disk is full. Nothing was half written; free some space and run again.'
  if (code.startsWith('SQLITE_CORRUPT')) return 'The ledger file is damaged. Stop, and restore the last backup.'
  return 'Something failed inside Feebridge, and the run stopped. Nothing was half written; the log has the details.'
}
