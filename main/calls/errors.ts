import { Refusal } from '../../contract/app-error.ts'
import type { SyncErrorRow } from '../../contract/rows/sync-error.ts'
import { type HandlerCaller, requireAlso } from '../engine/access.ts'
import { answerConflict } from '../engine/answer.ts'
import type { Core } from '../engine/core.ts'
import { requireHere } from '../engine/office.ts'
import { deliveryKey } from '../engine/push-settle.ts'
import { nowOf } from '../engine/run-context.ts'
import type { FoundError } from '../ledger/sync-errors.ts'
import { readSyncErrors } from '../ledger/views/errors.ts'
import type { Handlers } from './handlers.ts'

/** The Errors tab's actions: retry, ignore, and the answer to a question. */
export const errorHandlers: Handlers<'errors.retry' | 'errors.ignore' | 'errors.answer'> = {
  'errors.retry': async (core, { id }, caller) => {
    const error = findHere(core, id, caller)
    refuseOpenTransfer(core, error)
    if (error.importSeq !== null) return await core.runner.reprocess([error.importSeq], caller.operator).done
    requireAlso(caller, 'runs.start')
    return await core.runner.start({ task: 'iiq-sync', trigger: 'clerk', actor: caller.operator }).done
  },
  'errors.ignore': (core, { id }, caller) => {
    const error = findHere(core, id, caller)
    if (error.state !== 'open') throw new Refusal('refused', `This error is ${error.state} already.`)
    refuseOpenTransfer(core, error)
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
    const error = findHere(core, id, caller)
    if (error.state !== 'open') throw new Refusal('refused', `This error is ${error.state} already.`)
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

/** The error; refused where the operator may not act at the location of its fee. */
function findHere(core: Core, id: string, { grant }: HandlerCaller): FoundError {
  const found = findError(core, id)
  if (found.feeSeq !== null)
    requireHere({ core, grant }, null, core.ledger.fees.bySeq(found.feeSeq)?.locationSeq ?? null)
  return found
}

/** A transfer that is not settled holds up what comes after it on its fee: it is decided about itself, not its error. */
function refuseOpenTransfer(core: Core, { key }: FoundError): void {
  const transfer = core.ledger.outbox.byId(key.startsWith(deliveryKey('')) ? key.slice(deliveryKey('').length) : '')
  if (transfer === null || transfer.state !== 'failed') return
  throw new Refusal(
    'refused',
    `This is about a transfer that failed. Say what becomes of that one: retry, mark as sent, or do not send it (feebridge outbox retry|done|ignore ${transfer.id}).`,
  )
}

function errorRow(core: Core, id: string): SyncErrorRow {
  const [row] = readSyncErrors(core.ledger.db, [findError(core, id).seq])
  if (row === undefined) throw new Refusal('not-found', `There is no sync error ${id}.`, 'id')
  return row
}
