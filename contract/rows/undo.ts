import type { RunRow } from './run.ts'

/** One fee that undoing a run would change, or leave. `balanceCents` is what its balance would move by. */
export interface UndoItem {
  feeId: string
  fee: string
  student: string | null
  balanceCents: number
  message: string
}

/** What undoing a run would do, or has done (U1). The lists hold the first thousand; the counts are of all. */
export interface UndoView {
  run: RunRow
  fees: number
  balanceCents: number
  items: UndoItem[]
  leftFees: number
  left: UndoItem[]
  /** The undo's own run once it is applied; null while it is only shown. */
  applied: RunRow | null
}
