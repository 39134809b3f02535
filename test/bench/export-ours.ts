import { join } from 'node:path'
import { exportTransactionsInThread } from '../../main/engine/report-thread-client.ts'
import { LEDGER_NAME } from './export.ts'
import { runSide } from './side.ts'

/** Everything is under the clock: the start of the thread, loading exceljs in it, reading the ledger, writing, syncing and renaming the file. */
await runSide(async ({ dir }) => async () => {
  const reply = await exportTransactionsInThread({
    ledgerFile: join(dir, LEDGER_NAME),
    outFile: join(dir, 'ours.xlsx'),
    facts: { district: 'Practice district', timeZone: 'America/New_York', generatedAt: new Date().toISOString() },
  })
  return reply.kind === 'written' ? { rows: reply.rows } : { rows: 0, faults: [reply.message] }
})
