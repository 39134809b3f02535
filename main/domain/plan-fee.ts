import { assertNever } from '../../contract/assert-never.ts'
import { formatMoney } from '../../contract/money.ts'
import type { SyncErrorAction } from '../../contract/rows/sync-error.ts'
import { addEntry, type FeeSums, NO_SUMS, type PlannedEntry } from './entry.ts'
import { ENTERED, emptyPlan, errorKeys, type FeeCase, type FeePlan, type LedgerFee } from './fee-plan.ts'
import { questionsAfter } from './office.ts'
import { columnsOf, findConflict, planChange } from './plan-change.ts'
import { planMovement, voidOf, WAITS_FOR_WHOLE } from './plan-movement.ts'
import { questionError, questionKey } from './questions.ts'
import type { ResolvedFee, Unresolved } from './resolve-fee.ts'
import { type IiqScope, waiveRulesApply } from './scope.ts'
import type { SourceFee } from './source-record.ts'

/**
 * Plans one fee from Incident IQ: pure, and the only place where what came in and what the ledger has meet.
 * Order (W2): the fee and its amount, then the payments and adjustments that Incident IQ lists, then what is left to waive, then the comparison of amounts due.
 */
export function planFee(feeCase: FeeCase, scope: IiqScope): FeePlan {
  const plan = emptyPlan()
  const { fee, pending } = feeCase
  const target = pending === null ? noRecord() : planRecord(feeCase, scope, plan)
  if (fee === null && plan.newFee === null) {
    for (const movement of feeCase.movements) orphan(movement.importSeq, target.unresolved ?? feeCase.leftOut, plan)
    return plan
  }
  const isGone = feeCase.isGone || target.deleted
  const gone = feeCase.mayRemove && !isGone ? feeCase.gone : []
  // One that changed while the list was read, and then went, is voided once.
  const goneEntries = new Set(gone.map(live => live.entrySeq))
  for (const movement of feeCase.movements) {
    if (movement.live !== null && goneEntries.has(movement.live.entrySeq)) continue
    planMovement(movement, { fee, mayRemove: feeCase.mayRemove }, plan)
  }
  for (const live of gone) {
    plan.entries.push(voidOf(live, fee, plan, 'No longer in Incident IQ'))
    plan.decisions.push({
      importSeq: live.importSeq,
      status: 'Ignored',
      cause: GONE_THERE,
      message: 'It is no longer in Incident IQ: its entry is voided.',
    })
  }
  if (fee !== null && feeCase.isBack && !isGone) {
    plan.missing = false
    takeBack('missing-there', 'The fee is back in Incident IQ', feeCase, plan)
  }
  if (isGone) planGone(feeCase, scope, plan)
  else compareDue(feeCase, scope, plan)
  const student = pending?.resolution.kind === 'resolved' ? pending.resolution.refs.person.name : 'nobody'
  askAboutBalance(fee, student, plan)
  return plan
}

/** M6 and M7: what the fee asks of the clerk after its sums moved, and what that answers. */
function askAboutBalance(fee: LedgerFee | null, student: string, plan: FeePlan): void {
  const here = plan.entries.filter(entry => entry.onFeeSeq === null)
  const externalKey = fee?.externalKey ?? plan.newFee?.externalKey
  if (here.length === 0 || externalKey === undefined) return
  const after = sumsAfter(fee, plan)
  const questions = questionsAfter(fee?.sums ?? NO_SUMS, after, here)
  const name = `${plan.newFee?.name ?? fee?.name ?? ''} of ${fee?.studentLabel ?? student}`
  for (const question of questions.close) plan.resolves.push(questionKey(question, 'iiq', externalKey))
  // A fee that arrives with its history asks nothing about what was given back long ago.
  for (const question of questions.raise.filter(one => fee !== null || one !== 'reopened'))
    plan.errors.push(questionError(question, { key: questionKey(question, 'iiq', externalKey), name }, after))
}

