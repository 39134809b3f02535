import { formatMoney } from '../../contract/money.ts'
import type { FeeColumns, FeePlan, LedgerFee } from './fee-plan.ts'
import { errorKeys } from './fee-plan.ts'
import type { ResolvedFee } from './resolve-fee.ts'
import type { SourceFee } from './source-record.ts'
import { addDays, type Day } from './zone.ts'

/** A fee's columns as its system and the reference tables say them now. Due date = the system's own, else assessed day + days before overdue (M4). */
export function columnsOf(source: SourceFee, refs: ResolvedFee, overdueDays: number): FeeColumns {
  return {
    personSeq: refs.person.seq,
    itemTypeSeq: refs.itemType.seq,
    categorySeq: refs.category.seq,
    locationSeq: refs.location?.seq ?? null,
    sku: refs.itemType.sku,
    itemTitle: refs.itemType.title,
    categoryTitle: refs.category.title,
    assetKey: source.assetKey,
    assetTag: source.assetTag ?? refs.asset?.assetTag ?? null,
    ticketKey: source.ticketKey,
    ticketNumber: source.ticketNumber,
    name: source.name,
    description: source.description,
    dueOn: source.dueOn ?? addDays(refs.createdOn, overdueDays),
    sourceDueOn: source.dueOn,
    sourceAmountCents: source.amountCents,
    sourceDueCents: source.dueCents,
  }
}

export interface Conflict {
  cause: 'student-changed' | 'amount-changed'
  message: string
  remedy: string
}

/** A change that a person must decide (C1): another student, or another amount, on a fee with money on it. */
export function findConflict(fee: LedgerFee, source: SourceFee, refs: ResolvedFee): Conflict | null {
  const hasPayments = fee.sums.paidCents !== 0 || fee.hasOutsidePayment
  if (fee.personSeq !== refs.person.seq && hasPayments) {
    return {
      cause: 'student-changed',
      message: `Incident IQ moved this fee from ${fee.studentLabel} to ${refs.person.name}, but ${formatMoney(fee.sums.paidCents)} is paid on it.`,
      remedy: 'Accept the change to move the fee with its payments, or keep the student.',
    }
  }
  const change = source.amountCents - (fee.sourceAmountCents ?? source.amountCents)
  if (change === 0) return null
  const amountAfter = fee.sums.chargedCents + fee.sums.adjustedCents + change
  if (!fee.hasOutsidePayment && amountAfter >= fee.sums.paidCents) return null
  return {
    cause: 'amount-changed',
    message: `Incident IQ changed the amount from ${formatMoney(fee.sourceAmountCents ?? 0)} to ${formatMoney(source.amountCents)}, but ${formatMoney(fee.sums.paidCents)} is already paid.`,
    remedy: 'Accept the change to enter it as an adjustment, or keep our amount.',
  }
}

/** A new version of a fee's record beside the fee it changes. */
export interface Change {
  fee: LedgerFee
  importSeq: number
  source: SourceFee
  columns: FeeColumns
  refs: ResolvedFee
  /** Today in the district's zone: the day an adjustment counts for. */
  today: Day
}

/** Applies what changed on a fee that is already here: an adjustment for the amount, a dated note for each other change (C1). */
export function planChange(change: Change, plan: FeePlan): void {
  const { fee, source, importSeq, columns, refs, today } = change
  const before = plan.notes.length + plan.entries.length
  const note = (field: string, was: string | null, is: string | null) => {
    if (was !== is) plan.notes.push({ field, before: was, after: is })
  }
  if (fee.personSeq !== columns.personSeq) note('student', fee.studentLabel, refs.person.name)
  note('item', fee.sku, columns.sku)
  note('category', fee.categoryTitle, columns.categoryTitle)
  if (fee.locationSeq !== columns.locationSeq) note('location', fee.locationName, refs.location?.name ?? null)
  note('due date', fee.dueOn, columns.dueOn)
  note('name', fee.name, columns.name)
  note('description', fee.description, columns.description)
  note('asset', fee.assetTag, columns.assetTag)
  note('ticket', fee.ticketNumber, columns.ticketNumber)
  const changeCents = fee.isVoid ? 0 : source.amountCents - (fee.sourceAmountCents ?? source.amountCents)
  if (fee.isVoid) charge(change, plan)
  if (changeCents !== 0) {
    plan.entries.push({
      kind: 'adjustment',
      amountCents: changeCents,
      system: 'iiq',
      externalId: null,
      externalKey: null,
      importSeq,
      rule: null,
      reason: `Amount changed in Incident IQ from ${formatMoney(fee.sourceAmountCents ?? 0)} to ${formatMoney(source.amountCents)}`,
      voids: null,
      onFeeSeq: null,
      occurredOn: today,
    })
  }
  plan.columns = columns
  plan.resolves.push(errorKeys.import('iiq', 'line-items', source.key))
  const changed = plan.notes.length + plan.entries.length > before
  const words = [...plan.notes.map(one => one.field), ...(changeCents === 0 ? [] : ['amount'])]
  plan.decisions.push({
    importSeq,
    status: 'Imported',
    cause: changed ? 'changed' : 'nothing-new',
    message: changed ? `Changed: ${words.join(', ')}.` : 'Nothing changed that the ledger keeps.',
  })
}

/** A fee that an undo took back, and whose record changed since or is reprocessed, is charged anew (U1). */
function charge({ source, importSeq }: Change, plan: FeePlan): void {
  plan.revives = true
  plan.entries.push({
    kind: 'charge',
    amountCents: source.amountCents,
    system: 'iiq',
    externalId: null,
    externalKey: null,
    importSeq,
    rule: null,
    reason: 'Entered again after it was undone here',
    voids: null,
    onFeeSeq: null,
    occurredOn: source.createdOn,
  })
}
