import type { PaymentMethod } from './office.ts'

/** One receipt: the payments that were taken together. Cents are integers; `at` is UTC. */
export interface ReceiptRow {
  id: string
  /** Counts up from 1 in each ledger: what is printed and said. */
  number: number
  at: string
  operator: string
  /** The person's id; null where the fees have no student. */
  personId: string | null
  student: string | null
  /** What was taken, above zero, whatever became of it. */
  totalCents: number
  method: PaymentMethod | null
  checkNumber: string | null
  /** True when every payment of it was voided. */
  voided: boolean
}

/** A receipt with all that is printed on it. */
export interface Receipt extends ReceiptRow {
  schoolId: string | null
  grade: string | null
  /** The name of the student's location. */
  location: string | null
  note: string | null
  parts: ReceiptPart[]
}

/** What a receipt says of one fee. Days are `YYYY-MM-DD` in the district's zone. */
export interface ReceiptPart {
  feeId: string
  fee: string
  item: string | null
  /** What was taken for it, above zero. */
  amountCents: number
  /** What was left due right after; below zero is a credit. Never changes. */
  dueAfterCents: number
  /** What is due on the fee as it is read. */
  dueNowCents: number
  /** When the payment was voided, and why. */
  voided: { occurredOn: string; reason: string | null } | null
  /** What was taken back of it since, oldest first; above zero. */
  takenBack: { kind: 'refund' | 'bounced-check'; amountCents: number; occurredOn: string }[]
}
