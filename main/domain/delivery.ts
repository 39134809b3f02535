import { assertNever } from '../../contract/assert-never.ts'
import { LIMITS } from '../../contract/limits.ts'
import type { DeliveryState, EntryKind } from '../../contract/rows/fee.ts'
import type { SourceSystem } from '../../contract/tasks.ts'
import type { Day } from './zone.ts'

/** A delivery that another takes back, as far as that matters. */
export interface AboutDelivery {
  kind: EntryKind
  state: DeliveryState
  action: 'create' | 'remove' | null
  /** Its effect on the balance, as its entry has it. */
  amountCents: number
  externalId: string | null
  attempts: number
  /** The delivery that it takes back itself, or null. */
  aboutSeq: number | null
}

/** One change owed to Incident IQ, as the rules look at it. Its `kind` is its entry's. */
export interface OwedChange {
  kind: EntryKind
  /** Effect of the entry on the balance; the other side must move by as much. */
  amountCents: number
  /** What it takes back; null when nothing of ours, such as the refund of a payment made there. */
  about: AboutDelivery | null
}

/** What is sent. `amountCents` is as Incident IQ reads it: a payment above zero lowers what is due, an adjustment is signed. */
export type DeliveryAction =
  | { action: 'create'; type: 'payment' | 'adjustment'; amountCents: number }
  | { action: 'remove'; externalId: string }

export type DeliveryDecision =
  | { kind: 'send'; action: DeliveryAction }
  /** Nothing is to be sent: what it takes back never got there. */
  | { kind: 'cancel'; reason: string }
  /** It cannot be said yet; the clerk's answer about the other one decides. */
  | { kind: 'hold'; reason: string }

/** What the delivery of an entry is, decided when its turn comes: only then is it known what became of the one it takes back (D6). */
export function decideAction(change: OwedChange): DeliveryDecision {
  switch (change.kind) {
    case 'payment':
    case 'transfer':
      return send('payment', -change.amountCents)
    case 'adjustment':
    case 'waiver':
      return send('adjustment', change.amountCents)
    case 'refund':
    case 'bounced-check':
      // What was paid there is given back there by an adjustment, which is still a refund.
      if (change.about === null) return send('adjustment', change.amountCents)
      return takeBack(change, change.about)
    case 'void':
      if (change.about === null) return { kind: 'cancel', reason: 'What it voids was never owed to Incident IQ.' }
      return takeBack(change, change.about)
    case 'charge':
      return { kind: 'cancel', reason: 'Incident IQ takes no fees from outside.' }
    default:
      return assertNever(change.kind)
  }
}

function send(type: 'payment' | 'adjustment', amountCents: number): DeliveryDecision {
  return { kind: 'send', action: { action: 'create', type, amountCents } }
}

/** A row of the type that the other one is there: what was forgiven is owed again by an adjustment, money is given back by a payment below zero. */
function sendOpposite(change: OwedChange, about: AboutDelivery): DeliveryDecision {
  // A refund that takes back no delivery of ours gave back what was paid there, by an adjustment.
  const isAdjustment =
    about.kind === 'adjustment' || about.kind === 'waiver' || (isGivingBack(about.kind) && about.aboutSeq === null)
  return isAdjustment ? send('adjustment', change.amountCents) : send('payment', -change.amountCents)
}

const BEHIND_REFUSED = 'What it takes back was refused: decide about that one first'

const isGivingBack = (kind: EntryKind) => kind === 'refund' || kind === 'bounced-check'

function takeBack(change: OwedChange, about: AboutDelivery): DeliveryDecision {
  switch (about.state) {
    case 'delivered': {
      const isWhole = change.amountCents === -about.amountCents
      if (about.action === 'create' && isWhole && about.externalId !== null)
        return { kind: 'send', action: { action: 'remove', externalId: about.externalId } }
      return sendOpposite(change, about)
    }
    case 'done':
      return sendOpposite(change, about)
    case 'cancelled':
    case 'ignored':
      return { kind: 'cancel', reason: 'What it takes back was never sent.' }
    case 'refused':
      return { kind: 'hold', reason: BEHIND_REFUSED }
    case 'waiting':
    case 'held':
    case 'unknown':
    case 'failed':
      return { kind: 'hold', reason: 'It goes after what it takes back' }
    default:
      return assertNever(about.state)
  }
}

/** Whether an entry on a fee is owed to Incident IQ at all (D7, W4, I7). */
export function isOwedToIiq(
  fee: { system: SourceSystem },
  entry: { kind: EntryKind; system: SourceSystem; rule: string | null },
): boolean {
  return fee.system === 'iiq' && entry.system !== 'iiq' && entry.rule === null && entry.kind !== 'charge'
}

