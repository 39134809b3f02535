import { Refusal } from '../../contract/app-error.ts'
import type { SyncErrorRow } from '../../contract/rows/sync-error.ts'
import { answerConflict } from '../engine/answer.ts'
import type { Core } from '../engine/core.ts'
import { nowOf } from '../engine/run-context.ts'
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
    answerConflict(core, { importSeq: error.importSeq, feeSeq: error.feeSeq, key: error.key }, answer, caller.operator)
    core.changed('errors', 'imports', 'fees', 'status')
    return errorRow(core, id)
  },
}

interface FoundError {
  key: string
  cause: string
  state: string
  importSeq: number | null
  feeSeq: number | null
}

function findError(core: Core, id: string): FoundError {
  const found = core.ledger.db
    .prepare<[string], FoundError>(
      'SELECT key, cause, state, import_seq AS importSeq, fee_seq AS feeSeq FROM sync_errors WHERE id = ?',
    )
    .get(id)
  if (found === undefined) throw new Refusal('not-found', `There is no sync error ${id}.`, 'id')
  return found
}

function errorRow(core: Core, id: string): SyncErrorRow {
  const row = core.ledger.db
    .prepare<[string], Omit<SyncErrorRow, 'actions'> & { actions: string }>(
      `SELECT e.id, e.system, e.task, e.cause, e.message, e.remedy, e.actions, e.state, f.id AS feeId, i.id AS importId, r.id AS runId, e.opened_at AS openedAt,
        e.closed_at AS closedAt, e.closed_by AS closedBy FROM sync_errors e LEFT JOIN fees f ON f.seq = e.fee_seq LEFT JOIN imports i ON i.seq = e.import_seq
        LEFT JOIN runs r ON r.seq = e.run_seq WHERE e.id = ?`,
    )
    .get(id)
  if (row === undefined) throw new Refusal('not-found', `There is no sync error ${id}.`, 'id')
  return { ...row, actions: JSON.parse(row.actions) }
}
