import type { DeliveryRow } from './fee.ts'

/** How money was taken. `card`: elsewhere, on the district's own terminal. */
export const PAYMENT_METHODS = ['cash', 'check', 'card', 'other'] as const
export type PaymentMethod = (typeof PAYMENT_METHODS)[number]

/** What one office entry came to: the fee, the entries written for it, and the deliveries that they owe. */
export interface EntryResult {
  feeId: string
  entryIds: string[]
  deliveries: DeliveryRow[]
}

/** Whether a payment taken now would go out at once, and what waits. */
export interface OutboxGate {
  /** The three conditions of an instant delivery. */
  taskOn: boolean
  credentials: boolean
  instantOn: boolean
  /** True when all three are met and nothing else holds deliveries. */
  open: boolean
  /** One sentence: what would happen to a payment taken now. */
  message: string
  waiting: number
  unknown: number
  failed: number
  /** Refused by the system, and not yet decided by a clerk. */
  refused: number
  /** Why others are held, with how many each. */
  held: { reason: string; count: number }[]
}
