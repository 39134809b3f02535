import { Refusal } from '../../contract/app-error.ts'
import { verifyInThread } from '../engine/report-thread-client.ts'
import { nowOf } from '../engine/run-context.ts'
import { backUpLedger, listBackups, trimBackups } from '../ledger/backup.ts'
import { newestEntrySeq } from '../ledger/views/transactions.ts'
import type { Handlers } from './handlers.ts'

/** The ledger as a whole: verify, backup. Each backup is an audit row (F1). */
export const ledgerHandlers: Handlers<'ledger.verify' | 'ledger.backup' | 'ledger.backups'> = {
  'ledger.verify': core => verifyInThread(core.ledger.file),
  'ledger.backups': core => ({ items: listBackups(core.folder.backups) }),
  'ledger.backup': async (core, request, caller) => {
    // A window never names a place to write to.
    const outDir = caller.host === 'terminal' ? request.outDir : undefined
    const { ledger, folder } = core
    const target = outDir ?? folder.backups
    const newestBefore = newestEntrySeq(ledger.db)
    const result = await backUpLedger(ledger.db, target, nowOf(core))
    if (result.kind === 'failed') throw new Refusal('failed', result.message)
    // Only a backup in its own place lets the journal begin anew: a copy elsewhere may be carried away.
    if (outDir === undefined) {
      core.journal.rotate()
      trimBackups(folder.backups)
    }
    ledger.transact(() => {
      if (outDir === undefined) ledger.settings.setMeta('backed-up-entries', String(newestBefore))
      ledger.audit.append({
        at: nowOf(core),
        actor: caller.operator,
        action: 'ledger.backup',
        subject: result.file,
        facts: { bytes: result.bytes },
      })
    })
    return { file: result.file, bytes: result.bytes }
  },
}
