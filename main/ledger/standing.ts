import type { RunOutcome, RunTrigger } from '../../contract/rows/run.ts'
import type { TaskId } from '../../contract/tasks.ts'
import type { Db } from './open.ts'

/** Where the bridge stands, for its state and the Overview: read by the writer, so that it is never a moment behind. */
export function openStanding(db: Db) {
  const lastLive = db
    .prepare<[], RunOutcome>(
      `SELECT outcome FROM runs WHERE mode = 'live' AND outcome NOT IN ('running', 'superseded', 'discarded') ORDER BY seq DESC LIMIT 1`,
    )
    .pluck()
  const lastGood = db
    .prepare<[], string>(
      `SELECT finished_at FROM runs WHERE mode = 'live' AND outcome = 'succeeded' ORDER BY seq DESC LIMIT 1`,
    )
    .pluck()
  const lastOf = db.prepare<[string], { startedAt: string; outcome: RunOutcome }>(
    'SELECT started_at AS startedAt, outcome FROM runs WHERE task = ? ORDER BY seq DESC LIMIT 1',
  )
  const latestLive = db.prepare<[string], { outcome: RunOutcome; trigger: RunTrigger; startedAt: string }>(
    `SELECT outcome, trigger, started_at AS startedAt FROM runs WHERE task = ? AND mode = 'live' ORDER BY seq DESC LIMIT 20`,
  )
  const newestRuns = db.prepare<[number], string>('SELECT id FROM runs ORDER BY seq DESC LIMIT ?').pluck()
  const waitingRuns = db.prepare<[], string>(`SELECT id FROM runs WHERE outcome = 'waiting' ORDER BY seq DESC`).pluck()
  const openErrors = db
    .prepare<[string], number>(`SELECT count(*) FROM sync_errors WHERE state = 'open' AND system = ?`)
    .pluck()
  const fees = db.prepare<[], { status: string; count: number }>(
    'SELECT status, count(*) AS count FROM fees GROUP BY status',
  )
  return {
    /** How the last live run that was let through ended, or null. */
    lastLiveOutcome: (): RunOutcome | null => lastLive.get() ?? null,
    /** End of the last live run that succeeded, UTC, or null. */
    lastGoodAt: (): string | null => lastGood.get() ?? null,
    lastRunOf: (task: TaskId): { startedAt: string; outcome: RunOutcome } | null => lastOf.get(task) ?? null,
    /** Scheduled runs that failed one after the other, the last of all live runs among them; 0 when the last one did not fail by itself. */
    failedScheduled(task: TaskId): { inRow: number; lastStartedMs: number } {
      const latest = latestLive.all(task)
      const other = latest.findIndex(
        run => run.outcome !== 'failed' || (run.trigger !== 'schedule' && run.trigger !== 'catch-up'),
      )
      const failed = other === -1 ? latest : latest.slice(0, other)
      return { inRow: failed.length, lastStartedMs: Date.parse(failed[0]?.startedAt ?? '1970-01-01T00:00:00Z') }
    },
    newestRunIds: (most: number): string[] => newestRuns.all(most),
    waitingRunIds: (): string[] => waitingRuns.all(),
    openErrorsOf: (system: string): number => openErrors.get(system) ?? 0,
    feesByStatus: (): { status: string; count: number }[] => fees.all(),
  }
}
