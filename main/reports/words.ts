import type { EntryKind, FeeStatus } from '../../contract/rows/fee.ts'
import type { ImportKind } from '../../contract/rows/import.ts'
import type { RunMode, RunOutcome, RunTrigger } from '../../contract/rows/run.ts'
import type { SyncErrorRow } from '../../contract/rows/sync-error.ts'

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

export const IMPORT_KIND_WORDS: Record<ImportKind, string> = {
  fee: 'Fee',
  payment: 'Payment',
  adjustment: 'Adjustment',
  'line-item': 'Line item',
  'item-type': 'Item type',
  category: 'Category',
  location: 'Location',
  user: 'User',
  asset: 'Asset',
}

export const RUN_OUTCOME_WORDS: Record<RunOutcome, string> = {
  running: 'Running',
  succeeded: 'Succeeded',
  partly: 'Partly succeeded',
  failed: 'Failed',
  waiting: 'Waits for approval',
  superseded: 'Superseded',
  discarded: 'Discarded',
  interrupted: 'Interrupted',
  cancelled: 'Cancelled',
}

export const RUN_TRIGGER_WORDS: Record<RunTrigger, string> = {
  schedule: 'By schedule',
  clerk: 'From the window',
  command: 'By command',
  'catch-up': 'Caught up after a missed time',
  approval: 'After approval',
  reprocess: 'To reprocess imports',
  undo: 'To undo a run',
}

export const RUN_MODE_WORDS: Record<RunMode, string> = { live: 'Live', test: 'Test' }

export const ERROR_STATE_WORDS: Record<SyncErrorRow['state'], string> = {
  open: 'Open',
  resolved: 'Resolved',
  ignored: 'Ignored',
}
