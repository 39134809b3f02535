import type { AuditRow } from './audit.ts'
import type { FeeRow } from './fee.ts'
import type { ImportRow } from './import.ts'
import type { StudentRow } from './reference.ts'
import type { RunRow } from './run.ts'
import type { SyncErrorRow } from './sync-error.ts'

/** The lists that can be written to a workbook, with the rows of each. */
export interface ReportRows {
  fees: FeeRow
  students: StudentRow
  imports: ImportRow
  errors: SyncErrorRow
  runs: RunRow
  audit: AuditRow
}
export type ReportList = keyof ReportRows

/**
 * Ids of the columns that each list has in a workbook, in the order in which they stand there when none are named. A table of the window uses the same id for
 * the same column, so that it can be written as it is shown.
 */
export const LIST_COLUMNS = {
  fees: [
    'student',
    'studentId',
    'grade',
    'name',
    'description',
    'amountCents',
    'paidCents',
    'waivedCents',
    'balanceCents',
    'status',
    'createdOn',
    'dueOn',
    'overdue',
    'sku',
    'item',
    'category',
    'location',
    'assetTag',
    'ticket',
    'system',
    'externalId',
    'id',
  ],
  students: ['name', 'schoolId', 'grade', 'location', 'active', 'balanceCents', 'id'],
  imports: ['receivedAt', 'status', 'message', 'kind', 'externalId', 'system', 'cause', 'feeId', 'runId', 'id'],
  errors: [
    'openedAt',
    'state',
    'system',
    'message',
    'remedy',
    'attempts',
    'nextAt',
    'cause',
    'closedAt',
    'closedBy',
    'feeId',
    'importId',
    'runId',
    'id',
  ],
  runs: [
    'startedAt',
    'task',
    'mode',
    'trigger',
    'outcome',
    'pulled',
    'added',
    'payments',
    'changed',
    'waived',
    'voided',
    'unchanged',
    'errors',
    'ignored',
    'unprocessed',
    'delivered',
    'durationMs',
    'message',
    'runId',
  ],
  audit: ['at', 'actor', 'action', 'subject', 'facts', 'seq', 'hash'],
} as const satisfies Record<ReportList, readonly string[]>

/** An export that is being written. `startedAt` is UTC. */
export interface ReportProgress {
  id: string
  what: ReportList | 'transactions'
  rows: number
  startedAt: string
}

export type ColumnId<List extends ReportList> = (typeof LIST_COLUMNS)[List][number]