/** Cause of an import whose record is no longer there; when it is listed again, it is decided anew. */
export const GONE_THERE = 'gone-there'

/** What the fee's own record did: nothing, or a reason why it made no fee, or "deleted there". */
interface RecordEffect {
  unresolved: Unresolved | null
  deleted: boolean
}

function noRecord(): RecordEffect {
  return { unresolved: null, deleted: false }
}

function planRecord(feeCase: FeeCase, scope: IiqScope, plan: FeePlan): RecordEffect {
  const { fee, pending } = feeCase
  if (pending === null) return noRecord()
  const { importSeq, source, resolution } = pending
  const key = errorKeys.import('iiq', 'line-items', source.key)
  if (source.isDeleted) {
    plan.resolves.push(key)
    if (fee !== null && !feeCase.mayRemove) {
      plan.decisions.push({ importSeq, status: 'Unprocessed', ...WAITS_FOR_WHOLE })
      return noRecord()
    }
    const known = fee !== null
    plan.decisions.push({
      importSeq,
      status: known ? 'Imported' : 'Ignored',
      cause: 'deleted-there',
      message: 'It is deleted in Incident IQ.',
    })
    return { unresolved: known ? null : deletedThere, deleted: known }
  }
  switch (resolution.kind) {
    case 'resolved':
      return applyRecord(feeCase, resolution, scope, plan)
    case 'waits':
      plan.decisions.push({ importSeq, status: 'Unprocessed', cause: resolution.cause, message: resolution.message })
      return { unresolved: resolution, deleted: false }
    case 'out-of-scope':
      plan.resolves.push(key)
      plan.decisions.push({ importSeq, status: 'Ignored', cause: resolution.cause, message: resolution.message })
      return { unresolved: resolution, deleted: false }
    case 'unmatched':
      failImport(feeCase, resolution, plan)
      return { unresolved: resolution, deleted: false }
    default:
      return assertNever(resolution)
  }
}

function applyRecord(
  feeCase: FeeCase,
  resolution: { refs: ResolvedFee; outOfScope: Unresolved | null },
  scope: IiqScope,
  plan: FeePlan,
): RecordEffect {
  const { fee, pending } = feeCase
  if (pending === null) return noRecord()
  const { importSeq, source } = pending
  const { refs, outOfScope } = resolution
  const columns = columnsOf(source, refs, scope.overdueDays)
  if (fee !== null) {
    const conflict = feeCase.accepts ? null : findConflict(fee, source, refs)
    if (conflict !== null) {
      failImport(feeCase, { kind: 'unmatched', ...conflict }, plan)
      return noRecord()
    }
    planChange({ fee, importSeq, source, columns, refs, today: feeCase.today }, plan)
    return noRecord()
  }
  plan.resolves.push(errorKeys.import('iiq', 'line-items', source.key))
  if (outOfScope !== null) {
    plan.decisions.push({ importSeq, status: 'Ignored', cause: outOfScope.cause, message: outOfScope.message })
    return { unresolved: outOfScope, deleted: false }
  }
  plan.newFee = {
    ...columns,
    externalId: source.externalId,
    externalKey: source.key,
    importSeq,
    createdOn: refs.createdOn,
    sourceCreatedAt: source.createdAt,
  }
  plan.entries.push(chargeOf(source, importSeq, refs))
  plan.decisions.push({ importSeq, status: 'Imported', cause: 'entered', message: ENTERED })
  return noRecord()
}

function chargeOf(source: SourceFee, importSeq: number, refs: ResolvedFee): PlannedEntry {
  return {
    kind: 'charge',
    amountCents: source.amountCents,
    system: 'iiq',
    externalId: source.externalId,
    externalKey: null,
    importSeq,
    rule: null,
    reason: null,
    voids: null,
    onFeeSeq: null,
    occurredOn: refs.createdOn,
  }
}

