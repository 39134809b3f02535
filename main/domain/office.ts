import { formatMoney } from '../../contract/money.ts'
import type { EntryKind } from '../../contract/rows/fee.ts'
import type { PaymentMethod } from '../../contract/rows/office.ts'
import { type SourceSystem, SYSTEM_NAMES } from '../../contract/tasks.ts'
import { addEntry, type EntryRule, type FeeSums, type PlannedEntry } from './entry.ts'
import type { Day } from './zone.ts'

/** One entry of a fee, as a correction sees it. */
export interface OfficeEntry {
  seq: number
  id: string
  kind: EntryKind
  amountCents: number
  system: SourceSystem
  rule: EntryRule | null
  method: string | null
  /** Kind of the entry that it voids. */
  voidsKind: EntryKind | null
  isVoided: boolean
  /** Of a payment: what live refunds and bounced checks have taken back of it, above zero. */
  takenBackCents: number
  /** Of a refund or bounced check: the payment that it takes back. */
  takesBackSeq: number | null
}

/** A fee as office actions see it. */
export interface OfficeFee {
  seq: number
  id: string
  name: string
  system: SourceSystem
  /** Its key at the system that it came from; null when it was made here. */
  externalKey: string | null
  personSeq: number | null
  locationSeq: number | null
  sums: FeeSums
  isVoid: boolean
  hasOutsidePayment: boolean
  entries: readonly OfficeEntry[]
}

/** An entry that a clerk makes, with what only the office knows of it. */
export interface OfficeDraft extends PlannedEntry {
  method: PaymentMethod | null
  checkNumber: string | null
  /** The payment that a refund or bounced check takes back. */
  takesBackSeq: number | null
}

export type OfficePlan =
  | { kind: 'entries'; entries: OfficeDraft[] }
  | { kind: 'refused'; field: string; message: string }

/** Who acts, and the day that it counts for in the district's zone. */
export interface OfficeMoment {
  today: Day
}

const refused = (field: string, message: string): OfficePlan => ({ kind: 'refused', field, message })

/** An entry made here, without anything that only some kinds have. */
function draft(kind: EntryKind, amountCents: number, reason: string | null, today: Day): OfficeDraft {
  return {
    kind,
    amountCents,
    system: 'feebridge',
    externalId: null,
    externalKey: null,
    importSeq: null,
    rule: null,
    reason,
    voids: null,
    onFeeSeq: null,
    occurredOn: today,
    method: null,
    checkNumber: null,
    takesBackSeq: null,
  }
}

/** A charge of a new fee (M2). A zero fee counts as paid; a negative one is an adjustment (M1). */
export function planCharge(amountCents: number, moment: OfficeMoment): OfficePlan {
  if (amountCents < 0) return refused('amount', 'A fee cannot be negative: enter an adjustment of another fee instead.')
  return { kind: 'entries', entries: [draft('charge', amountCents, null, moment.today)] }
}

/** Money taken at the office. More than is due is entered as it is, and asks (M7). */
export function planPayment(
  fee: OfficeFee,
  payment: { amountCents: number; method: PaymentMethod; checkNumber: string | null; note: string | null },
  moment: OfficeMoment,
): OfficePlan {
  if (payment.amountCents <= 0)
    return refused('amount', 'A payment must be more than $0.00. Money given back is a refund.')
  if (fee.isVoid) return refused('id', `${fee.name} is void, so nothing can be paid on it.`)
  if (payment.method === 'check' && payment.checkNumber === null)
    return refused('checkNumber', 'A check needs its number, so that it can be found when it bounces.')
  if (payment.method !== 'check' && payment.checkNumber !== null)
    return refused('checkNumber', 'Only a check has a check number. Leave it out, or choose check.')
  const entry = draft('payment', -payment.amountCents, payment.note, moment.today)
  return { kind: 'entries', entries: [{ ...entry, method: payment.method, checkNumber: payment.checkNumber }] }
}

/** Forgives what is owed, or a part of it (M3). */
export function planWaiver(
  fee: OfficeFee,
  waiver: { amountCents: number | null; reason: string },
  moment: OfficeMoment,
): OfficePlan {
  const { balanceCents } = fee.sums
  const amountCents = waiver.amountCents ?? balanceCents
  if (fee.isVoid) return refused('id', `${fee.name} is void, so nothing is owed on it.`)
  if (balanceCents <= 0) return refused('id', `Nothing is owed on ${fee.name}, so there is nothing to waive.`)
  if (amountCents <= 0) return refused('amount', 'A waiver must be more than $0.00.')
  if (amountCents > balanceCents)
    return refused(
      'amount',
      `Only ${formatMoney(balanceCents)} is owed on ${fee.name}; ${formatMoney(amountCents)} cannot be waived.`,
    )
  return { kind: 'entries', entries: [draft('waiver', -amountCents, waiver.reason, moment.today)] }
}

