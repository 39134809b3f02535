import { Refusal } from '../../contract/app-error.ts'
import { auditFilter, calls, feeFilter, importFilter, studentFilter } from '../../contract/calls.ts'
import { LIST_COLUMNS, type ReportList, type ReportProgress } from '../../contract/rows/columns.ts'
import { sayIssues } from '../../contract/say-issues.ts'
import { dayInZone, schoolYearSince } from '../domain/zone.ts'
import { type HandlerCaller, requireEverywhere } from '../engine/access.ts'
import { findStudent } from '../engine/charge.ts'
import type { Core } from '../engine/core.ts'
import { requireHere } from '../engine/office.ts'
import {
  exportListInThread,
  exportTransactionsInThread,
  writeReceiptInThread,
  writeStatementInThread,
} from '../engine/report-thread-client.ts'
import { nowOf } from '../engine/run-context.ts'
import { readDistrict, timeZoneOf } from '../engine/settings-store.ts'
import { locationsNamed } from '../ledger/views/fee-conditions.ts'
import { sayFilter } from '../reports/filter-words.ts'
import type { PaperReply } from '../reports/pdf-file.ts'
import type { WorkbookFacts, WorkbookReply } from '../reports/workbook-file.ts'
import type { Handlers } from './handlers.ts'

type Facts = Record<string, string | number>

type ReportCalls =
  | 'reports.transactions'
  | 'reports.list'
  | 'reports.receipt'
  | 'reports.statement'
  | 'reports.read'
  | 'reports.cancel'

/** Workbooks and papers for people: written in the report thread, and each of them an audit row (F1). */
export const reportHandlers: Handlers<ReportCalls> = {
  'reports.transactions': async (core, { outFile }, caller) => {
    requireEverywhere(caller, 'Export All Transactions')
    const facts = factsOf(core)
    const written = await core.exports.during(begin(core, 'transactions'), watch =>
      exportTransactionsInThread({ ledgerFile: core.ledger.file, outFile, facts }, watch),
    )
    return finish(core, { written, outFile, action: 'report.transactions', facts: {} }, caller.operator)
  },
  'reports.list': async (core, { list, filter, columns, outFile }, caller) => {
    const checked = checkFilter(list, filter)
    if (columns !== undefined) checkColumns(list, columns)
    requireExportHere(core, list, checked, caller)
    const filterWords = sayFilter(list, checked)
    const facts = factsOf(core)
    const request = {
      ledgerFile: core.ledger.file,
      searchFile: core.folder.search,
      outFile,
      facts,
      moment: { nowMs: core.clock.nowMs(), timeZone: facts.timeZone },
      plan: { list, filter: checked, columns, filterWords },
    }
    const written = await core.exports.during(begin(core, list), watch => exportListInThread(request, watch))
    return finish(
      core,
      { written, outFile, action: 'report.list', facts: { list, filter: filterWords } },
      caller.operator,
    )
  },
  'reports.receipt': async (core, { id, outFile }, caller) => {
    const facts = factsOf(core)
    const moment = { nowMs: core.clock.nowMs(), timeZone: facts.timeZone }
    const receipt = await core.reader.query('receipts.show', { id }, moment)
    const paper = { ledgerFile: core.ledger.file, outFile, facts, receiptId: receipt.id, moment }
    const written = await writeReceiptInThread(paper)
    return finishPaper(core, { written, outFile, action: 'report.receipt', subject: receipt.id }, caller.operator)
  },
  'reports.statement': async (core, { student, since, outFile }, caller) => {
    const facts = factsOf(core)
    const { id, locationSeq } = findStudent(core, student)
    requireHere({ core, grant: caller.grant }, null, locationSeq)
    const today = dayInZone(core.clock.nowMs(), facts.timeZone)
    const days = { since: since ?? schoolYearSince(today), today }
    if (days.since > today)
      throw new Refusal(
        'bad-request',
        `"since" is ${since}, which is still to come. Choose a day up to today.`,
        'since',
      )
    const paper = { ledgerFile: core.ledger.file, outFile, facts, personId: id, ...days }
    const written = await writeStatementInThread(paper)
    return finishPaper(core, { written, outFile, action: 'report.statement', subject: id }, caller.operator)
  },
  'reports.read': core => ({ items: core.exports.list() }),
  'reports.cancel': (core, { id }) => ({ cancelled: core.exports.cancel(id) }),
}

