// The thread that writes an export: a program of its own (`out/main/report.mjs`), so like compose.ts it joins what else may not meet: the ledger's views and the reports.
import { parentPort, workerData } from 'node:worker_threads'
import { openReader } from '../ledger/open.ts'
import { listTransactions, newestEntrySeq } from '../ledger/views/transactions.ts'
import { writeTransactions } from '../reports/transactions-workbook.ts'
import type { WorkbookReply } from '../reports/workbook-file.ts'
import type { TransactionExport } from './report-thread-client.ts'

/** Entries read at once. No read lasts longer than one page, so that the writer can always take its log back into the ledger. */
const PAGE_ROWS = 5_000

async function exportTransactions({ ledgerFile, outFile, facts }: TransactionExport): Promise<WorkbookReply> {
  const db = openReader(ledgerFile)
  try {
    const uptoSeq = newestEntrySeq(db)
    return await writeTransactions(
      afterSeq => listTransactions(db, { afterSeq, uptoSeq, limit: PAGE_ROWS }),
      outFile,
      facts,
    )
  } finally {
    db.close()
  }
}

/** A ledger that cannot be read is a reply; anything else breaks the thread and reaches the client as its error. */
async function reply(): Promise<WorkbookReply> {
  try {
    return await exportTransactions(workerData)
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'SqliteError') throw error
    return {
      kind: 'failed',
      message: `The ledger could not be read (${error.message}), so no workbook was written. Try again; if it happens again, run "feebridge verify".`,
    }
  }
}

parentPort?.postMessage(await reply())
