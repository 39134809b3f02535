import type { SystemId, TaskRow } from '../tasks.ts'
import type { ControlTotals, RunProgress, RunRow } from './run.ts'

/** One word for the whole bridge; the same in window, tray and tooltip. Never `ok` while a sync error is open. */
export type BridgeState = 'ok' | 'running' | 'paused' | 'attention' | 'error' | 'offline'

export interface BridgeStatus {
  state: BridgeState
  /** The state as a sentence. */
  words: string
  openErrors: number
  waitingRuns: number
  unprocessed: number
  running: RunProgress[]
  pausedUntil: string | null
  lastGoodSyncAt: string | null
  /** True while the ledger holds the practice district's data. */
  practice: boolean
  district: string
  timeZone: string
  /** The ledger's clock when this was read, UTC. */
  now: string
  /** Who asks, as the engine knows them. */
  operator: string
}

/** The Overview tab. */
export interface Overview {
  status: BridgeStatus
  totals: ControlTotals
  fees: { open: number; partlyPaid: number; paid: number; waived: number; overpaid: number; void: number }
  systems: {
    system: SystemId
    name: string
    lastGoodSyncAt: string | null
    next: string | null
    openErrors: number
    connected: boolean
    offlineSince: string | null
  }[]
  tasks: TaskRow[]
  lastRuns: RunRow[]
  waiting: RunRow[]
}

/** The figures behind the Overview's pictures. Cents are integers; months `YYYY-MM`, days `YYYY-MM-DD` in the district's zone. */
export interface OverviewCharts {
  /** The school year so far: from July 1. `owedCents` is what is still owed of the fees that were created in it. */
  year: { since: string; chargedCents: number; paidCents: number; waivedCents: number; owedCents: number }
  /** The last twelve months, oldest first. Refunds and bounced checks are above zero. */
  collections: { month: string; paidCents: number; refundedCents: number; waivedCents: number }[]
  /** What is owed now, largest first: at most 12, and all others as one behind them. A `name` is empty where a fee has none. */
  owedByCategory: { name: string; fees: number; cents: number }[]
  owedByLocation: { name: string; fees: number; cents: number }[]
  /** The last 30 days of each system: the worst and the number of live runs that ended that day. */
  health: {
    system: SystemId
    name: string
    days: { day: string; runs: number; worst: 'succeeded' | 'partly' | 'failed' | null }[]
  }[]
}
