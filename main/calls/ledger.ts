import { Refusal } from '../../contract/app-error.ts'
import { verifyInThread } from '../engine/report-thread-client.ts'
import { nowOf } from '../engine/run-context.ts'
import { backUpLedger, listBackups, trimBackups } from '../ledger/backup.ts'
import type { Handlers } from './handlers.ts'

/** The ledger as a whole: verify, backup. Each backup is an audit row (F1). */
export const ledgerHandlers: Handlers<'ledger.verify' | 'ledger.backup' | 'ledger.backups'> = {
  'ledger.verify': core => verifyInThread(core.ledger.file),
  'ledger.backups': core => ({ items: listBackups(core.folder.backups) }),
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
