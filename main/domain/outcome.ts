import type { RunCounts, RunOutcome } from '../../contract/rows/run.ts'

export const NO_COUNTS: RunCounts = {
  pulled: 0,
  added: 0,
  changed: 0,
  voided: 0,
  waived: 0,
  unchanged: 0,
  payments: 0,
  errors: 0,
  ignored: 0,
  unprocessed: 0,
  delivered: 0,
}

/** What happened to a run, as facts; its outcome is computed from them and never assumed. */
export interface RunFacts {
  counts: RunCounts
  /** A failure that ended the pull before it was whole, or null. */
  failed: boolean
  cancelled: boolean
  waits: boolean
  /** True when every list was proved complete (P3). */
  complete: boolean
}

/** The outcome by its counts: failed when the pull broke and nothing came; partly when anything ended in error or the pull is not complete. */
export function outcomeOf(facts: RunFacts): RunOutcome {
  if (facts.cancelled) return 'cancelled'
  if (facts.waits) return 'waiting'
  if (facts.failed && facts.counts.pulled === 0) return 'failed'
  if (facts.failed || !facts.complete || facts.counts.errors > 0) return 'partly'
  return 'succeeded'
}
