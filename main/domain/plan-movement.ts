import { formatMoney } from '../../contract/money.ts'
import type { EntryKind } from '../../contract/rows/fee.ts'
import type { PlannedEntry } from './entry.ts'
import type { FeePlan, LedgerFee, LiveMovement, PendingMovement } from './fee-plan.ts'
import { ENTERED, errorKeys } from './fee-plan.ts'

/** Said of a record that is deleted there, while the pull that showed it was not proved whole (P3). */
export const WAITS_FOR_WHOLE = {
  cause: 'waiting-for-whole-list',
  message:
    'It is deleted in Incident IQ; nothing is taken away before a list comes whole, so it waits for the next run.',
} as const

/** What a payment or adjustment of Incident IQ is in the ledger: kind, and effect on the balance. */
export function readMovement(pending: PendingMovement): { kind: EntryKind; amountCents: number } {
  const { source, typeTitle } = pending
  if (source.kind === 'payment') {
    return source.amountCents > 0
      ? { kind: 'payment', amountCents: -source.amountCents }
      : { kind: 'refund', amountCents: -source.amountCents }
  }
  const saysWaive = `${source.sku} ${typeTitle}`.toLowerCase().includes('waive')
  return { kind: source.amountCents < 0 && saysWaive ? 'waiver' : 'adjustment', amountCents: source.amountCents }
}

/** The fee that a movement is entered on, null when it is new, and whether something may be taken away (P3). */
interface MovementPlace {
  fee: LedgerFee | null
  mayRemove: boolean
}

/** Enters, replaces or leaves one payment or adjustment that Incident IQ lists (C2, I4). Adds to the plan; decides its import. */
export function planMovement(pending: PendingMovement, { fee, mayRemove }: MovementPlace, plan: FeePlan): void {
  const { source, importSeq, live, mark, isDelivery } = pending
  const decide = (status: 'Imported' | 'Ignored' | 'Unprocessed', cause: string, message: string) =>
    plan.decisions.push({ importSeq, status, cause, message })
  plan.resolves.push(errorKeys.import('iiq', 'line-items', source.key))
  if (mark.kind === 'ours' && isDelivery && live === null) {
    plan.settles.push({ deliveryId: mark.deliveryId, externalId: source.externalId, isDeleted: source.isDeleted })
    decide('Imported', 'ours', 'It is our own: it settles the delivery that it names and is not entered again.')
    return
  }
  if (source.isDeleted) {
    if (live === null) return void decide('Ignored', 'deleted-there', 'It is deleted in Incident IQ.')
    if (!mayRemove) return void decide('Unprocessed', WAITS_FOR_WHOLE.cause, WAITS_FOR_WHOLE.message)
    plan.entries.push(voidOf(live, fee, plan, 'Deleted in Incident IQ'))
    return void decide('Imported', 'voided', 'It is deleted in Incident IQ: its entry is voided.')
  }
  const entry = readMovement(pending)
  const occurredOn = source.createdOn
  if (live !== null && live.feeSeq === fee?.seq && live.kind === entry.kind && live.amountCents === entry.amountCents) {
    return void decide('Imported', 'nothing-new', 'Nothing changed that the ledger keeps.')
  }
  if (live !== null) plan.entries.push(voidOf(live, fee, plan, 'Changed in Incident IQ'))
  if (entry.amountCents === 0) {
    return void decide('Ignored', 'zero-amount', 'Its amount is $0.00, which moves nothing.')
  }
  const isRecovered = mark.kind === 'ours' && !isDelivery
  plan.entries.push({
    ...entry,
    system: 'iiq',
    externalId: source.externalId,
    externalKey: source.key,
    importSeq,
    rule: isRecovered ? 'recovered' : null,
    reason: source.description ?? source.name,
    voids: null,
    onFeeSeq: null,
    occurredOn,
  })
  if (live !== null)
    return void decide('Imported', 'entered-anew', 'Changed: the old entry is voided and a new one entered.')
  if (isRecovered)
    return void decide(
      'Imported',
      'recovered',
      'It carries our own mark, and the delivery that it names is not in this ledger: it is entered as recovered.',
    )
  decide('Imported', 'entered', ENTERED)
}

/** The void of a live movement, counted as a removal. The void of a payment on another fee goes to that fee. */
export function voidOf(live: LiveMovement, fee: LedgerFee | null, plan: FeePlan, reason: string): PlannedEntry {
  plan.removals.push({
    what: 'void',
    amountCents: -live.amountCents,
    message: `${reason}: ${live.kind} of ${formatMoney(Math.abs(live.amountCents))} would be voided.`,
  })
  return {
    kind: 'void',
    amountCents: -live.amountCents,
    system: 'iiq',
    externalId: null,
    externalKey: null,
    importSeq: null,
    rule: null,
    reason,
    voids: { seq: live.entrySeq, kind: live.kind, externalKey: live.externalKey },
    onFeeSeq: live.feeSeq === fee?.seq ? null : live.feeSeq,
    occurredOn: live.occurredOn,
  }
}
