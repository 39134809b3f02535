import { IMPORT_STATUSES, type ImportStatus } from '../../contract/rows/import.ts'
import { outcomeOf } from '../domain/outcome.ts'
import { noAbsences } from './absences.ts'
import { pullAssets } from './assets.ts'
import { caseOf } from './pending-cases.ts'
import { groupByFee, type PlanBasis } from './plan.ts'
import { pullFeeds } from './pull.ts'
import { recordWork } from './record.ts'
import { openBook, recordReferences } from './references.ts'
import { type RunEnd, sourceReasons } from './run.ts'
import { type RunContext, todayOf } from './run-context.ts'

/**
 * Tries single imports again: reference lists are read anew where the line allows it, then only the named imports and the payments that wait for their fees are decided.
 * Takes nothing away: no pull of fees was made.
 */
export async function reprocessImports(context: RunContext, seqs: readonly number[]): Promise<RunEnd> {
  const { ledger } = context
  const asked = ledger.transact(() =>
    seqs.flatMap(seq => {
      const found = ledger.imports.bySeq(seq)
      if (found === null || !ledger.imports.reopen(seq)) return []
      return [found]
    }),
  )
  const moved = sourceReasons(context, ledger.runs.lastRecorded(context.task))
  const pulls = moved.length > 0 ? [] : await pullFeeds(context, ['locations', 'categories', 'item-types', 'users'])
  recordReferences(context, pulls)
  if (moved.length === 0) {
    await pullAssets(
      context,
      undefined,
      asked.filter(one => one.kind === 'fee').map(one => one.seq),
    )
    recordReferences(context, [])
  }
  const lines = asked.filter(one => one.feed === 'line-items')
  const subjects = new Set(lines.flatMap(one => (one.subjectKey === null ? [] : [one.subjectKey])))
  const cases = [
    ...groupByFee(lines.filter(one => one.subjectKey === null)),
    ...[...subjects].map(key => caseOf(ledger, key)),
  ]
  const basis: PlanBasis = {
    book: openBook(context, new Set()),
    absences: noAbsences(),
    mayRemove: false,
    today: todayOf(context),
  }
  await recordWork(context, basis, { touching: () => cases, batches: () => [cases], total: cases.length }, new Map())
  context.counts.errors += ledger.errors.countOpenedBy(context.runSeq)
  context.counts.unprocessed = ledger.imports.countWaiting('iiq')
  const outcome = outcomeOf({
    counts: context.counts,
    failed: false,
    cancelled: context.signal.aborted,
    waits: false,
    complete: true,
  })
  const failure = pulls.find(pull => pull.failure !== null)?.failure
  const stale = failure == null ? '' : ` Reference lists could not be read anew: ${failure.message}`
  const fates = asked.flatMap(({ seq }) => ledger.imports.statusOf(seq) ?? [])
  return { outcome, message: `${sayReprocessed(fates)}${stale}`, brake: [], facts: {} }
}

/** What became of the imports that were tried again, each counted once: `41 imports were tried again: 38 imported, 3 still in error.` */
function sayReprocessed(fates: readonly ImportStatus[]): string {
  if (fates.length === 0) return 'Nothing to do: what was named is in the ledger already.'
  const words: Record<ImportStatus, string> = {
    Imported: 'imported',
    Error: 'still in error',
    Unprocessed: 'still waiting',
    Ignored: 'ignored',
  }
  const counted = IMPORT_STATUSES.map(status => ({ status, count: fates.filter(fate => fate === status).length }))
  const told = counted.filter(({ count }) => count > 0).map(({ status, count }) => `${count} ${words[status]}`)
  return `${fates.length} ${fates.length === 1 ? 'import was' : 'imports were'} tried again: ${told.join(', ')}.`
}
