import { Refusal } from '../../contract/app-error.ts'
import type { RunMode, RunProgress, RunRow, RunTrigger } from '../../contract/rows/run.ts'
import type { TaskId } from '../../contract/tasks.ts'
import { NO_COUNTS } from '../domain/outcome.ts'
import { SecretsUnreadable } from '../domain/ports.ts'
import type { AuditLine } from '../ledger/audit.ts'
import type { StoredRun } from '../ledger/runs.ts'
import type { Core } from './core.ts'
import { approveRun, executeRun, type RunEnd, reprocessImports } from './run.ts'
import { nowOf, type PlanContext, type RunContext } from './run-context.ts'
import { runRowOf, totalsOf } from './run-row.ts'
import { readIiqSetup, readTask } from './settings-store.ts'
import { runInTestMode } from './test-mode.ts'

export interface StartOptions {
  task: TaskId
  /** Absent: the task's own switch decides (T2). */
  mode?: RunMode | undefined
  trigger: RunTrigger
  approve?: boolean | undefined
  outFile?: string | undefined
  /** The scheduled time that this run answers, UTC. */
  dueAt?: string | undefined
  actor: string
}

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

export type TaskRunner = ReturnType<typeof openTaskRunner>

/** How often progress is told at most. */
const PROGRESS_MS = 250

/** Opens, watches and closes runs. One run of a task at a time, whoever asks (house: single flight). */
export function openTaskRunner(core: () => Core) {
  const active = new Map<string, ActiveRun>()

  const launch = (
    run: StoredRun,
    work: (context: RunContext) => Promise<RunEnd & { workbook?: string }>,
  ): StartedRun => {
    const { clock, ledger, log, emit, changed } = core()
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
    const finish = (end: RunEnd & { workbook?: string }): RunRow => {
      closeRun(core(), run, { ...end, counts: context.counts, durationMs: Math.round(performance.now() - startedMs) })
      active.delete(run.id)
      const row = runRowOf(ledger, run.id)
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
    /** Step 1, OPEN: the run's row under the single flight. Refused when the task runs already, or is not set up. */
    start(options: StartOptions): StartedRun {
      const { ledger, secrets } = core()
      readIiqSetup(ledger, secrets)
      const mode = options.mode ?? (readTask(ledger, options.task).testMode ? 'test' : 'live')
      const run = openRun(core(), { ...options, mode })
      if (mode === 'test') return launch(run, context => runInTestMode(core(), context, options.outFile ?? null))
      return launch(run, context => executeRun(context, { approve: options.approve === true }))
    },
    approve(id: string, actor: string): StartedRun {
      const { ledger } = core()
      const run = ledger.runs.byId(id)
      if (run === null) throw new Refusal('not-found', `There is no run ${id}.`)
      if (run.outcome !== 'waiting')
        throw new Refusal('refused', `Run ${id} does not wait for approval: it is ${run.outcome}.`)
      const resumed = ledger.transact(() => {
        const free = ledger.runs.resume(run)
        if (free) audit(core(), { actor, action: 'run.approve', subject: run.id, facts: {} })
        return free
      })
      if (!resumed) throw new Refusal('busy', 'Another run of this task is under way. Approve again when it has ended.')
      return launch({ ...run, outcome: 'running' }, context => approveRun(context, run))
    },
    discard(id: string, actor: string): RunRow {
      const { ledger, changed } = core()
      const run = ledger.runs.byId(id)
      if (run === null) throw new Refusal('not-found', `There is no run ${id}.`)
      if (run.outcome !== 'waiting')
        throw new Refusal('refused', `Run ${id} does not wait for approval: it is ${run.outcome}.`)
      ledger.transact(() => {
        ledger.runs.setOutcome(
          run.seq,
          'discarded',
          'Its waivers and removals were dropped; what it had pulled waits for the next run.',
        )
        audit(core(), { actor, action: 'run.discard', subject: run.id, facts: {} })
      })
      changed('status', 'runs')
      return runRowOf(ledger, id)
    },
    /** Tries imports again, as a run of its own. */
    reprocess(seqs: readonly number[], actor: string): StartedRun {
      const { ledger, secrets } = core()
      readIiqSetup(ledger, secrets)
      const run = openRun(core(), { task: 'iiq-sync', mode: 'live', trigger: 'reprocess', actor })
      return launch(run, context => reprocessImports(context, seqs))
    },
    /** What a clerk's own answer is planned and written with, outside of any run. */
    officeContext: (operator: string): PlanContext => ({
      ...planContextOf(core(), 'iiq-sync'),
      runSeq: null,
      operator,
    }),
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
      for (const run of active.values()) run.controller.abort()
      await Promise.all([...active.values()].map(run => run.done))
    },
  }
}

function openRun(core: Core, options: StartOptions & { mode: RunMode }): StoredRun {
  const { ledger, ids, clock } = core
  const startedAt = new Date(clock.nowMs()).toISOString()
  const { task, mode, trigger } = options
  const id = ids.next()
  const seq = ledger.transact(() => {
    const opened = ledger.runs.open({ id, task, mode, trigger, dueAt: options.dueAt ?? null, startedAt })
    if (opened !== null)
      audit(core, {
        actor: options.actor,
        action: 'run.start',
        subject: id,
        facts: { task, mode, trigger, approve: options.approve === true },
      })
    return opened
  })
  if (seq === null) throw new Refusal('busy', 'This task is running already. Wait until it has ended, or cancel it.')
  return { seq, id, task, mode, trigger, outcome: 'running', startedAt, facts: {}, counts: { ...NO_COUNTS } }
}

function contextOf(core: Core, run: StoredRun, signal: AbortSignal, progress: RunProgress): RunContext {
  const setup = readIiqSetup(core.ledger, core.secrets)
  let toldAtMs = 0
  return {
    ...planContextOf(core, run.task),
    runSeq: run.seq,
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

function planContextOf(core: Core, task: TaskId): Omit<PlanContext, 'runSeq'> {
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

/** Step 7: the row is closed with its counts and the control totals, which must add up. */
function closeRun(
  core: Core,
  run: StoredRun,
  end: RunEnd & { workbook?: string; counts: RunContext['counts']; durationMs: number },
): void {
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
    if (run.mode === 'test')
      audit(core, { actor: 'Feebridge', action: 'run.test', subject: run.id, facts: { outcome: end.outcome } })
  })
}

function audit(core: Core, line: Omit<AuditLine, 'at'>): void {
  core.ledger.audit.append({ at: nowOf(core), ...line })
}

function sayBroken(error: unknown): string {
  if (error instanceof Refusal || error instanceof SecretsUnreadable) return error.message
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'SQLITE_FULL' || code === 'ENOSPC')
    return 'The disk is full. Nothing was half written; free some space and run again.'
  if (code.startsWith('SQLITE_CORRUPT')) return 'The ledger file is damaged. Stop, and restore the last backup.'
  return 'Something failed inside Feebridge, and the run stopped. Nothing was half written; the log has the details.'
}
