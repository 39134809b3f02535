import { Refusal } from '../../contract/app-error.ts'
import { errorKeys } from '../domain/fee-plan.ts'
import type { Core } from '../engine/core.ts'
import { nowOf } from '../engine/run-context.ts'
import type { FoundImport } from '../ledger/import-fates.ts'
import type { Handlers } from './handlers.ts'

/** The Import Log's actions: reprocess, ignore, un-ignore. */
export const importHandlers: Handlers<'imports.reprocess' | 'imports.ignore' | 'imports.unignore'> = {
  'imports.reprocess': async (core, { ids, cause }, caller) => {
    if ((ids === undefined) === (cause === undefined)) {
      throw new Refusal('bad-request', 'Name either the imports to reprocess, or one cause.', 'ids')
    }
    const seqs =
      ids !== undefined
        ? ids.map(id => importSeq(core, id).seq)
        : core.ledger.imports.byCause('iiq', cause ?? '').map(one => one.seq)
    if (seqs.length === 0)
      throw new Refusal('not-found', `No import in error or ignored has the cause ${cause ?? ''}.`, 'cause')
    const started = core.runner.reprocess(seqs, caller.operator)
    return await started.done
  },
  'imports.ignore': (core, { ids }, caller) => ({ ignored: setAside(core, ids, caller.operator) }),
  'imports.unignore': (core, { ids }, caller) => {
    const { ledger } = core
    const found = ids.map(id => importSeq(core, id))
    const ignored = found.filter(one => one.status === 'Ignored')
    const why = { cause: 'no-longer-ignored', message: 'No longer ignored. The next run looks at it again.' }
    ledger.transact(() => {
      for (const one of ignored) ledger.imports.reopen(one.seq, why)
      ledger.audit.append({
        at: nowOf(core),
        actor: caller.operator,
        action: 'import.unignore',
        subject: null,
        facts: { imports: ignored.length },
      })
    })
    core.changed('imports', 'status')
    return { waiting: ignored.length }
  },
}

function setAside(core: Core, ids: readonly string[], actor: string): number {
  const { ledger } = core
  const found = ids.map(id => importSeq(core, id))
  const settled = found.find(one => one.status === 'Imported')
  if (settled !== undefined)
    throw new Refusal(
      'refused',
      `Import ${settled.id} is already in the ledger; ignoring it would change nothing. Void or waive its fee instead.`,
    )
  const at = nowOf(core)
  ledger.transact(() => {
    for (const one of found) {
      ledger.imports.dismiss(one.seq, 'ignored-by-clerk', `Ignored by ${actor}.`, null)
      ledger.errors.close(errorKeys.import('iiq', one.feed, one.externalKey), 'ignored', at, actor)
    }
    ledger.audit.append({ at, actor, action: 'import.ignore', subject: null, facts: { imports: found.length } })
  })
  core.changed('imports', 'errors', 'status')
  return found.length
}

function importSeq(core: Core, id: string): FoundImport {
  const found = core.ledger.imports.byId(id)
  if (found === null) throw new Refusal('not-found', `There is no import ${id}.`, 'ids')
  return found
}
