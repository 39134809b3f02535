import type { TaskId } from '../tasks.ts'

export const RUN_OUTCOMES = [
  'running',
  'succeeded',
  'partly',
  'failed',
  'waiting',
  'superseded',
  'discarded',
  'interrupted',
  'cancelled',
] as const
export type RunOutcome = (typeof RUN_OUTCOMES)[number]
export type RunMode = 'live' | 'test'
export type RunTrigger = 'schedule' | 'clerk' | 'command' | 'catch-up' | 'approval' | 'reprocess' | 'undo'

/**
 * What a run did, counted from its items. `pulled`, `unchanged` and `unprocessed` count fee, payment and adjustment records; `added`, `changed`,
 * `waived` count fees; `voided` and `payments` count entries; `errors` counts imports that ended as Error and sync errors it left open.
 */
export interface RunCounts {
  pulled: number
  added: number
  changed: number
  voided: number
  waived: number
  unchanged: number
  payments: number
  errors: number
  ignored: number
  unprocessed: number
  delivered: number
}

/** The ledger's control totals when the run ended: charged + adjusted − paid − waived = balance, in cents. */
export interface ControlTotals {
  chargedCents: number
  paidCents: number
  waivedCents: number
  adjustedCents: number
  balanceCents: number
}

export interface RunRow {
  runId: string
  task: TaskId
  mode: RunMode
  trigger: RunTrigger
  outcome: RunOutcome
  counts: RunCounts
  totals: ControlTotals
  startedAt: string
  durationMs: number
  /** One sentence on how it ended. */
  message: string | null
  /** The workbook of a test run, a path, while it is kept. */
  workbook: string | null
}

/** One thing the run did, or would do (a waiting run's held changes), for View Details. */
export interface RunItem {
  what:
    | 'added'
    | 'changed'
    | 'payment'
    | 'adjustment'
    | 'waived'
    | 'voided'
    | 'error'
    | 'ignored'
    | 'unprocessed'
    | 'imported'
    | 'held'
  feeId: string | null
  importId: string | null
  externalId: string | null
  student: string | null
  /** What the fee is for; null where the item has no fee in the ledger. */
  fee: string | null
  amountCents: number | null
  message: string | null
}

export interface RunDetail {
  run: RunRow
  items: RunItem[]
  next: string | null
  /** Why it waits at the brake, in sentences; empty unless it waits. */
  brake: string[]
}

/** Where a running run stands. */
export interface RunProgress {
  runId: string
  task: TaskId
  mode: RunMode
  step: 'open' | 'pull' | 'plan' | 'brake' | 'record' | 'push' | 'close'
  /** What is being done, as people say it: "Pulling fees and payments". */
  doing: string
  done: number
  /** Null while not known. */
  total: number | null
  startedAt: string
}
