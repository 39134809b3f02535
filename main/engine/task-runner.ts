import { Refusal } from '../../contract/app-error.ts'
import type { RunMode, RunRow, RunTrigger } from '../../contract/rows/run.ts'
import type { TaskId } from '../../contract/tasks.ts'
import { NO_COUNTS } from '../domain/outcome.ts'
import type { AuditLine } from '../ledger/audit.ts'
import type { StoredRun } from '../ledger/runs.ts'
import { openActiveRuns, planContextOf, type StartedRun } from './active-runs.ts'
import type { Core } from './core.ts'
import { reprocessImports } from './reprocess.ts'
import { approveRun, executeRun } from './run.ts'
import { nowOf, type PlanContext } from './run-context.ts'
import { runRowOf } from './run-row.ts'
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

export type TaskRunner = ReturnType<typeof openTaskRunner>

/** Opens runs, under the single flight: one run of a task at a time, whoever asks. */
export function openTaskRunner(core: () => Core) {
  const { launch, ...active } = openActiveRuns(core)
  return {
    ...active,
    /** Step 1, OPEN: the run's row under the single flight. Refused when the task runs already, or is not set up. */
    start(options: StartOptions): StartedRun {
      const { ledger, secrets } = core()
      readIiqSetup(ledger, secrets)
      const mode = options.mode ?? (readTask(ledger, options.task).testMode ? 'test' : 'live')
      const run = openRun(core(), { ...options, mode })
      if (mode === 'test') return launch(run, context => runInTestMode(core(), context, options.outFile ?? null))
      return launch(run, context =>
        executeRun(context, {
          approve: options.approve === true,
          push: (runSeq, signal) => core().push.catchUp(runSeq, signal),
        }),
      )
    },
    approve(id: string, actor: string): StartedRun {
      const { ledger, secrets } = core()
      readIiqSetup(ledger, secrets)
      const run = ledger.runs.byId(id)
      if (run === null) throw new Refusal('not-found', `There is no run ${id}.`)
      if (run.outcome !== 'waiting')
        throw new Refusal('refused', `Run ${id} does not wait for approval: it is ${run.outcome}.`)
      refuseElsewhere(core(), run)
      active.refuseWhenStopping()
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
  }
}

/** What a run saw at one address or site is not asked for, and taken away, by the word of another. */
function refuseElsewhere(core: Core, { facts }: StoredRun): void {
  const setup = readIiqSetup(core.ledger, core.secrets)
  if (core.ledger.settings.meta('practice') === '1') return
  if (facts.origin === core.iiq(setup).origin && facts.siteId === setup.iiq.siteId) return
  throw new Refusal(
    'refused',
    'The address or Site ID of Incident IQ was changed since this run, so what it showed may be true no longer. Discard it and run again.',
  )
}

function openRun(core: Core, options: StartOptions & { mode: RunMode }): StoredRun {
  core.runner.refuseWhenStopping()
  const { ledger, ids, clock } = core
  const startedAt = new Date(clock.nowMs()).toISOString()
  const { task, mode, trigger } = options
  const id = ids.next()
  const seq = ledger.transact(() => {
    // A row that could not be closed (disk full) is nobody's any more and must not keep the task from running.
    if (!core.runner.isRunning(task)) ledger.runs.interruptLeftovers(startedAt)
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

function audit(core: Core, line: Omit<AuditLine, 'at'>): void {
  core.ledger.audit.append({ at: nowOf(core), ...line })
}
