import { type ColumnId, LIST_COLUMNS, type ReportList, type ReportRows } from '../../contract/rows/columns.ts'
import type { RunCounts, RunRow } from '../../contract/rows/run.ts'
import { SYSTEM_NAMES, TASKS } from '../../contract/tasks.ts'
import type { Column } from './streaming-workbook.ts'
import { wallClockOf } from './wall-clock.ts'
import {
  ERROR_STATE_WORDS,
  FEE_STATUS_WORDS,
  IMPORT_KIND_WORDS,
  RUN_MODE_WORDS,
  RUN_OUTCOME_WORDS,
  RUN_TRIGGER_WORDS,
} from './words.ts'

/** The column of each id of a list; an id without its column does not compile. */
type ColumnsById<List extends ReportList> = { [Id in ColumnId<List>]: Column<ReportRows[List]> }
type WallClock = (at: string | null) => string | null

/**
 * The columns of a list in a workbook: those that are named, in that order, or all. Ids that no workbook has are left out: a table's column of buttons.
 * Moments are told as clocks of `timeZone` show them.
 */
export function columnsOf<List extends ReportList>(
  list: List,
  ids: readonly string[] | undefined,
  timeZone: string,
): Column<ReportRows[List]>[] {
  const all = openColumns(wallClockOf(timeZone))
  const known: Record<string, Column<ReportRows[List]>> = all[list]
  return [...new Set(ids ?? LIST_COLUMNS[list])].flatMap(id => (Object.hasOwn(known, id) ? (known[id] ?? []) : []))
}

function openColumns(clock: WallClock): { [List in ReportList]: ColumnsById<List> } {
  return {
    fees: FEES,
    students: STUDENTS,
    imports: importColumns(clock),
    errors: errorColumns(clock),
    runs: runColumns(clock),
    audit: auditColumns(clock),
  }
}

const FEES: ColumnsById<'fees'> = {
  student: { header: 'Student', width: 26, kind: 'text', read: row => row.student },
  studentId: { header: 'Student id', width: 14, kind: 'text', read: row => row.studentId },
  grade: { header: 'Grade', width: 8, kind: 'text', read: row => row.grade },
  name: { header: 'Fee', width: 28, kind: 'text', read: row => row.name },
  description: { header: 'Description', width: 44, kind: 'text', read: row => row.description },
  amountCents: { header: 'Amount', width: 13, kind: 'money', read: row => row.amountCents },
  paidCents: { header: 'Paid', width: 13, kind: 'money', read: row => row.paidCents },
  waivedCents: { header: 'Waived', width: 13, kind: 'money', read: row => row.waivedCents },
  balanceCents: { header: 'Balance', width: 13, kind: 'money', read: row => row.balanceCents },
  status: { header: 'Status', width: 12, kind: 'text', read: row => FEE_STATUS_WORDS[row.status] },
  createdOn: { header: 'Created', width: 12, kind: 'day', read: row => row.createdOn },
  dueOn: { header: 'Due', width: 12, kind: 'day', read: row => row.dueOn },
  overdue: { header: 'Overdue', width: 10, kind: 'text', read: row => (row.overdue ? 'Yes' : 'No') },
  sku: { header: 'SKU', width: 14, kind: 'text', read: row => row.sku },
  item: { header: 'Item', width: 24, kind: 'text', read: row => row.item },
  category: { header: 'Category', width: 20, kind: 'text', read: row => row.category },
  location: { header: 'Location', width: 14, kind: 'text', read: row => row.location },
  assetTag: { header: 'Asset', width: 14, kind: 'text', read: row => row.assetTag },
  ticket: { header: 'Ticket', width: 12, kind: 'text', read: row => row.ticket },
  system: { header: 'From', width: 16, kind: 'text', read: row => SYSTEM_NAMES[row.system] },
  externalId: { header: 'External id', width: 38, kind: 'text', read: row => row.externalId },
  id: { header: 'Fee id', width: 38, kind: 'text', read: row => row.id },
}

const STUDENTS: ColumnsById<'students'> = {
  name: { header: 'Student', width: 28, kind: 'text', read: row => row.name },
  schoolId: { header: 'Student id', width: 14, kind: 'text', read: row => row.schoolId },
  grade: { header: 'Grade', width: 8, kind: 'text', read: row => row.grade },
  location: { header: 'Location', width: 18, kind: 'text', read: row => row.location },
  active: { header: 'Active', width: 8, kind: 'text', read: row => (row.active ? 'Yes' : 'No') },
  balanceCents: { header: 'Balance', width: 13, kind: 'money', read: row => row.balanceCents },
  id: { header: 'Student record', width: 38, kind: 'text', read: row => row.id },
}

