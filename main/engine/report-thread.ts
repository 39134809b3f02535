// The thread that reads a whole ledger: writes an export or a paper, or checks it. A program of its own (`out/main/report.mjs`), so like compose.ts it joins what else may
// not meet: the ledger's views and the reports.
import { parentPort, workerData } from 'node:worker_threads'
import { assertNever } from '../../contract/assert-never.ts'
import type { VerifyReport } from '../../contract/calls.ts'
import { type Db, openReader } from '../ledger/open.ts'
import { verifyLedger } from '../ledger/verify.ts'
import { showReceipt } from '../ledger/views/receipts.ts'
import { readStatement } from '../ledger/views/statement.ts'
import { listTransactions, newestEntrySeq } from '../ledger/views/transactions.ts'
import { writeList } from '../reports/list-workbook.ts'
import type { PaperReply } from '../reports/pdf-file.ts'
import { writeTransactions } from '../reports/transactions-workbook.ts'
import type { WorkbookReply } from '../reports/workbook-file.ts'
import { openListPages } from './list-pages.ts'
import {
  CANCEL_WORD,
  type ListExport,
  type ReceiptPaper,
  type ReportJob,
  type ReportReply,
  type ReportRowsSoFar,
  type StatementPaper,
  type TransactionExport,
} from './report-thread-client.ts'

/** Entries read at once. No read lasts longer than one page, so that the writer can always take its log back into the ledger. */
const PAGE_ROWS = 5_000

/** The clerk wants no more of it; what is written goes. */
class Cancelled extends Error {
  readonly rows: number
  constructor(rows: number) {
    super('The export was cancelled.')
    this.rows = rows
  }
}

const cancelled = new AbortController()
parentPort?.on('message', word => {
  if (word === CANCEL_WORD) cancelled.abort()
})

/** Reads page after page, says after each how many rows there were, and stops between two when told to. */
function watched<Mark, Page extends { rows: readonly unknown[] }>(read: (after: Mark) => Page): (after: Mark) => Page {
  let rows = 0
  return after => {
    if (cancelled.signal.aborted) throw new Cancelled(rows)
    const page = read(after)
    rows += page.rows.length
    const soFar: ReportRowsSoFar = { kind: 'rows', rows }
    parentPort?.postMessage(soFar)
    return page
  }
}

async function exportTransactions({ ledgerFile, outFile, facts }: TransactionExport): Promise<WorkbookReply> {
  const db = openReader(ledgerFile)
  try {
    const uptoSeq = newestEntrySeq(db)
    return await writeTransactions(
      watched((afterSeq: number) => listTransactions(db, { afterSeq, uptoSeq, limit: PAGE_ROWS })),
      outFile,
      facts,
    )
  } finally {
    db.close()
  }
}

async function exportList({ plan, outFile, facts, moment, ...files }: ListExport): Promise<WorkbookReply> {
  const pages = openListPages(files, plan, moment)
  try {
    return await writeList(plan, watched(pages.read), outFile, facts)
  } finally {
    pages.close()
  }
}

/** What draws a PDF is loaded only for papers: an export shall not wait for it. */
async function writeReceiptPaper({ ledgerFile, outFile, facts, receiptId, moment }: ReceiptPaper): Promise<PaperReply> {
  const receipt = readAtOnce(ledgerFile, db => showReceipt({ db, ...moment, search: null }, { id: receiptId }))
  const { writeReceipt } = await import('../reports/receipt-pdf.ts')
  return writeReceipt(receipt, outFile, facts)
}

async function writeStatementPaper({ ledgerFile, outFile, facts, ...whose }: StatementPaper): Promise<PaperReply> {
  const statement = readAtOnce(ledgerFile, db => readStatement(db, whose))
  const { writeStatement } = await import('../reports/statement-pdf.ts')
  return writeStatement(statement, outFile, facts)
}

/** One SQL transaction, so that all that is read is of the same moment, whatever the writer does meanwhile. */
function readAtOnce<Value>(ledgerFile: string, read: (db: Db) => Value): Value {
  const db = openReader(ledgerFile)
  try {
    return db.transaction(() => read(db))()
  } finally {
    db.close()
  }
}

function work(job: ReportJob): VerifyReport | Promise<WorkbookReply | PaperReply> {
  switch (job.kind) {
    case 'transactions':
      return exportTransactions(job.request)
    case 'list':
      return exportList(job.request)
    case 'receipt':
      return writeReceiptPaper(job.request)
    case 'statement':
      return writeStatementPaper(job.request)
    case 'verify':
      return readAtOnce(job.request.ledgerFile, verifyLedger)
    default:
      return assertNever(job)
  }
}

/** A ledger that cannot be read is a reply; anything else breaks the thread and reaches the client as its error. */
async function reply(job: ReportJob): Promise<ReportReply<WorkbookReply | PaperReply | VerifyReport>> {
  try {
    return { kind: 'done', value: await work(job) }
  } catch (error) {
    if (error instanceof Cancelled) return { kind: 'cancelled', rows: error.rows }
    if (!(error instanceof Error) || error.name !== 'SqliteError') throw error
    return { kind: 'unreadable', code: 'code' in error ? String(error.code) : '', message: error.message }
  }
}

parentPort?.postMessage(await reply(workerData))
