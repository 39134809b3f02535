import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { VerifyReport } from '../../contract/calls.ts'
import type { ReportList } from '../../contract/rows/columns.ts'
import type { ListPlan } from '../reports/list-workbook.ts'
import type { PaperFacts } from '../reports/paper.ts'
import type { PaperReply } from '../reports/pdf-file.ts'
import type { WorkbookFacts, WorkbookReply } from '../reports/workbook-file.ts'
import { appRoot } from './link/app-root.ts'
import type { WholeList } from './list-pages.ts'
import type { ReadFiles, ReadMoment } from './read-desk.ts'

/** What an export of All Transactions needs: paths are absolute. */
export interface TransactionExport {
  ledgerFile: string
  outFile: string
  facts: WorkbookFacts
}

/** What an export of one list needs: paths are absolute. */
export interface ListExport extends ReadFiles {
  outFile: string
  facts: WorkbookFacts
  moment: ReadMoment
  plan: ListPlan<ReportList> & WholeList<ReportList>
}

/** What a receipt on paper needs: paths are absolute, and there is such a receipt. */
export interface ReceiptPaper {
  ledgerFile: string
  outFile: string
  facts: PaperFacts
  receiptId: string
  moment: ReadMoment
}

/** What a statement on paper needs: paths are absolute, and there is such a person. Days are the district's. */
export interface StatementPaper {
  ledgerFile: string
  outFile: string
  facts: PaperFacts
  personId: string
  since: string
  today: string
}

/** Work of the report thread, and what each answers. */
export interface ReportJobs {
  transactions: { request: TransactionExport; reply: WorkbookReply }
  list: { request: ListExport; reply: WorkbookReply }
  receipt: { request: ReceiptPaper; reply: PaperReply }
  statement: { request: StatementPaper; reply: PaperReply }
  verify: { request: { ledgerFile: string }; reply: VerifyReport }
}
export type ReportJob = {
  [Kind in keyof ReportJobs]: { kind: Kind; request: ReportJobs[Kind]['request'] }
}[keyof ReportJobs]

/** How a job ended; a ledger that SQLite could not read is a reply too, with SQLite's own code. */
export type ReportReply<Value> =
  | { kind: 'done'; value: Value }
  | { kind: 'unreadable'; code: string; message: string }
  | { kind: 'cancelled'; rows: number }

/** What the thread says while it works: rows so far. */
export interface ReportRowsSoFar {
  kind: 'rows'
  rows: number
}
/** The one word that the thread listens to. */
export const CANCEL_WORD = 'cancel'

/** Whoever wants to hear of an export, and may stop it. */
export interface ReportWatch {
  onRows(rows: number): void
  signal: AbortSignal
}

/** Rows die young in an export, and a small young generation keeps the thread small; a larger one is hardly faster. */
const YOUNG_GENERATION_MB = 16

/**
 * Writes All Transactions in a thread of its own, so that neither the writer nor the tabs wait for it. The thread reads the ledger by a connection of its own.
 * Rejects only when the thread itself breaks.
 */
export async function exportTransactionsInThread(
  request: TransactionExport,
  watch?: ReportWatch,
): Promise<WorkbookReply> {
  return workbookOf(await runJob('transactions', request, watch))
}

/** Writes one list in the same way. */
export async function exportListInThread(request: ListExport, watch?: ReportWatch): Promise<WorkbookReply> {
  return workbookOf(await runJob('list', request, watch))
}

/** Writes a receipt as a PDF in the same way. */
export async function writeReceiptInThread(request: ReceiptPaper): Promise<PaperReply> {
  return paperOf(await runJob('receipt', request), 'receipt')
}

/** Writes a student's statement as a PDF in the same way. */
export async function writeStatementInThread(request: StatementPaper): Promise<PaperReply> {
  return paperOf(await runJob('statement', request), 'statement')
}

/** Checks the ledger in a thread of its own. Throws SQLite's error where the file cannot be read at all. */
export async function verifyInThread(ledgerFile: string): Promise<VerifyReport> {
  const reply = await runJob('verify', { ledgerFile })
  if (reply.kind === 'done') return reply.value
  if (reply.kind === 'cancelled') throw new Error('A check of the ledger cannot be cancelled.')
  throw Object.assign(new Error(reply.message), { code: reply.code })
}

function workbookOf(reply: ReportReply<WorkbookReply>): WorkbookReply {
  if (reply.kind === 'done') return reply.value
  if (reply.kind === 'cancelled') {
    const rows = `${reply.rows.toLocaleString('en-US')} ${reply.rows === 1 ? 'row' : 'rows'}`
    return { kind: 'failed', message: `The export was cancelled after ${rows}. Nothing of its file was kept.` }
  }
  return { kind: 'failed', message: unreadable(reply.message, 'workbook') }
}

function paperOf(reply: ReportReply<PaperReply>, thing: string): PaperReply {
  if (reply.kind === 'done') return reply.value
  if (reply.kind === 'cancelled') throw new Error(`A ${thing} cannot be cancelled.`)
  return { kind: 'failed', message: unreadable(reply.message, thing) }
}

function unreadable(why: string, thing: string): string {
  return `The ledger could not be read (${why}), so no ${thing} was written. Try again; if it happens again, check the ledger in Settings, Data, or run "feebridge verify".`
}

async function runJob<Kind extends keyof ReportJobs>(
  kind: Kind,
  request: ReportJobs[Kind]['request'],
  watch?: ReportWatch,
): Promise<ReportReply<ReportJobs[Kind]['reply']>> {
  const worker = new Worker(reportProgram(), {
    workerData: { kind, request },
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  })
  const cancel = () => worker.postMessage(CANCEL_WORD)
  if (watch?.signal.aborted === true) cancel()
  watch?.signal.addEventListener('abort', cancel)
  try {
    return await new Promise((resolve, reject) => {
      worker.on('message', (said: ReportRowsSoFar | ReportReply<ReportJobs[Kind]['reply']>) => {
        if (said.kind === 'rows') watch?.onRows(said.rows)
        else resolve(said)
      })
      worker.once('error', reject)
      worker.once('exit', code => reject(new Error(`The report thread ended with code ${code} and said nothing.`)))
    })
  } finally {
    watch?.signal.removeEventListener('abort', cancel)
    await worker.terminate()
  }
}

/** The thread's program: the bundle, or its source when this module itself runs from source. */
function reportProgram(): string {
  return import.meta.filename.endsWith('.ts')
    ? join(appRoot(), 'main/engine/report-thread.ts')
    : join(appRoot(), 'out/main/report.mjs')
}
