import type { FeeCase, FeePlan, PendingMovement, Removal } from '../domain/fee-plan.ts'
import { planFee } from '../domain/plan-fee.ts'
import { readMark } from '../domain/reference.ts'
import { type ReferenceBook, resolveFee, type Unresolved } from '../domain/resolve-fee.ts'
import type { SourceRecord } from '../domain/source-record.ts'
import type { Day } from '../domain/zone.ts'
import type { PendingImport } from '../ledger/pending-imports.ts'
import type { Absences } from './absences.ts'
import { nowOf, type PlanContext, type RunContext } from './run-context.ts'

/** The imports of one fee that wait to be decided: its own record and those of its payments and adjustments. */
export interface PendingCase {
  /** The fee's key; of a record whose fee cannot be read, a key of its own. */
  feeKey: string
  fee: PendingImport | null
  movements: PendingImport[]
}

/** What a plan is made against besides the ledger: the book, and what a complete pull showed to be missing. */
export interface PlanBasis {
  book: ReferenceBook
  absences: Absences
  /** True when the pull of fees was proved complete and every row's id could be read. */
  mayRemove: boolean
  /** Today in the district's zone. */
  today: Day
  /** True when a clerk accepted a change that only a person may decide (C1). */
  accepts?: boolean
  /** When the pull of fees began, UTC: what was delivered since may or may not be in what it showed. */
  pulledSince?: string
}

const NOTHING_OWED = { cents: 0, isOpen: false, isInFlux: false }

/** Groups waiting imports by fee, fees that came first before later ones, so that a payment is planned with its fee. */
export function groupByFee(waiting: readonly PendingImport[]): PendingCase[] {
  const cases = new Map<string, PendingCase>()
  for (const one of waiting) {
    const feeKey = one.subjectKey ?? `import:${one.seq}`
    let found = cases.get(feeKey)
    if (found === undefined) {
      found = { feeKey, fee: null, movements: [] }
      cases.set(feeKey, found)
    }
    // A row whose type cannot be read is the fee itself only when it carries the fee's own id.
    if (one.kind === 'fee' || one.externalKey === feeKey) found.fee = one
    else found.movements.push(one)
  }
  return [...cases.values()]
}

/** One case planned: the pure plan, and the records that could not be read at all. */
export interface PlannedCase {
  feeSeq: number | null
  version: number
  feeName: string
  plan: FeePlan
  unreadable: { pending: PendingImport; cause: string; message: string }[]
}

/** A fee whose first record was never decided about cannot be in the ledger yet: nothing is looked up for it, and it takes nothing away. */
function isFirstSeen({ fee }: PendingCase): boolean {
  return fee !== null && fee.previousSeq === null && fee.wasDecided === 0
}

/** Steps 3 and 5 share it: reads what the ledger has now, and plans. Inside RECORD it runs in the SQL transaction that writes (B3). */
export function planCase(context: PlanContext, basis: PlanBasis, pendingCase: PendingCase): PlannedCase {
  const { fees } = context.ledger
  const fee = isFirstSeen(pendingCase) ? null : fees.byKey('iiq', pendingCase.feeKey)
  const unreadable: PlannedCase['unreadable'] = []
  const read = (pending: PendingImport): Exclude<SourceRecord, { kind: 'unreadable' }> | null => {
    const source =
      context.recent?.get(pending.seq) ??
      context.system.read('line-items', context.ledger.imports.body(pending.seq) ?? '')
    if (source.kind !== 'unreadable') return source
    unreadable.push({ pending, cause: source.cause, message: source.message })
    return null
  }
  const record = pendingCase.fee === null ? null : read(pendingCase.fee)
  const owed =
    fee === null
      ? NOTHING_OWED
      : context.ledger.outbox.standing(fee.seq, 'iiq', {
          since: basis.pulledSince ?? nowOf(context),
          now: nowOf(context),
        })
  const feeCase: FeeCase = {
    fee,
    pending:
      record?.kind === 'fee' && pendingCase.fee !== null
        ? { importSeq: pendingCase.fee.seq, source: record, resolution: resolveFee(record, basis.book, context.scope) }
        : null,
    leftOut: fee === null && pendingCase.fee === null ? leftOut(context, pendingCase.feeKey) : null,
    movements: pendingCase.movements.flatMap(pending => readMovement(context, basis, pending, read(pending))),
    gone: fee === null ? [] : (basis.absences.movements.get(fee.seq) ?? []),
    autoWaivers: fee === null ? [] : fees.autoWaivers(fee.seq),
    isGone: basis.absences.fees.has(pendingCase.feeKey),
    isBack: basis.absences.back.has(pendingCase.feeKey),
    unsettledCents: owed.cents,
    hasUnsettled: owed.isOpen || owed.isInFlux,
    isInFlux: owed.isInFlux,
    hasTrouble: () => unreadable.length > 0 || context.ledger.imports.hasErrorBelow('iiq', pendingCase.feeKey),
    undoneAt: rule => (fee === null ? null : context.ledger.undo.undoneAt(fee.seq, rule)),
    mayRemove: basis.mayRemove,
    accepts: basis.accepts ?? false,
    today: basis.today,
  }
  const plan = planFee(feeCase, context.scope)
  return {
    feeSeq: fee?.seq ?? null,
    version: fee?.version ?? 0,
    feeName: fee?.name ?? '',
    plan,
    unreadable,
  }
}

