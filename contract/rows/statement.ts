import type { SourceSystem } from '../tasks.ts'
import type { EntryKind } from './fee.ts'
import type { PaymentMethod } from './office.ts'

/** A student's account as it is printed for a family. Cents are integers; days are `YYYY-MM-DD` in the district's zone. */
export interface Statement {
  student: { name: string; schoolId: string | null; grade: string | null; location: string | null }
  /** Entries are told from this day on. */
  since: string
  today: string
  /** Fees on which something is due, or that are in credit, the earliest due first. */
  fees: StatementFee[]
  /** The balance of all entries before `since`. */
  broughtForwardCents: number
  /** In the order of their days. */
  entries: StatementEntry[]
}

export interface StatementFee {
  name: string
  /** Charges ± adjustments. */
  amountCents: number
  paidCents: number
  waivedCents: number
  /** Below zero is a credit. */
  balanceCents: number
  dueOn: string
  overdue: boolean
}

export interface StatementEntry {
  fee: string
  kind: EntryKind
  /** Of a void: the kind of the entry that it takes back. */
  voidsKind: EntryKind | null
  /** Its effect on the balance. */
  amountCents: number
  occurredOn: string
  system: SourceSystem
  method: PaymentMethod | null
  checkNumber: string | null
  receiptNumber: number | null
}