function failImport(feeCase: FeeCase, reason: Unresolved, plan: FeePlan): void {
  const { fee, pending } = feeCase
  if (pending === null) return
  const { importSeq, source } = pending
  plan.decisions.push({ importSeq, status: 'Error', cause: reason.cause, message: reason.message })
  const isQuestion = fee !== null && (reason.cause === 'amount-changed' || reason.cause === 'student-changed')
  plan.errors.push({
    key: errorKeys.import('iiq', 'line-items', source.key),
    cause: reason.cause,
    message: `Fee ${source.name} (Sku ${source.sku}, ${formatMoney(source.amountCents)}): ${reason.message}`,
    remedy: reason.remedy,
    actions: isQuestion
      ? [{ kind: 'accept-change', feeId: '' }, { kind: 'keep-ours', feeId: '' }, { kind: 'ignore' }]
      : [...choiceOf(reason), { kind: 'reprocess', importId: '' }, { kind: 'ignore' }],
    importSeq,
    again: false,
  })
}

/** The way out of a School Id that nobody carries exactly, or several do: the clerk says who is meant (I2). */
function choiceOf({ chooseFor }: Unresolved): SyncErrorAction[] {
  return chooseFor === undefined ? [] : [{ kind: 'choose-person', schoolId: chooseFor }]
}

const deletedThere: Unresolved = {
  kind: 'out-of-scope',
  cause: 'deleted-there',
  message: 'It is deleted in Incident IQ.',
  remedy: '',
}

/** A payment or adjustment whose fee is not here waits and is tried again; one whose fee is out of scope is left, and says so (I5). */
function orphan(importSeq: number, unresolved: Unresolved | null, plan: FeePlan): void {
  if (unresolved?.kind === 'out-of-scope') {
    plan.decisions.push({
      importSeq,
      status: 'Ignored',
      cause: 'fee-out-of-scope',
      message: `Its fee is not imported: ${unresolved.message}`,
    })
    return
  }
  plan.decisions.push({
    importSeq,
    status: 'Unprocessed',
    cause: 'waiting-for-fee',
    message: 'Its fee is not in the ledger yet; it is tried again by itself when the fee comes.',
  })
}

/** The sums as they will stand once the plan's entries on this fee are written. */
function sumsAfter(fee: LedgerFee | null, plan: FeePlan): FeeSums {
  return plan.entries.reduce(
    (sums, entry) => (entry.onFeeSeq === null ? addEntry(sums, entry) : sums),
    fee?.sums ?? NO_SUMS,
  )
}

/** Voids the live waivers of one rule: they were ours, and their reason is gone (W4). */
function takeBack(rule: 'zero-there' | 'missing-there', reason: string, feeCase: FeeCase, plan: FeePlan): void {
  for (const waiver of feeCase.autoWaivers) {
    if (waiver.rule !== rule) continue
    plan.entries.push({
      kind: 'void',
      amountCents: -waiver.amountCents,
      system: 'feebridge',
      externalId: null,
      externalKey: null,
      importSeq: null,
      rule,
      reason,
      voids: { seq: waiver.entrySeq, kind: 'waiver', externalKey: null },
      onFeeSeq: null,
      occurredOn: feeCase.today,
    })
  }
}

/** W3: of a fee that is missing there the rest is waived, payments stay; with the rule off nothing changes and it is said. */
function planGone(feeCase: FeeCase, scope: IiqScope, plan: FeePlan): void {
  const { fee } = feeCase
  if (fee === null || !feeCase.mayRemove) return
  plan.missing = true
  plan.resolves.push(errorKeys.amountDue('iiq', fee.externalKey))
  const { balanceCents } = sumsAfter(fee, plan)
  if (balanceCents <= 0 || !waiveRulesApply(fee, scope)) return
  const undoneAt = fee.sourceMissingAt === null ? null : feeCase.undoneAt('missing-there')
  if (undoneAt !== null && undoneAt > (fee.sourceMissingAt ?? '')) return
  if (!scope.waiveMissing) {
    plan.missingUnwaived = true
    return
  }
  plan.entries.push(waiverOf(balanceCents, 'missing-there', 'No longer in Incident IQ', feeCase.today))
  plan.removals.push({
    what: 'waive-missing',
    amountCents: -balanceCents,
    message: `Missing in Incident IQ: ${formatMoney(balanceCents)} would be waived.`,
  })
}

