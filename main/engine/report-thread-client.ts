import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { WorkbookFacts, WorkbookReply } from '../reports/workbook-file.ts'
import { appRoot } from './link/app-root.ts'

/** What an export needs: paths are absolute. */
export interface TransactionExport {
  ledgerFile: string
  outFile: string
  facts: WorkbookFacts
}

/** Rows die young in an export, and a small young generation keeps the thread small; a larger one is hardly faster. */
const YOUNG_GENERATION_MB = 16

/**
 * Writes All Transactions in a thread of its own, so that neither the writer nor the tabs wait for it. The thread reads the ledger by a connection of its own.
 * Rejects only when the thread itself breaks.
 */
export async function exportTransactionsInThread(request: TransactionExport): Promise<WorkbookReply> {
  const worker = new Worker(reportProgram(), {
    workerData: request,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  })
  try {
    return await new Promise<WorkbookReply>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.once('exit', code => reject(new Error(`The export's thread ended with code ${code} and said nothing.`)))
    })
  } finally {
    await worker.terminate()
  }
}

/** The thread's program: the bundle, or its source when this module itself runs from source. */
function reportProgram(): string {
  return import.meta.filename.endsWith('.ts')
    ? join(appRoot(), 'main/engine/report-thread.ts')
    : join(appRoot(), 'out/main/report.mjs')
}
