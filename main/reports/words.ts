import type { EntryKind, FeeStatus } from '../../contract/rows/fee.ts'

/** Kinds of entry as a clerk reads them. */
export const ENTRY_KIND_WORDS: Record<EntryKind, string> = {
  charge: 'Charge',
  adjustment: 'Adjustment',
  waiver: 'Waiver',
  payment: 'Payment',
  refund: 'Refund',
  'bounced-check': 'Bounced check',
  transfer: 'Transfer',
  void: 'Void',
}

/** States of a fee as a clerk reads them (M4). */
export const FEE_STATUS_WORDS: Record<FeeStatus, string> = {
  open: 'Open',
  'partly-paid': 'Partly paid',
  paid: 'Paid',
  waived: 'Waived',
  overpaid: 'Overpaid',
  void: 'Void',
}
