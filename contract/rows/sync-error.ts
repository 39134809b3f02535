import type { SystemId, TaskId } from '../tasks.ts'
import type { TransferRow } from './fee.ts'

/** One item that a person must look at: what is wrong, what to do, and the actions offered. */
export interface SyncErrorRow {
  id: string
  system: SystemId
  task: TaskId
  cause: string
  /** What is wrong, a sentence. */
  message: string
  /** What to do about it, a sentence. */
  remedy: string
  actions: SyncErrorAction[]
  state: 'open' | 'resolved' | 'ignored'
  feeId: string | null
  importId: string | null
  runId: string | null
  openedAt: string
  closedAt: string | null
  /** The operator, or the system's name when a later success resolved it. */
  closedBy: string | null
  /** The line item transfer that failed, as it stands; null for other errors. */
  transfer: TransferRow | null
}

/** An action is data; the window makes a button of it. */
export type SyncErrorAction =
  | { kind: 'reprocess'; importId: string }
  | { kind: 'run-again'; task: TaskId }
  | { kind: 'open-settings'; page: string }
  | { kind: 'accept-change' | 'keep-ours'; feeId: string }
  | { kind: 'choose-person'; schoolId: string }
  /** M6: what a refund left unpaid is owed again, or waived too. M7: what is paid too much is kept as credit. */
  | { kind: 'owed-again' | 'waive-too' | 'keep-credit'; feeId: string }
  /** A line item transfer that failed. */
  | { kind: 'retry-delivery' | 'mark-sent' | 'ignore-delivery'; deliveryId: string }
  | { kind: 'ignore' }
