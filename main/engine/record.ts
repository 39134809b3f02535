import { formatMoney } from '../../contract/money.ts'
import { addEntry, NO_SUMS, type PlannedEntry } from '../domain/entry.ts'
import { errorKeys, type FeePlan } from '../domain/fee-plan.ts'
import type { Work } from './pending-cases.ts'
import { isCovered, type PendingCase, type PlanBasis, type PlannedCase, planCase, type Removals } from './plan.ts'
import { deliveryKey } from './push-settle.ts'
import { errorContext, unreadableError } from './references.ts'
import { nowOf, type PlanContext, type RunContext } from './run-context.ts'
import { readScope } from './settings-store.ts'

/**
 * Step 5: per batch one SQL transaction, in which each fee is planned against the ledger of now and written (B3).
 * `shown` is what the brake let through; a fee that meanwhile would lose more is left for the next run. Null lets everything through (an approval in advance).
 * Cancels between batches.
 */
export async function recordWork(
  context: RunContext,
  basis: PlanBasis,
  work: Work,
  shown: Removals | null,
): Promise<void> {
  let done = 0
  for (const batch of work.batches()) {
    if (context.signal.aborted) return
    context.ledger.transact(() => {
      // Z2: what the clerk selected since the run began counts, or records that its selection let in would stay left out.
      const selecting = { ...context, scope: readScope(context.ledger) ?? context.scope }
      for (const one of batch) recordCase(selecting, basis, one, shown)
    })
    done += batch.reduce((sum, one) => sum + one.movements.length + (one.fee === null ? 0 : 1), 0)
    context.report({ step: 'record', doing: 'Recording fees and payments', done, total: work.total })
    await breathe()
  }
}

/** Lets calls, cancels and progress through between two batches. */
function breathe(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}

function recordCase(context: RunContext, basis: PlanBasis, pendingCase: PendingCase, shown: Removals | null): void {
  const planned = planCase(context, basis, pendingCase)
  for (const one of planned.unreadable) failUnreadable(context, one)
  if (shown !== null && !isCovered(planned, shown)) {
    context.log.info('A fee changed while the run was under way and is left for the next run.', {
      fee: planned.feeSeq ?? 0,
    })
    return
  }
  writePlan(context, planned)
}

function failUnreadable(context: PlanContext, one: PlannedCase['unreadable'][number]): void {
  const { ledger, runSeq, counts } = context
  const { pending, cause, message } = one
  const changed = ledger.imports.decide({
    seq: pending.seq,
    status: 'Error',
    cause,
    message,
    runSeq: runSeq,
  })
  if (!changed) return
  counts.errors += 1
  const key = errorKeys.import('iiq', pending.feed, pending.externalKey)
  ledger.errors.raise(unreadableError(key, cause, message, pending.seq), errorContext(context, null))
}

/** Writes one fee's plan: the fee, its entries and sums, notes, sync errors, and what became of its imports. Runs inside the batch's SQL transaction. */
export function writePlan(context: PlanContext, planned: PlannedCase): void {
  const { plan } = planned
  const feeSeq = writeFee(context, planned)
  if (feeSeq !== null) {
    const at = nowOf(context)
    for (const note of plan.notes) context.ledger.fees.addNote(feeSeq, context.runSeq, at, note)
    if (plan.missing !== null) context.ledger.fees.setMissing(feeSeq, plan.missing ? at : null)
  }
  decideImports(context, plan)
  for (const one of plan.settles) settleByMark(context, feeSeq, one)
  for (const key of plan.resolves) context.ledger.errors.close(key, 'resolved', nowOf(context), 'Incident IQ')
  for (const error of plan.errors) context.ledger.errors.raise(error, errorContext(context, feeSeq))
  countPlan(context, plan)
}

/** What came back under our mark is delivered, whatever was known of it (I4), also what was refused once, and its error is resolved. What waits for it is weighed when the run ends. */
function settleByMark(context: PlanContext, feeSeq: number | null, back: FeePlan['settles'][number]): void {
  const { outbox, errors } = context.ledger
  if (outbox.settle(back.deliveryId, back.externalId, nowOf(context)))
    errors.close(deliveryKey(back.deliveryId), 'resolved', nowOf(context), 'Incident IQ')
  else if (!back.isDeleted) checkSurplus(context, feeSeq, back)
}

