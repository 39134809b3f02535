import type { SourceSystem } from '../tasks.ts'
import type { EntryKind, FeeStatus } from './fee.ts'

/** One row of Export All Transactions: an entry with what is known of its fee. Cents are integers; days `YYYY-MM-DD`; `feeBalanceCents` is the fee's balance now. */
export interface TransactionRow {
  id: string
  occurredOn: string
  kind: EntryKind
  sku: string | null
  item: string | null
  category: string | null
  name: string
  description: string | null
  amountCents: number
  feeBalanceCents: number
  dueOn: string
  status: FeeStatus
  studentId: string | null
  student: string | null
  grade: string | null
  location: string | null
  assetTag: string | null
  ticket: string | null
  system: SourceSystem
  externalId: string | null
  runId: string | null
}
