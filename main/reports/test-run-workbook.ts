import type {
  TestRunAddedFee,
  TestRunChangedFee,
  TestRunContent,
  TestRunError,
  TestRunPages,
  TestRunPaymentIn,
  TestRunPaymentOut,
  TestRunRawRecord,
  TestRunWaivedFee,
} from '../../contract/rows/test-run.ts'
import { SYSTEM_NAMES } from '../../contract/tasks.ts'
import { addLineSheet } from './line-sheet.ts'
import type { Column, StreamingWorkbook } from './streaming-workbook.ts'
import { ENTRY_KIND_WORDS } from './words.ts'
import { type WorkbookReply, writeWorkbookFile } from './workbook-file.ts'

/** What most rows say of their fee. */
const FEE_COLUMNS: readonly Column<Pick<TestRunWaivedFee, 'feeId' | 'externalId' | 'studentId' | 'student' | 'sku'>>[] =
  [
    { header: 'Fee id', width: 38, kind: 'text', read: row => row.feeId },
    { header: 'External id', width: 38, kind: 'text', read: row => row.externalId },
    { header: 'Student id', width: 14, kind: 'text', read: row => row.studentId },
    { header: 'Student', width: 26, kind: 'text', read: row => row.student },
    { header: 'SKU', width: 14, kind: 'text', read: row => row.sku },
  ]

const ADDED_COLUMNS: readonly Column<TestRunAddedFee>[] = [
  ...FEE_COLUMNS,
  { header: 'Item', width: 24, kind: 'text', read: row => row.item },
  { header: 'Category', width: 20, kind: 'text', read: row => row.category },
  { header: 'Location', width: 14, kind: 'text', read: row => row.location },
  { header: 'Name', width: 24, kind: 'text', read: row => row.name },
  { header: 'Amount', width: 13, kind: 'money', read: row => row.amountCents },
  { header: 'Created', width: 12, kind: 'day', read: row => row.createdOn },
  { header: 'Due date', width: 12, kind: 'day', read: row => row.dueOn },
  { header: 'Message', width: 60, kind: 'text', read: row => row.message },
]

const CHANGED_COLUMNS: readonly Column<TestRunChangedFee>[] = [
  ...FEE_COLUMNS,
  { header: 'Field', width: 16, kind: 'text', read: row => row.field },
  { header: 'Before', width: 30, kind: 'text', read: row => row.before },
  { header: 'After', width: 30, kind: 'text', read: row => row.after },
  { header: 'Adjustment', width: 13, kind: 'money', read: row => row.amountCents },
  { header: 'Message', width: 60, kind: 'text', read: row => row.message },
]

const WAIVED_COLUMNS: readonly Column<TestRunWaivedFee>[] = [
  ...FEE_COLUMNS,
  { header: 'Waived', width: 13, kind: 'money', read: row => row.amountCents },
  { header: 'Message', width: 60, kind: 'text', read: row => row.message },
]

const PAYMENT_IN_COLUMNS: readonly Column<TestRunPaymentIn>[] = [
  { header: 'Payment id', width: 38, kind: 'text', read: row => row.paymentId },
  { header: 'Type', width: 14, kind: 'text', read: row => ENTRY_KIND_WORDS[row.kind] },
  { header: 'Amount', width: 13, kind: 'money', read: row => row.amountCents },
  { header: 'Date', width: 12, kind: 'day', read: row => row.occurredOn },
  ...FEE_COLUMNS,
  { header: 'Message', width: 60, kind: 'text', read: row => row.message },
]

const PAYMENT_OUT_COLUMNS: readonly Column<TestRunPaymentOut>[] = [
  { header: 'To', width: 16, kind: 'text', read: row => SYSTEM_NAMES[row.system] },
  { header: 'Type', width: 14, kind: 'text', read: row => row.kind },
  { header: 'Amount', width: 13, kind: 'money', read: row => row.amountCents },
  { header: 'Reference', width: 50, kind: 'text', read: row => row.reference },
  ...FEE_COLUMNS,
  { header: 'Message', width: 60, kind: 'text', read: row => row.message },
]

const ERROR_COLUMNS: readonly Column<TestRunError>[] = [
  { header: 'System', width: 16, kind: 'text', read: row => SYSTEM_NAMES[row.system] },
  { header: 'Kind', width: 12, kind: 'text', read: row => row.kind },
  { header: 'External id', width: 38, kind: 'text', read: row => row.externalId },
  { header: 'Cause', width: 20, kind: 'text', read: row => row.cause },
  { header: 'What is wrong', width: 70, kind: 'text', read: row => row.message },
  { header: 'What to do', width: 60, kind: 'text', read: row => row.remedy },
]

const RAW_COLUMNS: readonly Column<TestRunRawRecord>[] = [
  { header: 'System', width: 16, kind: 'text', read: row => SYSTEM_NAMES[row.system] },
  { header: 'Kind', width: 12, kind: 'text', read: row => row.kind },
  { header: 'External id', width: 38, kind: 'text', read: row => row.externalId },
  { header: 'Would be', width: 14, kind: 'text', read: row => row.status },
  { header: 'Message', width: 50, kind: 'text', read: row => row.message },
  { header: 'Raw record', width: 100, kind: 'text', read: row => row.raw },
]

/** Writes the workbook of a run in test mode (T1): one sheet each for what it would have done, read from `content` page by page. Its `rows` leave the Summary out. */
export function writeTestRun(content: TestRunContent, outFile: string): Promise<WorkbookReply> {
  return writeWorkbookFile(outFile, content.generatedAt, async book => {
    await addLineSheet(book, 'Summary', content.summary)
    let rows = await addSheet(book, { name: 'Fees added', columns: ADDED_COLUMNS }, content.feesAdded)
    rows += await addSheet(book, { name: 'Fees changed', columns: CHANGED_COLUMNS }, content.feesChanged)
    rows += await addSheet(book, { name: 'Fees waived', columns: WAIVED_COLUMNS }, content.feesWaived)
    rows += await addSheet(book, { name: 'Payments in', columns: PAYMENT_IN_COLUMNS }, content.paymentsIn)
    rows += await addSheet(book, { name: 'Payments out', columns: PAYMENT_OUT_COLUMNS }, content.paymentsOut)
    rows += await addSheet(book, { name: 'Errors', columns: ERROR_COLUMNS }, content.errors)
    rows += await addSheet(book, { name: 'Raw records', columns: RAW_COLUMNS }, content.rawRecords)
    return rows
  })
}

/** Adds one sheet and gives the number of its rows. */
async function addSheet<Row>(
  book: StreamingWorkbook,
  plan: { name: string; columns: readonly Column<Row>[] },
  pages: TestRunPages<Row>,
): Promise<number> {
  const sheet = book.openSheet<Row>({ ...plan, whenEmpty: 'None in this run' })
  let rows = 0
  for await (const page of pages) {
    await sheet.add(page)
    rows += page.length
  }
  sheet.close()
  return rows
}