/** A row under our mark beside the one that is known to be ours, or of a delivery that was taken back, is money that the ledger does not have. */
function checkSurplus(context: PlanContext, feeSeq: number | null, back: FeePlan['settles'][number]): void {
  const { outbox, errors, imports } = context.ledger
  const delivery = outbox.byId(back.deliveryId)
  if (delivery === null) throw new Error('A delivery that is known has gone.')
  const { state, externalId } = delivery
  const knownKey = externalId?.toLowerCase() ?? ''
  const isAnother =
    state === 'delivered' &&
    knownKey !== back.externalId.toLowerCase() &&
    imports.head('iiq', 'line-items', knownKey) !== null
  if (!isAnother && state !== 'cancelled') return
  const what = `A ${delivery.kind} of ${formatMoney(Math.abs(delivery.amountCents))}`
  errors.raise(
    {
      key: deliveryKey(delivery.id),
      cause: 'delivery-doubled',
      message: isAnother
        ? `${what} is in Incident IQ twice (${externalId}, ${back.externalId}).`
        : `${what} was taken back here and is in Incident IQ all the same (${back.externalId}).`,
      remedy: 'Remove the surplus in Incident IQ, then close this error.',
      actions: [{ kind: 'ignore' }],
      importSeq: null,
      again: true,
    },
    errorContext(context, feeSeq),
  )
}

/** Gives the fee's number; null when the plan is about no fee. */
function writeFee(context: PlanContext, planned: PlannedCase): number | null {
  const { ledger, runSeq } = context
  const { plan } = planned
  const here = plan.entries.filter(entry => entry.onFeeSeq === null)
  const entryContext = { runSeq: runSeq, operator: context.operator, recordedAt: nowOf(context) }
  let feeSeq = planned.feeSeq
  if (plan.newFee !== null) {
    const sums = here.reduce(addEntry, NO_SUMS)
    feeSeq = ledger.fees.add(plan.newFee, sums)
  } else if (feeSeq !== null) {
    if (plan.revives) ledger.undo.revive(feeSeq)
    if (plan.columns !== null) ledger.fees.overwrite(feeSeq, plan.columns, importOf(plan))
    if (plan.forgetsDue) ledger.fees.keepOurs(feeSeq, null)
    if (here.length > 0) moveSums(context, feeSeq, here)
  }
  // A payment that moved here from another fee is voided there first, in the order of the plan.
  for (const entry of plan.entries) {
    const target = entry.onFeeSeq ?? feeSeq
    if (target === null) throw new Error('An entry was planned for no fee.')
    if (entry.onFeeSeq !== null) moveSums(context, entry.onFeeSeq, [entry])
    ledger.entries.append(target, entry, entryContext)
  }
  return feeSeq
}

function moveSums(context: PlanContext, feeSeq: number, entries: readonly PlannedEntry[]): void {
  const fee = context.ledger.fees.bySeq(feeSeq)
  if (fee === null) throw new Error(`Fee ${feeSeq} is not in the ledger.`)
  context.ledger.fees.setSums(feeSeq, entries.reduce(addEntry, fee.sums))
}

/** The import whose values an overwritten fee now shows. */
function importOf(plan: FeePlan): number {
  const [own] = plan.decisions
  if (own === undefined) throw new Error('Columns are only overwritten by an import.')
  return own.importSeq
}

function decideImports(context: PlanContext, plan: FeePlan): void {
  const { ledger, runSeq, counts } = context
  for (const decision of plan.decisions) {
    const changed = ledger.imports.decide({
      seq: decision.importSeq,
      status: decision.status,
      cause: decision.cause,
      message: decision.message,
      runSeq: runSeq,
    })
    if (!changed) continue
    if (decision.status === 'Error') counts.errors += 1
    else if (decision.status === 'Ignored') counts.ignored += 1
  }
}

/** Counts what was written, item by item; the run's outcome is computed from it. */
function countPlan(context: PlanContext, plan: FeePlan): void {
  const { counts } = context
  if (plan.newFee !== null) counts.added += 1
  else if (plan.decisions.some(one => one.cause === 'changed')) counts.changed += 1
  counts.unchanged += plan.decisions.filter(one => one.cause === 'nothing-new').length
  for (const entry of plan.entries) {
    if (entry.externalKey !== null) counts.payments += 1
    if (entry.kind === 'void') counts.voided += 1
  }
  if (plan.entries.some(entry => entry.kind === 'waiver' && entry.rule !== null)) counts.waived += 1
}
