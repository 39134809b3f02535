import { Refusal } from '../../contract/app-error.ts'
import type { SyncErrorRow } from '../../contract/rows/sync-error.ts'
import { answerConflict } from '../engine/answer.ts'
import type { Core } from '../engine/core.ts'
import { requireHere } from '../engine/office.ts'
import { nowOf } from '../engine/run-context.ts'
import type { FoundError } from '../ledger/sync-errors.ts'
import { readSyncErrors } from '../ledger/views/errors.ts'
import type { Handlers } from './handlers.ts'

/** The Errors tab's actions: retry, ignore, and the answer to a question. */
export const errorHandlers: Handlers<'errors.retry' | 'errors.ignore' | 'errors.answer'> = {
  'errors.retry': async (core, { id }, caller) => {
    const error = findError(core, id)
    const started =
      error.importSeq === null
        ? core.runner.start({ task: 'iiq-sync', trigger: 'clerk', actor: caller.operator })
        : core.runner.reprocess([error.importSeq], caller.operator)
    return await started.done
  },
  'errors.ignore': (core, { id }, caller) => {
    const error = findError(core, id)
    if (error.state !== 'open') throw new Refusal('refused', `This error is ${error.state} already.`)
    const { ledger } = core
    const at = nowOf(core)
    ledger.transact(() => {
      ledger.errors.close(error.key, 'ignored', at, caller.operator)
      if (error.importSeq !== null)
        ledger.imports.dismiss(error.importSeq, 'ignored-by-clerk', `Ignored by ${caller.operator}.`, null)
      ledger.audit.append({
        at,
        actor: caller.operator,
        action: 'error.ignore',
        subject: id,
        facts: { cause: error.cause },
      })
    })
    core.changed('errors', 'imports', 'status')
    return errorRow(core, id)
  },
  'errors.answer': (core, { id, answer }, caller) => {
    const error = findError(core, id)
    if (error.state !== 'open') throw new Refusal('refused', `This error is ${error.state} already.`)
    const fee = error.feeSeq === null ? null : core.ledger.fees.bySeq(error.feeSeq)
    requireHere({ core, grant: caller.grant }, null, fee?.locationSeq ?? null)
    answerConflict(core, { importSeq: error.importSeq, feeSeq: error.feeSeq, key: error.key }, answer, caller.operator)
    core.changed('errors', 'imports', 'fees', 'status')
    return errorRow(core, id)
  },
}

function findError(core: Core, id: string): FoundError {
  const found = core.ledger.errors.byId(id)
  if (found === null) throw new Refusal('not-found', `There is no sync error ${id}.`, 'id')
  return found
}

function errorRow(core: Core, id: string): SyncErrorRow {
  const [row] = readSyncErrors(core.ledger.db, [findError(core, id).seq])
  if (row === undefined) throw new Refusal('not-found', `There is no sync error ${id}.`, 'id')
  return row
}