function begin(core: Core, what: ReportProgress['what']): Omit<ReportProgress, 'rows'> {
  return { id: core.ids.next(), what, startedAt: nowOf(core) }
}

function factsOf(core: Core): WorkbookFacts {
  return {
    district: readDistrict(core.ledger)?.name ?? '',
    timeZone: timeZoneOf(core.ledger),
    generatedAt: nowOf(core),
  }
}

function finish(
  core: Core,
  { written, outFile, action, facts }: { written: WorkbookReply; outFile: string; action: string; facts: Facts },
  actor: string,
): { file: string; rows: number; bytes: number } {
  if (written.kind === 'failed') throw new Refusal('failed', written.message, 'outFile')
  const { rows, bytes } = written
  core.ledger.transact(() =>
    core.ledger.audit.append({ at: nowOf(core), actor, action, subject: outFile, facts: { ...facts, rows } }),
  )
  return { file: outFile, rows, bytes }
}

/** Whose paper it is says the audit row, so that a person's papers can be found; where it went is beside it. */
function finishPaper(
  core: Core,
  { written, outFile, action, subject }: { written: PaperReply; outFile: string; action: string; subject: string },
  actor: string,
): { file: string; bytes: number } {
  if (written.kind === 'failed') throw new Refusal('failed', written.message, 'outFile')
  const { pages, bytes } = written
  core.ledger.transact(() =>
    core.ledger.audit.append({ at: nowOf(core), actor, action, subject, facts: { file: outFile, pages } }),
  )
  return { file: outFile, bytes }
}

const withoutPage = { limit: true, after: true } as const
const FILTERS = {
  fees: feeFilter.omit(withoutPage),
  students: studentFilter.omit(withoutPage),
  imports: importFilter.omit(withoutPage),
  errors: calls['errors.list'].request.omit(withoutPage),
  runs: calls['runs.list'].request.omit(withoutPage),
  audit: auditFilter,
} as const satisfies Record<ReportList, unknown>

/** A list's filter by the list's own schema, so that a word that is spelt wrongly is refused instead of writing everything. */
function checkFilter(list: ReportList, filter: Record<string, unknown>): Record<string, unknown> {
  const parsed = FILTERS[list].safeParse(filter)
  if (parsed.success) return parsed.data
  const { message, field } = sayIssues(parsed.error, filter)
  throw new Refusal('bad-request', message, `filter.${field}`)
}

/** Whoever may act at some locations only may export what a list shows of one of them (F2). */
function requireExportHere(
  core: Core,
  list: ReportList,
  { location }: Record<string, unknown>,
  caller: HandlerCaller,
): void {
  const isOfOne = (list === 'fees' || list === 'students') && typeof location === 'string'
  if (!isOfOne) requireEverywhere(caller, 'an export that is not of one location')
  else for (const seq of locationsNamed(core.ledger.db, location)) requireHere({ core, grant: caller.grant }, null, seq)
}

/** A table may have columns that no workbook has (buttons); one that has no other cannot be written. */
function checkColumns(list: ReportList, columns: readonly string[]): void {
  const known: readonly string[] = LIST_COLUMNS[list]
  if (columns.some(id => known.includes(id))) return
  throw new Refusal(
    'bad-request',
    `None of the columns ${columns.join(', ') || '(none were named)'} can be written for this list. Choose among ${known.join(', ')}.`,
    'columns',
  )
}