/** Changes what a fee costs. Read-only once a payment from outside is applied (M5). */
export function planAdjustment(
  fee: OfficeFee,
  adjustment: { amountCents: number; reason: string },
  moment: OfficeMoment,
): OfficePlan {
  const { amountCents, reason } = adjustment
  if (amountCents === 0) return refused('amount', 'An adjustment of $0.00 changes nothing.')
  if (fee.isVoid) return refused('id', `${fee.name} is void, so its amount cannot be changed.`)
  if (fee.hasOutsidePayment) {
    return refused(
      'id',
      `A payment from outside is applied to ${fee.name}, so its amount can no longer be changed. Waive what is left, or refund what was paid where it was paid.`,
    )
  }
  const after = fee.sums.chargedCents + fee.sums.adjustedCents + amountCents
  if (after < 0)
    return refused('amount', `The fee costs ${formatMoney(after - amountCents)}; it cannot be lowered below $0.00.`)
  return { kind: 'entries', entries: [draft('adjustment', amountCents, reason, moment.today)] }
}

/** The void of one entry: it should never have been (M3). */
export function planVoid(fee: OfficeFee, entryId: string, reason: string, moment: OfficeMoment): OfficePlan {
  const entry = fee.entries.find(one => one.id === entryId)
  if (entry === undefined) return refused('entry', `${fee.name} has no entry ${entryId}.`)
  const wrong = whyNotVoidable(fee, entry)
  if (wrong !== null) return refused('entry', wrong)
  return { kind: 'entries', entries: [voidOf(entry, reason, moment)] }
}

function whyNotVoidable(fee: OfficeFee, entry: OfficeEntry): string | null {
  if (entry.kind === 'void') return 'A void cannot be voided. Enter again what it took back.'
  if (entry.isVoided) return 'This entry is voided already.'
  if (entry.system !== 'feebridge')
    return `This entry came from ${SYSTEM_NAMES[entry.system]}. Take it back there; the next run brings it here.`
  if (entry.kind === 'charge') return 'A charge is voided with its whole fee: leave the entry out.'
  if (entry.takenBackCents > 0)
    return `${formatMoney(entry.takenBackCents)} of this payment was given back. Void the refund first.`
  if (entry.kind === 'payment' && -entry.amountCents > fee.sums.paidCents) return sayMovedOn(fee)
  if (entry.kind === 'transfer') return 'A transfer has two sides: move the money back with another transfer.'
  if (fee.isVoid) return `${fee.name} is void.`
  return null
}

/** Money that a transfer took to another fee is paid there: taken back here as well, it would be given twice. */
function sayMovedOn(fee: OfficeFee): string {
  return `Only ${formatMoney(Math.max(0, fee.sums.paidCents))} of what was paid is still on ${fee.name}; the rest was moved to another fee or given back. Move it back first.`
}

function voidOf(entry: OfficeEntry, reason: string, moment: OfficeMoment): OfficeDraft {
  return {
    ...draft('void', -entry.amountCents, reason, moment.today),
    voids: { seq: entry.seq, kind: entry.kind, externalKey: null },
  }
}

/** Voids a fee made here, with its adjustments and waivers. Money on it must be given back or moved first, so that none is lost (M3). */
export function planVoidFee(fee: OfficeFee, reason: string, moment: OfficeMoment): OfficePlan {
  if (fee.isVoid) return refused('id', `${fee.name} is void already.`)
  if (fee.system !== 'feebridge')
    return refused(
      'id',
      `${fee.name} came from ${SYSTEM_NAMES[fee.system]}, which owns it. Delete it there, or waive what is owed.`,
    )
  if (fee.sums.paidCents !== 0)
    return refused(
      'id',
      `${formatMoney(fee.sums.paidCents)} is paid on ${fee.name}. Refund it, void the payment or move it to another fee first.`,
    )
  const live = fee.entries.filter(one => one.kind !== 'void' && !one.isVoided)
  const owned = live.filter(one => one.kind === 'charge' || one.kind === 'adjustment' || one.kind === 'waiver')
  return { kind: 'entries', entries: owned.map(entry => voidOf(entry, reason, moment)) }
}

/**
 * Gives back a payment, or a part of it: a refund, or a check that bounced. Of a fee whose rest was waived, so that nothing was owed any more, what comes
 * back is waived too: it ends at zero (M6). One on which something is still owed was not waived as a whole, and asks.
 */
