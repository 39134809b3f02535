import { formatMoney } from '../../contract/money.ts'
import { errorKeys, type PlannedError } from '../domain/fee-plan.ts'
import { waiveRulesApply } from '../domain/scope.ts'
import type { SystemFailure } from '../domain/system.ts'
import type { Absences } from './absences.ts'
import type { FeedPull } from './pull.ts'
import { errorContext } from './references.ts'
import { nowOf, type RunContext } from './run-context.ts'

/** Sync errors about a pull itself: one for the line (key, connection), one for each list that did not come whole. They are said again by every run. */
export function raisePullErrors(context: RunContext, pulls: readonly FeedPull[], failure: SystemFailure | null): void {
  const raise = (error: Pick<PlannedError, 'key' | 'cause' | 'message' | 'remedy'>, page: boolean) =>
    context.ledger.errors.raise(
      {
        ...error,
        actions: [
          { kind: 'run-again', task: context.task },
          ...(page ? [{ kind: 'open-settings' as const, page: 'iiq' }] : []),
          { kind: 'ignore' },
        ],
        importSeq: null,
        again: true,
      },
      errorContext(context, null),
    )
  if (failure !== null) {
    raise(
      {
        key: errorKeys.pull(context.task),
        cause: failure.cause,
        message: failure.message,
        remedy:
          failure.cause === 'credentials' || failure.cause === 'not-permitted'
            ? 'Check the credentials in Settings, Incident IQ, and what its account may do there.'
            : 'Nothing is lost: the next run reads everything again. If it stays, check the address in Settings and the network.',
      },
      true,
    )
  }
  for (const pull of pulls) {
    const key = errorKeys.feed('iiq', pull.feed)
    if (pull.complete) {
      context.ledger.errors.close(key, 'resolved', nowOf(context), 'Incident IQ')
      continue
    }
    if (pull.failure !== null && pull.failure === failure) continue
    raise(
      {
        key,
        cause: 'incomplete-pull',
        message: `Incident IQ's list of ${pull.feed} did not come whole: ${pull.reason ?? 'it broke off.'} Good rows are entered; nothing was waived or removed.`,
        remedy: 'The next run reads the list again. If it stays, ask Incident IQ why the list does not add up.',
      },
      false,
    )
  }
}

/** A complete pull makes good what earlier ones said. */
export function closePullErrors(context: RunContext): void {
  const { ledger } = context
  const keys = [
    errorKeys.pull(context.task),
    ...['locations', 'categories', 'item-types', 'users', 'line-items'].map(feed => errorKeys.feed('iiq', feed)),
  ]
  for (const key of keys) ledger.errors.close(key, 'resolved', nowOf(context), 'Incident IQ')
}

/** Imports in error or waiting whose record is no longer there: nothing is left to mend. */
export function closeAbsentImports(context: RunContext, absences: Absences): void {
  const { ledger, runSeq, counts } = context
  for (const { seq, key, cause } of absences.imports) {
    const message =
      cause === 'before-cut-off'
        ? `It was created before the cut-off of ${context.scope.createdSince}.`
        : 'It is no longer in Incident IQ.'
    const dismissed = ledger.imports.dismiss(seq, cause, message, runSeq)
    if (!dismissed) continue
    counts.ignored += 1
    ledger.errors.close(errorKeys.import('iiq', 'line-items', key), 'resolved', nowOf(context), 'Incident IQ')
  }
}

/** W3 with the rule off: fees that are missing there and still owed here change nothing, and one sync error says so. */
export function sayMissing(context: RunContext): void {
  const { ledger, scope } = context
  const key = errorKeys.missing('iiq')
  const owed = scope.waiveMissing ? [] : ledger.fees.missingUnwaived('iiq').filter(fee => waiveRulesApply(fee, scope))
  if (owed.length === 0) {
    ledger.errors.close(key, 'resolved', nowOf(context), 'Incident IQ')
    return
  }
  const cents = owed.reduce((sum, fee) => sum + fee.balanceCents, 0)
  const named = owed.slice(0, 5).map(fee => `${fee.name} (${fee.externalId}, ${formatMoney(fee.balanceCents)})`)
  const rest = owed.length > named.length ? ` and ${owed.length - named.length} more` : ''
  ledger.errors.raise(
    {
      key,
      cause: 'missing-there',
      message: `${owed.length} ${owed.length === 1 ? 'fee is' : 'fees are'} no longer in Incident IQ and still owed here, ${formatMoney(cents)} in all: ${named.join(', ')}${rest}.`,
      remedy:
        'Waive or void them here, restore them in Incident IQ, or switch on "Waive fees that do not exist in Incident IQ" in Settings.',
      actions: [{ kind: 'open-settings', page: 'iiq' }, { kind: 'ignore' }],
      importSeq: null,
      again: false,
    },
    errorContext(context, null),
  )
}
