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