export function planTakingBack(
  fee: OfficeFee,
  back: { kind: 'refund' | 'bounced-check'; entryId: string; amountCents: number | null; reason: string | null },
  moment: OfficeMoment,
): OfficePlan {
  const payment = fee.entries.find(one => one.id === back.entryId)
  if (payment === undefined || payment.kind !== 'payment')
    return refused('entry', `${fee.name} has no payment ${back.entryId}.`)
  if (payment.isVoided) return refused('entry', 'This payment is voided: there is nothing to give back.')
  if (back.kind === 'bounced-check' && payment.system === 'feebridge' && payment.method !== 'check')
    return refused('entry', 'This payment was not made by check. Enter a refund instead.')
  const leftCents = -payment.amountCents - payment.takenBackCents
  const amountCents = back.amountCents ?? Math.min(leftCents, Math.max(0, fee.sums.paidCents))
  if (leftCents <= 0) return refused('entry', 'All of this payment was given back already.')
  if (fee.sums.paidCents <= 0 || (amountCents <= leftCents && amountCents > fee.sums.paidCents))
    return refused('entry', sayMovedOn(fee))
  if (amountCents <= 0) return refused('amount', 'The amount must be more than $0.00.')
  if (amountCents > leftCents)
    return refused(
      'amount',
      `Only ${formatMoney(leftCents)} of this payment is left; ${formatMoney(amountCents)} cannot be given back.`,
    )
  const entry = { ...draft(back.kind, amountCents, back.reason, moment.today), takesBackSeq: payment.seq }
  const owedCents = Math.min(amountCents, addEntry(fee.sums, entry).balanceCents)
  const wasWaived = fee.sums.waivedCents > 0 && fee.sums.balanceCents <= 0
  if (!wasWaived || owedCents <= 0) return { kind: 'entries', entries: [entry] }
  const waived = draft(
    'waiver',
    -owedCents,
    'The rest of this fee was waived, and so is what was given back',
    moment.today,
  )
  return { kind: 'entries', entries: [entry, waived] }
}

/** Moves money from one fee of a student to another: two entries, on two fees. */
export function planTransfer(
  from: OfficeFee,
  to: OfficeFee,
  transfer: { amountCents: number; reason: string | null },
  moment: OfficeMoment,
): { kind: 'refused'; field: string; message: string } | { kind: 'transfer'; from: OfficeDraft; to: OfficeDraft } {
  const { amountCents } = transfer
  const no = (field: string, message: string) => ({ kind: 'refused' as const, field, message })
  if (from.seq === to.seq) return no('to', 'Money is moved from one fee to another: these two are the same.')
  if (amountCents <= 0) return no('amount', 'The amount must be more than $0.00.')
  if (from.personSeq === null || from.personSeq !== to.personSeq)
    return no('to', 'Both fees must be of the same student. Refund the one and take the money for the other instead.')
  if (to.isVoid) return no('to', `${to.name} is void, so no money can be moved to it.`)
  if (amountCents > from.sums.paidCents)
    return no('amount', `Only ${formatMoney(Math.max(0, from.sums.paidCents))} is paid on ${from.name}.`)
  if (amountCents > to.sums.balanceCents)
    return no('amount', `Only ${formatMoney(Math.max(0, to.sums.balanceCents))} is owed on ${to.name}.`)
  // Either story says where the money went or came from, also where the clerk gave a reason.
  const why = transfer.reason === null ? '' : ` (${transfer.reason})`
  return {
    kind: 'transfer',
    from: draft('transfer', amountCents, `Moved to ${to.name}${why}`, moment.today),
    to: draft('transfer', -amountCents, `Moved from ${from.name}${why}`, moment.today),
  }
}

/** Whether entries void what was given back on a fee, all of it that still stands: then nothing is to be decided about it any more (M6). */
export function voidsAllGivenBack(fee: OfficeFee, entries: readonly OfficeDraft[]): boolean {
  const standing = fee.entries.filter(one => GIVEN_BACK.has(one.kind) && !one.isVoided)
  return standing.length > 0 && standing.every(one => entries.some(entry => entry.voids?.seq === one.seq))
}

const GIVEN_BACK: ReadonlySet<EntryKind> = new Set<EntryKind>(['refund', 'bounced-check'])

/** What a fee asks of the clerk after its sums moved. */
export type BalanceQuestion = 'overpaid' | 'reopened'

/**
 * M6 and M7: which question the movement of a fee's sums raises, and which it answers. A refund or bounced check that leaves a fee unpaid asks once: owed
 * again, or waived too. More money than is due asks: refund, move, or keep as credit.
 */
export function questionsAfter(
  before: FeeSums,
  after: FeeSums,
  entries: readonly { kind: EntryKind }[],
): { raise: BalanceQuestion[]; close: BalanceQuestion[] } {
  const raise: BalanceQuestion[] = []
  const close: BalanceQuestion[] = []
  if (after.balanceCents < 0 && after.balanceCents !== before.balanceCents) raise.push('overpaid')
  if (after.balanceCents >= 0 && before.balanceCents < 0) close.push('overpaid')
  const gaveBack = entries.some(one => GIVEN_BACK.has(one.kind))
  const reopened = gaveBack && after.balanceCents > 0 && after.balanceCents > Math.max(0, before.balanceCents)
  if (reopened) raise.push('reopened')
  else if (after.balanceCents <= 0 && before.balanceCents > 0) close.push('reopened')
  return { raise, close }
}
