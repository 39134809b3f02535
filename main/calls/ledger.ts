import { Refusal } from '../../contract/app-error.ts'
import { exportTransactionsInThread } from '../engine/report-thread-client.ts'
import { nowOf } from '../engine/run-context.ts'
import { readDistrict, timeZoneOf } from '../engine/settings-store.ts'
import { backUpLedger, trimBackups } from '../ledger/backup.ts'
import { verifyLedger } from '../ledger/verify.ts'
import type { Handlers } from './handlers.ts'

/** The ledger as a whole: export, verify, backup. Each export and backup is an audit row (F1). */
export const ledgerHandlers: Handlers<'reports.transactions' | 'ledger.verify' | 'ledger.backup'> = {
  'reports.transactions': async (core, { outFile }, caller) => {
    const { ledger } = core
    const facts = { district: readDistrict(ledger)?.name ?? '', timeZone: timeZoneOf(ledger), generatedAt: nowOf(core) }
    const written = await exportTransactionsInThread({ ledgerFile: ledger.file, outFile, facts })
    if (written.kind === 'failed') throw new Refusal('failed', written.message, 'outFile')
    ledger.transact(() =>
      ledger.audit.append({
        at: nowOf(core),
        actor: caller.operator,
        action: 'report.transactions',
        subject: outFile,
        facts: { rows: written.rows },
      }),
    )
    return { file: outFile, rows: written.rows, bytes: written.bytes }
  },
  'ledger.verify': core => verifyLedger(core.ledger.db),
  'ledger.backup': async (core, { outDir }, caller) => {
    const { ledger, folder } = core
    const target = outDir ?? folder.backups
    const result = await backUpLedger(ledger.db, target, nowOf(core))
    if (result.kind === 'failed') throw new Refusal('failed', result.message)
    // Only a backup in its own place lets the journal begin anew: a copy elsewhere may be carried away.
    if (outDir === undefined) {
      core.journal.rotate()
      trimBackups(folder.backups)
    }
    ledger.transact(() =>
      ledger.audit.append({
        at: nowOf(core),
        actor: caller.operator,
        action: 'ledger.backup',
        subject: result.file,
        facts: { bytes: result.bytes },
      }),
    )
    return { file: result.file, bytes: result.bytes }
  },
}