/** W2, then C2: waives what Incident IQ says is no longer due, and says where both books differ. */
function compareDue(feeCase: FeeCase, scope: IiqScope, plan: FeePlan): void {
  const { fee, pending } = feeCase
  const applied = plan.columns !== null || plan.newFee !== null
  if (!applied && pending !== null) {
    leaveDue(feeCase, plan)
    return
  }
  const dueCents = applied ? (pending?.source.dueCents ?? null) : (fee?.sourceDueCents ?? null)
  const externalKey = fee?.externalKey ?? plan.newFee?.externalKey
  if (dueCents === null || externalKey === undefined) return
  const ourDueCents = () => sumsAfter(fee, plan).balanceCents - feeCase.unsettledCents
  if (dueCents > 0) takeBack('zero-there', `Incident IQ shows ${formatMoney(dueCents)} due again`, feeCase, plan)
  // What had settled it there came in later: only what that leaves is waived (W2).
  else if (!feeCase.isInFlux && ourDueCents() < dueCents)
    takeBack('zero-there', 'Incident IQ lists what settled it', feeCase, plan)
  if (!feeCase.mayRemove || feeCase.isInFlux) return
  let expectedCents = ourDueCents()
  const where = {
    createdOn: fee?.createdOn ?? plan.newFee?.createdOn ?? '',
    categoryKey:
      pending?.resolution.kind === 'resolved' ? pending.resolution.refs.category.key : (fee?.categoryKey ?? null),
  }
  const mayWaive = scope.waiveZeroDue && !feeCase.hasUnsettled && waiveRulesApply(where, scope)
  if (dueCents === 0 && expectedCents > 0 && mayWaive && !feeCase.hasTrouble()) {
    plan.entries.push(waiverOf(expectedCents, 'zero-there', 'Nothing is due in Incident IQ', feeCase.today))
    // A fee that arrives already settled takes nothing away from what was owed here (B1).
    if (fee !== null) {
      plan.removals.push({
        what: 'waive-zero',
        amountCents: -expectedCents,
        message: `Nothing due in Incident IQ: ${formatMoney(expectedCents)} would be waived.`,
      })
    }
    expectedCents = 0
  }
  const key = errorKeys.amountDue('iiq', externalKey)
  if (expectedCents === dueCents) {
    plan.resolves.push(key)
    return
  }
  plan.errors.push({
    key,
    cause: 'amount-due-differs',
    message: `Fee ${fee?.name ?? plan.newFee?.name ?? ''}: Incident IQ says that ${formatMoney(dueCents)} is due, the ledger says ${formatMoney(expectedCents)}.`,
    remedy:
      'Compare the payments and adjustments of both; correct the side that is wrong. It goes away by itself when both agree.',
    actions: [{ kind: 'run-again', task: 'iiq-sync' }, { kind: 'ignore' }],
    importSeq: null,
    again: false,
  })
}

/** A change that is not applied says what is due beside an amount that the ledger does not have: neither that nor what was due before is compared (C1). */
function leaveDue({ fee }: FeeCase, plan: FeePlan): void {
  if (fee === null || fee.sourceDueCents === null || !plan.errors.some(one => one.importSeq !== null)) return
  plan.forgetsDue = true
  plan.resolves.push(errorKeys.amountDue('iiq', fee.externalKey))
}

function waiverOf(
  balanceCents: number,
  rule: 'zero-there' | 'missing-there',
  reason: string,
  today: string,
): PlannedEntry {
  return {
    kind: 'waiver',
    amountCents: -balanceCents,
    system: 'feebridge',
    externalId: null,
    externalKey: null,
    importSeq: null,
    rule,
    reason,
    voids: null,
    onFeeSeq: null,
    occurredOn: today,
  }
}