function importColumns(clock: WallClock): ColumnsById<'imports'> {
  return {
    receivedAt: { header: 'Imported', width: 20, kind: 'moment', read: row => clock(row.receivedAt) },
    status: { header: 'Status', width: 13, kind: 'text', read: row => row.status },
    message: { header: 'Message', width: 60, kind: 'text', read: row => row.message },
    kind: { header: 'Kind', width: 12, kind: 'text', read: row => IMPORT_KIND_WORDS[row.kind] },
    externalId: { header: 'External id', width: 38, kind: 'text', read: row => row.externalId },
    system: { header: 'System', width: 16, kind: 'text', read: row => SYSTEM_NAMES[row.system] },
    cause: { header: 'Cause', width: 22, kind: 'text', read: row => row.cause },
    feeId: { header: 'Fee id', width: 38, kind: 'text', read: row => row.feeId },
    runId: { header: 'Run', width: 38, kind: 'text', read: row => row.runId },
    id: { header: 'Import id', width: 38, kind: 'text', read: row => row.id },
  }
}

function errorColumns(clock: WallClock): ColumnsById<'errors'> {
  return {
    openedAt: { header: 'Since', width: 20, kind: 'moment', read: row => clock(row.openedAt) },
    state: { header: 'State', width: 11, kind: 'text', read: row => ERROR_STATE_WORDS[row.state] },
    system: { header: 'System', width: 16, kind: 'text', read: row => SYSTEM_NAMES[row.system] },
    message: { header: 'What is wrong', width: 70, kind: 'text', read: row => row.message },
    remedy: { header: 'What to do', width: 60, kind: 'text', read: row => row.remedy },
    attempts: { header: 'Attempts', width: 10, kind: 'count', read: row => row.transfer?.attempts ?? null },
    nextAt: {
      header: 'Next try',
      width: 20,
      kind: 'moment',
      read: row => (row.transfer?.nextAt == null ? null : clock(row.transfer.nextAt)),
    },
    cause: { header: 'Cause', width: 22, kind: 'text', read: row => row.cause },
    closedAt: { header: 'Closed', width: 20, kind: 'moment', read: row => clock(row.closedAt) },
    closedBy: { header: 'Closed by', width: 20, kind: 'text', read: row => row.closedBy },
    feeId: { header: 'Fee id', width: 38, kind: 'text', read: row => row.feeId },
    importId: { header: 'Import id', width: 38, kind: 'text', read: row => row.importId },
    runId: { header: 'Run', width: 38, kind: 'text', read: row => row.runId },
    id: { header: 'Error id', width: 38, kind: 'text', read: row => row.id },
  }
}

function counted(id: keyof RunCounts, header: string): Column<RunRow> {
  return { header, width: 12, kind: 'count', read: row => row.counts[id] }
}

function runColumns(clock: WallClock): ColumnsById<'runs'> {
  return {
    startedAt: { header: 'Started', width: 20, kind: 'moment', read: row => clock(row.startedAt) },
    task: { header: 'Task', width: 14, kind: 'text', read: row => TASKS[row.task].name },
    mode: { header: 'Mode', width: 8, kind: 'text', read: row => RUN_MODE_WORDS[row.mode] },
    trigger: { header: 'Started how', width: 26, kind: 'text', read: row => RUN_TRIGGER_WORDS[row.trigger] },
    outcome: { header: 'Outcome', width: 18, kind: 'text', read: row => RUN_OUTCOME_WORDS[row.outcome] },
    pulled: counted('pulled', 'Pulled'),
    added: counted('added', 'Added'),
    payments: counted('payments', 'Payments'),
    changed: counted('changed', 'Changed'),
    waived: counted('waived', 'Waived'),
    voided: counted('voided', 'Voided'),
    unchanged: counted('unchanged', 'Unchanged'),
    errors: counted('errors', 'Errors'),
    ignored: counted('ignored', 'Ignored'),
    unprocessed: counted('unprocessed', 'Unprocessed'),
    delivered: counted('delivered', 'Delivered'),
    durationMs: { header: 'Took (seconds)', width: 15, kind: 'seconds', read: row => row.durationMs / 1000 },
    message: { header: 'How it ended', width: 60, kind: 'text', read: row => row.message },
    runId: { header: 'Run', width: 38, kind: 'text', read: row => row.runId },
  }
}

function auditColumns(clock: WallClock): ColumnsById<'audit'> {
  return {
    at: { header: 'When', width: 20, kind: 'moment', read: row => clock(row.at) },
    actor: { header: 'Who', width: 22, kind: 'text', read: row => row.actor },
    action: { header: 'What', width: 24, kind: 'text', read: row => row.action },
    subject: { header: 'To what', width: 44, kind: 'text', read: row => row.subject },
    facts: { header: 'Details', width: 60, kind: 'text', read: row => sayFacts(row.facts) },
    seq: { header: 'Line', width: 10, kind: 'count', read: row => row.seq },
    hash: { header: 'Hash', width: 68, kind: 'text', read: row => row.hash },
  }
}

function sayFacts(facts: Record<string, string | number | boolean | null>): string {
  return Object.entries(facts)
    .map(([name, value]) => `${name}: ${value ?? 'none'}`)
    .join('; ')
}
