import { assertNever } from '../../contract/assert-never.ts'
import { formatMoney } from '../../contract/money.ts'
import type { DeliveryRow, FeeRow, FeeStory } from '../../contract/rows/fee.ts'
import type { SyncErrorRow } from '../../contract/rows/sync-error.ts'
import { SYSTEM_NAMES } from '../../contract/tasks.ts'
import { countWords } from './count.ts'
import { explainEntries } from './explain-entries.ts'
import { slugWords } from './slug-words.ts'
import { daysBetween, shortDayWords } from './time.ts'
import { systemName } from './transfer-words.ts'

/** What an explanation is made from. */
export interface ExplainFacts {
  story: FeeStory
  /** Today in the district's zone, and the zone. */
  todayOn: string
  timeZone: string
  /** Sync errors that are open; those about other fees are passed over, and what the fee asks of the clerk (M6, M7) is told with what it comes to. */
  openErrors: readonly Pick<SyncErrorRow, 'cause' | 'message' | 'feeId'>[]
}

/** Why a fee's balance is what it is, in sentences. */
export interface FeeExplanation {
  /** What happened, in order. */
  history: string[]
  /** What it comes to: what is owed and since when, or why nothing is. */
  conclusion: string
  /** Where it is not settled yet: another amount in its system, an open error, something still to be sent. */
  doubts: string[]
}

/** Explains a fee: every cent of its balance from its entries, then what is due, then what does not agree yet. */
export function explainFee({ story, todayOn, timeZone, openErrors }: ExplainFacts): FeeExplanation {
  const errors = errorsAbout(story.fee, openErrors)
  const asked = errors.map(error => error.cause)
  return {
    history: explainEntries(story, { todayOn, timeZone }),
    conclusion: concludeFee(story, todayOn, asked),
    doubts: [
      ...goneThere(story),
      ...errors.flatMap(error => (isQuestion(error.cause) ? [] : [error.message])),
      ...story.deliveries.flatMap(deliveryDoubt),
    ],
  }
}

/** The open errors that are about this fee; the one about all missing fees names those it means by their outside ids. */
export function errorsAbout<Found extends Pick<SyncErrorRow, 'cause' | 'message' | 'feeId'>>(
  fee: Pick<FeeRow, 'id' | 'externalId'>,
  errors: readonly Found[],
): Found[] {
  const { externalId } = fee
  return errors.filter(
    ({ feeId, cause, message }) =>
      feeId === fee.id || (cause === 'missing-there' && externalId !== null && message.includes(externalId)),
  )
}

/** Sync errors that are questions about a fee's balance. */
function isQuestion(cause: string): boolean {
  return cause === 'overpaid' || cause === 'reopened'
}

function concludeFee(story: FeeStory, todayOn: string, asked: readonly string[]): string {
  const { fee } = story
  switch (fee.status) {
    case 'void':
      return fee.balanceCents < 0
        ? `The charge was voided: the fee should never have been. What was paid on it is still here, a credit of ${formatMoney(-fee.balanceCents)}.`
        : 'The charge was voided: the fee should never have been, and nothing is owed.'
    case 'open':
    case 'partly-paid':
      if (asked.includes('reopened'))
        return `So ${formatMoney(fee.balanceCents)} is unpaid; whether it is owed again or waived too is still to be said.`
      return `${story.entries.length === 1 ? 'Nothing was paid on it, so' : 'So'} ${formatMoney(fee.balanceCents)} is owed; ${dueWords(fee, todayOn)}.`
    case 'overpaid':
      return `That is ${formatMoney(-fee.balanceCents)} more than was due: a credit of ${formatMoney(-fee.balanceCents)}${asked.includes('overpaid') ? ', until it is refunded, moved to another fee or kept' : ', which is kept for the student'}.`
    case 'waived':
      return `${story.entries.some(entry => entry.kind === 'payment') ? 'Nothing of what was paid stayed on it' : 'Nothing was paid on it'} and ${formatMoney(fee.waivedCents)} was waived, so nothing is owed and it counts as waived.`
    case 'paid':
      return `So nothing is owed, and it counts as paid${whyPaid(story)}.`
    default:
      return assertNever(fee.status)
  }
}

/** `paid` at zero has several ways; the plain one needs no reason. */
function whyPaid({ fee, entries }: FeeStory): string {
  if (fee.paidCents > 0 && fee.waivedCents > 0)
    return `: ${formatMoney(fee.paidCents)} was paid, and the rest was waived`
  if (fee.paidCents > 0) return ''
  if (fee.amountCents !== 0) return ''
  return entries.some(entry => entry.kind === 'charge' && entry.amountCents > 0)
    ? ': its amount was brought down to $0.00'
    : ': a fee of $0.00 has nothing to be paid'
}

function dueWords(fee: FeeRow, todayOn: string): string {
  const day = shortDayWords(fee.dueOn, todayOn)
  const days = daysBetween(fee.dueOn, todayOn)
  if (days > 0) return `it was due ${day} and is ${countWords(days, 'day')} overdue`
  if (days === 0) return `it is due today, ${day}`
  return `it is due ${day}, in ${countWords(-days, 'day')}`
}

/** Said of a fee whose own record is deleted in its system, as its latest import tells. */
function goneThere({ fee, imports }: FeeStory): string[] {
  const latest = imports.filter(row => row.kind === 'fee').at(-1)
  const isGone = latest?.cause === 'deleted-there' || latest?.cause === 'gone-there'
  if (!isGone) return []
  return [`${SYSTEM_NAMES[fee.system]} no longer has this fee: it was deleted there.`]
}

/** Said of a delivery that is not settled, or that was refused. */
function deliveryDoubt(delivery: DeliveryRow): string[] {
  const state = deliveryStateWords(delivery)
  if (state === null) return []
  const reason = delivery.reason === null ? '' : ` ${sentence(delivery.reason)}`
  return [
    `The ${slugWords(delivery.kind)} of ${formatMoney(Math.abs(delivery.amountCents))} ${state} ${systemName(delivery.system)}.${reason}`,
  ]
}

function deliveryStateWords({ state }: DeliveryRow): string | null {
  switch (state) {
    case 'waiting':
      return 'is still to be sent to'
    case 'held':
      return 'is held back from'
    case 'unknown':
      return 'was sent, and it is not known whether it arrived at'
    case 'failed':
      return 'could not be sent to'
    case 'refused':
      return 'was refused by'
    case 'delivered':
    case 'cancelled':
    case 'done':
    case 'ignored':
      return null
    default:
      return assertNever(state)
  }
}

function sentence(text: string): string {
  const trimmed = text.trim()
  return /[.?]$/.test(trimmed) ? trimmed : `${trimmed}.`
}
