import schedule from 'node-schedule'
import { LIMITS } from '../../contract/limits.ts'
import type { TaskId } from '../../contract/tasks.ts'
import { isDue, isRetryDue } from '../domain/due.ts'
import { errorKeys } from '../domain/fee-plan.ts'
import type { Core } from './core.ts'
import { latestOccurrenceMs } from './schedule.ts'
import { allTasks, timeZoneOf, whyNotReady } from './settings-store.ts'

/**
 * The scheduler only ticks: each tick asks the ledger what is due. Sleep, DST, a clock that jumps and ticks that come twice are harmless,
 * because a run is owed once for a scheduled time, however many ticks see it (Z3).
 */
export function startScheduler(core: Core): { tick(): void; stop(): void } {
  const startedMs = core.clock.nowMs()
  const tick = () => startWhatIsDue(core, startedMs)
  const job = schedule.scheduleJob(`*/${LIMITS.tickMs / 1000} * * * * *`, tick)
  tick()
  return { tick, stop: () => void job.cancel() }
}

/** One tick. `startedMs` is when this engine was opened, by the ledger's clock. */
export function startWhatIsDue(core: Core, startedMs: number): void {
  const { ledger, clock, runner, secrets, log } = core
  const nowMs = clock.nowMs()
  const pausedUntil = ledger.settings.meta('paused-until')
  for (const { id, settings } of allTasks(ledger)) {
    if (settings.schedule === null) continue
    const covered = ledger.runs.coveredUntil(id, new Date(nowMs).toISOString())
    const changedMs = Date.parse(ledger.settings.changedAt(`tasks.${id}`) ?? new Date(nowMs).toISOString())
    const latestMs = latestOccurrenceMs(settings.schedule, timeZoneOf(ledger), nowMs)
    const due = isDue({
      on: settings.on,
      latestOccurrenceMs: latestMs,
      coveredOccurrenceMs: covered === null ? null : Date.parse(covered),
      // A clock set back (--now) is before the change: what is due is counted from its start.
      scheduledSinceMs: changedMs > nowMs ? startedMs : changedMs,
      pausedUntilMs: pausedUntil === null ? null : Date.parse(pausedUntil),
      running: runner.isRunning(id),
      nowMs,
    })
    const again = settings.on && !isHeld(core) && !runner.isRunning(id) && mayTryAgain(core, id)
    if ((!due && !again) || latestMs === null) continue
    const lacking = whyNotReady(ledger, secrets)
    if (lacking !== null) {
      log.warn('A scheduled run cannot start.', { task: id, why: lacking })
      continue
    }
    runner.start({
      task: id,
      trigger: nowMs - latestMs > 2 * LIMITS.tickMs ? 'catch-up' : 'schedule',
      dueAt: new Date(latestMs).toISOString(),
      actor: 'Feebridge',
    })
  }
}

function isHeld({ ledger, clock }: Core): boolean {
  const until = ledger.settings.meta('paused-until')
  return until !== null && until !== '' && clock.nowMs() < Date.parse(until)
}

/** Causes of a failed pull that may go away by themselves. */
const PASSING = new Set(['unreachable', 'offline', 'unreadable'])

/** A scheduled run that could not reach its system is tried again by itself, less and less often. */
function mayTryAgain({ ledger, clock }: Core, task: TaskId): boolean {
  const failed = ledger.standing.failedScheduled(task)
  if (!isRetryDue(failed, clock.nowMs())) return false
  return PASSING.has(ledger.errors.openCause(errorKeys.pull(task)) ?? '')
}
