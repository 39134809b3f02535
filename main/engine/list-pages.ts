import { type CallInput, type CallValue, calls } from '../../contract/calls.ts'
import type { ReportList, ReportRows } from '../../contract/rows/columns.ts'
import { openReader } from '../ledger/open.ts'
import { listAudit, newestAuditSeq } from '../ledger/views/audit.ts'
import type { ViewName } from '../ledger/views/view.ts'
import { openReadDesk, type ReadFiles, type ReadMoment } from './read-desk.ts'

/** A list whose every row is wanted, page by page. `filter` has been checked against the list's own schema. */
export interface WholeList<List extends ReportList> {
  list: List
  filter: Readonly<Record<string, unknown>>
}

export interface ListPages<Row> {
  /** The page behind a mark, null for the first; `next` is null on the last one. */
  read(after: string | null): { rows: readonly Row[]; next: string | null }
  close(): void
}

type ListView = Extract<ViewName, 'fees.list' | 'students.list' | 'imports.list' | 'errors.list' | 'runs.list'>
const VIEWS = {
  fees: 'fees.list',
  students: 'students.list',
  imports: 'imports.list',
  errors: 'errors.list',
  runs: 'runs.list',
} as const satisfies Record<Exclude<ReportList, 'audit'>, ListView>

/** Rows read at once. No read lasts longer than one page, so that the writer can always take its log back into the ledger. */
const PAGE_ROWS = 5_000

/** Opens a list for reading all of it, on connections of its own, through the very views that the tabs read. */
export function openListPages<List extends ReportList>(
  files: ReadFiles,
  { list, filter }: WholeList<List>,
  moment: ReadMoment,
): ListPages<ReportRows[List]> {
  // A list's rows go with its name; TypeScript cannot follow that through a choice of two readers.
  const pages: unknown =
    list === 'audit'
      ? openAuditPages(files, filter, moment)
      : openViewPages(files, VIEWS[list as Exclude<ReportList, 'audit'>], { filter, moment })
  return pages as ListPages<ReportRows[List]>
}

function openViewPages<Name extends ListView>(
  files: ReadFiles,
  view: Name,
  { filter, moment }: { filter: Readonly<Record<string, unknown>>; moment: ReadMoment },
) {
  const desk = openReadDesk(files)
  return {
    read(after: string | null) {
      const request = calls[view].request.parse({ ...filter, limit: PAGE_ROWS, ...(after === null ? {} : { after }) })
      const page: CallValue<ListView> = desk.answer<ListView>(view, request as CallInput<ListView>, moment)
      return { rows: page.items, next: page.next }
    },
    close: () => desk.close(),
  }
}

/** The audit trail from its first line to the one that was the newest when the export began: not to its own. */
function openAuditPages(files: ReadFiles, filter: Readonly<Record<string, unknown>>, { timeZone }: ReadMoment) {
  const db = openReader(files.ledgerFile)
  const uptoSeq = newestAuditSeq(db)
  const day = (name: 'from' | 'to') => (typeof filter[name] === 'string' ? filter[name] : undefined)
  const days = { from: day('from'), to: day('to'), timeZone }
  return {
    read(after: string | null) {
      const { rows, next } = listAudit(db, {
        afterSeq: after === null ? 0 : Number(after),
        uptoSeq,
        limit: PAGE_ROWS,
        ...days,
      })
      return { rows, next: next === null ? null : String(next) }
    },
    close: () => db.close(),
  }
}