/** Why the fee of a payment was left out, when its latest import was Ignored. */
function leftOut(context: PlanContext, feeKey: string): Unresolved | null {
  const fate = context.ledger.imports.fate('iiq', 'line-items', feeKey)
  if (fate?.status !== 'Ignored') return null
  return { kind: 'out-of-scope', cause: fate.cause, message: fate.message, remedy: '' }
}

function readMovement(
  context: PlanContext,
  basis: PlanBasis,
  pending: PendingImport,
  source: SourceRecord | null,
): PendingMovement[] {
  if (source === null || (source.kind !== 'payment' && source.kind !== 'adjustment')) return []
  const mark = readMark(source.reference, context.ledger.id)
  return [
    {
      importSeq: pending.seq,
      source,
      live: pending.previousSeq === null ? null : context.ledger.fees.movement('iiq', source.key),
      typeTitle: basis.book.itemType(source.itemTypeKey)?.title ?? '',
      mark,
      isDelivery: mark.kind === 'ours' && context.ledger.outbox.knows(mark.deliveryId),
    },
  ]
}

/** What a run would take away, by fee: shown at the brake, and the most that an approval may do (B2). */
export type Removals = Map<number, { version: number; name: string; removals: Removal[] }>

/** Step 4's preview: plans every case that could take something away, and writes nothing. A new fee cannot, unless a payment moved to it. */
export function previewRemovals(context: RunContext, basis: PlanBasis, cases: readonly PendingCase[]): Removals {
  const found: Removals = new Map()
  for (const one of cases) {
    if (isFirstSeen(one) && one.movements.every(movement => movement.previousSeq === null)) continue
    const planned = planCase(context, basis, one)
    const feeSeq = losingFee(planned)
    if (feeSeq === null) continue
    const before = found.get(feeSeq)?.removals ?? []
    const removals = [...before, ...planned.plan.removals]
    found.set(feeSeq, { version: planned.version, name: planned.feeName, removals })
  }
  return found
}

/** The fee that a plan takes something away from; of a new fee, the one that a payment is moved away from. */
function losingFee({ feeSeq, plan }: PlannedCase): number | null {
  if (plan.removals.length === 0) return null
  return feeSeq ?? plan.entries.find(entry => entry.onFeeSeq !== null)?.onFeeSeq ?? null
}

/** Whether a plan takes away no more than what was shown for its fee. */
export function isCovered(planned: PlannedCase, shown: Removals): boolean {
  if (planned.plan.removals.length === 0) return true
  const known = shown.get(losingFee(planned) ?? 0)
  if (known === undefined) return false
  return planned.plan.removals.every(removal =>
    known.removals.some(one => one.what === removal.what && Math.abs(removal.amountCents) <= Math.abs(one.amountCents)),
  )
}
