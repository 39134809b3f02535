import type { ReportList, ReportRows } from '../../contract/rows/columns.ts'
import { addLineSheet } from './line-sheet.ts'
import { columnsOf } from './list-columns.ts'
import { type WorkbookFacts, type WorkbookReply, writeWorkbookFile } from './workbook-file.ts'

/** Gives the page of rows behind a mark, which is null for the first page; `next` is null on the last one. */
export type ReadRows<Row> = (after: string | null) => RowPage<Row> | Promise<RowPage<Row>>
export interface RowPage<Row> {
  rows: readonly Row[]
  next: string | null
}

/** What is written of a list: its columns by id (absent means all), and its filter in words. */
export interface ListPlan<List extends ReportList> {
  list: List
  columns: readonly string[] | undefined
  filterWords: string
}

/** A list's name as its sheet carries it. */
export const LIST_NAMES: Record<ReportList, string> = {
  fees: 'Fees',
  students: 'Students',
  imports: 'Import Log',
  errors: 'Errors',
  runs: 'Sync History',
  audit: 'Audit trail',
}

/** Writes one list as it is filtered, and behind it a sheet that says what the workbook holds. */
export function writeList<List extends ReportList>(
  plan: ListPlan<List>,
  read: ReadRows<ReportRows[List]>,
  outFile: string,
  facts: WorkbookFacts,
): Promise<WorkbookReply> {
  return writeWorkbookFile(outFile, facts.generatedAt, async book => {
    const sheet = book.openSheet<ReportRows[List]>({
      name: LIST_NAMES[plan.list],
      columns: columnsOf(plan.list, plan.columns, facts.timeZone),
      whenEmpty: 'Nothing matches the filter.',
    })
    let rows = 0
    for (let after: string | null = null, more = true; more; more = after !== null) {
      const page: RowPage<ReportRows[List]> = await read(after)
      await sheet.add(page.rows)
      rows += page.rows.length
      after = page.next
    }
    sheet.close()
    await addLineSheet(book, 'About', [
      { label: 'District', value: facts.district, as: 'text' },
      { label: 'List', value: LIST_NAMES[plan.list], as: 'text' },
      { label: 'Which rows', value: plan.filterWords, as: 'text' },
      { label: 'Rows', value: rows, as: 'count' },
      { label: 'Begun (UTC)', value: facts.generatedAt, as: 'text' },
      { label: 'Time zone of all days and times', value: facts.timeZone, as: 'text' },
    ])
    return rows
  })
}