/** Which switch decides when a delivery is tried: payments and what takes them back, or waivers and adjustments (D8). */
function switchOf(kind: EntryKind, aboutKind: EntryKind | null): 'payments' | 'adjustments' {
  const decides = kind === 'void' ? (aboutKind ?? kind) : kind
  return decides === 'adjustment' || decides === 'waiver' ? 'adjustments' : 'payments'
}

/** What decides whether a delivery may be tried now. */
export interface Gate {
  taskOn: boolean
  testMode: boolean
  hasCredentials: boolean
  /** Until when the clerk paused, in words, or null. */
  pausedUntil: string | null
  instantOn: boolean
  exportOn: boolean
  adjustmentsOn: boolean
  /** Payments taken before this day are not sent by a catch-up (Z1: the day itself is). */
  paymentsSince: Day | null
  /** True in a run's PUSH step: what waits for a catch-up goes too. */
  catchUp: boolean
  /** Why nothing can be created of a type now: no item type, or several to choose from; null when it can. */
  paymentType: string | null
  adjustmentType: string | null
  isSelected: (categoryKey: string | null) => boolean
}

/** A delivery as the gate sees it. */
export interface HeldOrNot {
  kind: EntryKind
  aboutKind: EntryKind | null
  /** Where the delivery that it takes back stands; null when it takes back none. */
  aboutState: DeliveryState | null
  /** System of the payment that a refund takes back; null when it takes back none. */
  aboutSystem: SourceSystem | null
  isInstant: boolean
  /** The day its entry was made, in the district's zone. */
  madeOn: Day
  categoryKey: string | null
  isMissingThere: boolean
}

/** D1: why a delivery is held, or null when it may be tried: switches decide when, never whether it exists. A held one holds up no other but what depends on it. */
export function holdOf(one: HeldOrNot, gate: Gate): string | null {
  const isAdjusting = switchOf(one.kind, one.aboutKind) === 'adjustments'
  if (isAdjusting && !gate.adjustmentsOn) return 'Exporting waivers and adjustments is off'
  if (!gate.isSelected(one.categoryKey)) return 'Its category is not selected for Incident IQ'
  if (one.isMissingThere) return 'Its fee is no longer in Incident IQ'
  if (!gate.taskOn) return 'iiQ Sync is off'
  if (!gate.hasCredentials) return 'The credentials of Incident IQ are missing or not valid'
  if (gate.testMode) return 'iiQ Sync is in test mode'
  if (gate.pausedUntil !== null) return 'The bridge is paused'
  const type = neededType(one)
  const lacking = type === 'payment' ? gate.paymentType : gate.adjustmentType
  if (lacking !== null) return lacking
  if (one.aboutState === 'refused') return BEHIND_REFUSED
  if (one.isInstant && gate.instantOn) return null
  if (!gate.exportOn)
    return one.isInstant
      ? 'Instantly Export Payments was turned off'
      : 'It was made while Instantly Export Payments was off or in test mode, and Export Payments is off'
  if (gate.paymentsSince !== null && one.madeOn < gate.paymentsSince)
    return `It was made before ${gate.paymentsSince}, and older payments are not sent`
  return gate.catchUp ? null : 'The next iiQ Sync sends it'
}

function neededType({ kind, aboutKind, aboutSystem }: HeldOrNot): 'payment' | 'adjustment' {
  if (switchOf(kind, aboutKind) === 'adjustments') return 'adjustment'
  const takesBackTheirs = (kind === 'refund' || kind === 'bounced-check') && aboutSystem === 'iiq'
  return takesBackTheirs ? 'adjustment' : 'payment'
}

/** How long a delivery waits before its next attempt, ms; `random` from 0 up to 1 spreads them (D3). */
export function deliveryBackoffMs(attempts: number, random: number): number {
  const base = Math.min(LIMITS.deliveryFirstRetryMs * 2 ** Math.max(0, attempts - 1), LIMITS.deliveryMostRetryMs)
  return Math.round(base * (0.5 + random / 2))
}

/** What a look-up of a delivery whose outcome is unknown leads to (D4). */
export type LookupVerdict =
  | { kind: 'found'; externalId: string }
  | { kind: 'twice'; externalIds: string[] }
  | { kind: 'look-again' }
  | { kind: 'send-again' }

/**
 * Judges a complete look-up. Only look-ups begun a full time limit after the attempt ended count as empty ones, and only two of them allow another
 * attempt with the same reference; what is found counts at any time.
 */
export function judgeLookup(found: readonly string[], emptyLookups: number, countsAsEmpty: boolean): LookupVerdict {
  const [externalId] = found
  if (found.length > 1) return { kind: 'twice', externalIds: [...found] }
  if (externalId !== undefined) return { kind: 'found', externalId }
  return countsAsEmpty && emptyLookups + 1 >= 2 ? { kind: 'send-again' } : { kind: 'look-again' }
}
