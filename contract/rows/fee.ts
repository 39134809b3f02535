import type { SourceSystem } from '../tasks.ts'
import type { ImportRow } from './import.ts'
import type { PaymentMethod } from './office.ts'

/** M4. */
export type FeeStatus = 'open' | 'partly-paid' | 'paid' | 'waived' | 'overpaid' | 'void'
export const FEE_STATUSES = ['open', 'partly-paid', 'paid', 'waived', 'overpaid', 'void'] as const

/** One fee as lists show it. Cents are integers; days are `YYYY-MM-DD` in the district's zone. `amountCents` = charges ± adjustments. */
export interface FeeRow {
  id: string
  system: SourceSystem
  externalId: string | null
  /** The student's School Id (iiQ) = Student Id (InTouch). */
  studentId: string | null
  student: string | null
  grade: string | null
  sku: string | null
  item: string | null
  category: string | null
  /** The location's abbreviation, or its name where it has none. */
  location: string | null
  assetTag: string | null
  ticket: string | null
  name: string
  description: string | null
  amountCents: number
  paidCents: number
  waivedCents: number
  balanceCents: number
  status: FeeStatus
  overdue: boolean
  createdOn: string
  dueOn: string
}

/** The sums over all fees of a filter, in cents. */
export interface FeeSums {
  amountCents: number
  paidCents: number
  waivedCents: number
  balanceCents: number
}

/** Kinds of entry and their sign on the balance (M2). */
export const ENTRY_KINDS = [
  'charge',
  'adjustment',
  'waiver',
  'payment',
  'refund',
  'bounced-check',
  'transfer',
  'void',
] as const
export type EntryKind = (typeof ENTRY_KINDS)[number]

/** One append-only line of the ledger; `amountCents` is its effect on the fee's balance. */
export interface EntryRow {
  id: string
  seq: number
  feeId: string
  kind: EntryKind
  amountCents: number
  system: SourceSystem
  externalId: string | null
  /** The import that this entry came from, or null for an entry made here. */
  importId: string | null
  runId: string | null
  operator: string | null
  /** The entry that this one voids. */
  voidsEntryId: string | null
  reason: string | null
  /** The day it counts for, in the district's zone. */
  occurredOn: string
  recordedAt: string
  /** True when another entry voids this one. */
  voided: boolean
  /** How a payment was made at the office, and the number of its check. */
  method: PaymentMethod | null
  checkNumber: string | null
  /** The payment that this refund or bounced check takes back. */
  takesBackEntryId: string | null
  /** The receipt that this payment stands on. */
  receipt: { id: string; number: number } | null
}

/** A change owed to one system. `amountCents` is its entry's effect on the balance; `kind` its entry's kind. */
export interface DeliveryRow {
  id: string
  reference: string
  system: string
  feeId: string
  entryId: string | null
  kind: string
  amountCents: number
  state: DeliveryState
  attempts: number
  nextAt: string | null
  reason: string | null
}

/** A delivery as the window lists it: with the fee that it is about. Times are UTC. */
export interface TransferRow extends DeliveryRow {
  fee: string
  student: string | null
  madeAt: string
  settledAt: string | null
}

export const DELIVERY_STATES = [
  'waiting',
  'held',
  'unknown',
  'failed',
  'delivered',
  'refused',
  'cancelled',
  'done',
  'ignored',
] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

/** A dated line of the fee's story that is not money: a changed text, due date, location or item (C1). */
export interface FeeNote {
  at: string
  runId: string | null
  field: string
  before: string | null
  after: string | null
}

/** `fees show ID`: the fee and everything behind it. */
export interface FeeStory {
  fee: FeeRow
  entries: EntryRow[]
  imports: ImportRow[]
  deliveries: DeliveryRow[]
  notes: FeeNote[]
}
