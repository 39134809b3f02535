/** What the ledger knows of a scheduled task at a tick. Times are UTC ms. */
export interface DueFacts {
  on: boolean
  /** The latest time at or before now for which the schedule asked for a run, or null without a schedule. */
  latestOccurrenceMs: number | null
  /** The latest occurrence that a run was opened for and that was not broken off, or null. */
  coveredOccurrenceMs: number | null
  /** Since when the task is on with this schedule: occurrences before it are not owed. */
  scheduledSinceMs: number
  pausedUntilMs: number | null
  running: boolean
  nowMs: number
}

/** Whether a run is due: a missed schedule is owed once, not once per missed time (Z3), and never while paused or running. */
export function isDue(facts: DueFacts): boolean {
  if (!facts.on || facts.running || facts.latestOccurrenceMs === null) return false
  if (facts.pausedUntilMs !== null && facts.nowMs < facts.pausedUntilMs) return false
  if (facts.latestOccurrenceMs < facts.scheduledSinceMs) return false
  return facts.coveredOccurrenceMs === null || facts.coveredOccurrenceMs < facts.latestOccurrenceMs
}

/** First wait before a scheduled run that could not reach its system is tried again; doubled each time. */
const FIRST_RETRY_MS = 15 * 60_000
const MOST_RETRY_MS = 4 * 3_600_000

/** The scheduled runs of a task that failed since the last one that did not. */
export interface FailedRuns {
  inRow: number
  /** Start of the last of them, UTC ms. */
  lastStartedMs: number
}

/** Whether a scheduled run that could not reach its system is tried again now: an evening without network must not cost the day after. */
export function isRetryDue(failed: FailedRuns, nowMs: number): boolean {
  if (failed.inRow === 0) return false
  return nowMs >= failed.lastStartedMs + Math.min(FIRST_RETRY_MS * 2 ** (failed.inRow - 1), MOST_RETRY_MS)
}
