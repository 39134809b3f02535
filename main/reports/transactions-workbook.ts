import type { TransactionRow } from '../../contract/rows/transaction.ts'
import { SYSTEM_NAMES } from '../../contract/tasks.ts'
import { addLineSheet } from './line-sheet.ts'
import type { Column } from './streaming-workbook.ts'
import { ENTRY_KIND_WORDS, FEE_STATUS_WORDS } from './words.ts'
import { type WorkbookFacts, type WorkbookReply, writeWorkbookFile } from './workbook-file.ts'

/** Gives the page of transactions behind `after`, which is 0 for the first page; `next` is null on the last one. */
export type ReadTransactions = (after: number) => TransactionPage | Promise<TransactionPage>
interface TransactionPage {
  rows: readonly TransactionRow[]
  next: number | null
}

/** The columns of All Transactions, in their promised order. */
export const TRANSACTION_COLUMNS: readonly Column<TransactionRow>[] = [
  { header: 'Transaction id', width: 38, kind: 'text', read: row => row.id },
  { header: 'Date', width: 12, kind: 'day', read: row => row.occurredOn },
  { header: 'Type', width: 14, kind: 'text', read: row => ENTRY_KIND_WORDS[row.kind] },
  { header: 'SKU', width: 14, kind: 'text', read: row => row.sku },
  { header: 'Item', width: 24, kind: 'text', read: row => row.item },
  { header: 'Category', width: 20, kind: 'text', read: row => row.category },
  { header: 'Name', width: 24, kind: 'text', read: row => row.name },
  { header: 'Description', width: 44, kind: 'text', read: row => row.description },
  { header: 'Amount', width: 13, kind: 'money', read: row => row.amountCents },
  { header: 'Balance of the fee', width: 18, kind: 'money', read: row => row.feeBalanceCents },
  { header: 'Due date', width: 12, kind: 'day', read: row => row.dueOn },
  { header: 'Status', width: 12, kind: 'text', read: row => FEE_STATUS_WORDS[row.status] },
  { header: 'Student id', width: 14, kind: 'text', read: row => row.studentId },
  { header: 'Student', width: 26, kind: 'text', read: row => row.student },
  { header: 'Grade', width: 8, kind: 'text', read: row => row.grade },
  { header: 'Location', width: 14, kind: 'text', read: row => row.location },
  { header: 'Asset tag', width: 14, kind: 'text', read: row => row.assetTag },
  { header: 'Ticket', width: 12, kind: 'text', read: row => row.ticket },
  { header: 'System', width: 16, kind: 'text', read: row => SYSTEM_NAMES[row.system] },
  { header: 'External id', width: 38, kind: 'text', read: row => row.externalId },
  { header: 'Run', width: 38, kind: 'text', read: row => row.runId },
]

/** Writes Export All Transactions, and behind it a sheet that says what the workbook holds. */
export function writeTransactions(
  read: ReadTransactions,
  outFile: string,
  facts: WorkbookFacts,
): Promise<WorkbookReply> {
  return writeWorkbookFile(outFile, facts.generatedAt, async book => {
    const sheet = book.openSheet({ name: 'Transactions', columns: TRANSACTION_COLUMNS })
    let rows = 0
    for (let after: number | null = 0; after !== null; ) {
      const page: TransactionPage = await read(after)
      await sheet.add(page.rows)
      rows += page.rows.length
      after = page.next
    }
    sheet.close()
    await addLineSheet(book, 'About', [
      { label: 'District', value: facts.district, as: 'text' },
      { label: 'Begun (UTC)', value: facts.generatedAt, as: 'text' },
      { label: 'Time zone of all days', value: facts.timeZone, as: 'text' },
      { label: 'Transactions', value: rows, as: 'count' },
      { label: 'Which', value: 'Every transaction that was in the ledger when the export began.', as: 'text' },
      {
        label: 'Balance and status',
        value: "The fee's, at the moment its row was read: a change made while the export ran may show in them.",
        as: 'text',
      },
    ])
    return rows
  })
}
