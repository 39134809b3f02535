import { assertNever } from '../../contract/assert-never.ts'
import type { DeliveryRow, DeliveryState } from '../../contract/rows/fee.ts'
import { type SourceSystem, SYSTEM_NAMES } from '../../contract/tasks.ts'
import { slugWords } from './slug-words.ts'

/** The name of the system that a transfer goes to; an unknown one as it is written. */
export function systemName(system: string): string {
  return Object.hasOwn(SYSTEM_NAMES, system) ? SYSTEM_NAMES[system as SourceSystem] : system
}

/** The state of a transfer as a word of its own, for filters and columns. */
export function transferStateWords(state: DeliveryState): string {
  switch (state) {
    case 'waiting':
      return 'Waiting'
    case 'held':
      return 'Held'
    case 'unknown':
      return 'Not known yet'
    case 'failed':
      return 'Failed'
    case 'refused':
      return 'Refused'
    case 'delivered':
      return 'Delivered'
    case 'cancelled':
      return 'Nothing to send'
    case 'done':
      return 'Sent by hand'
    case 'ignored':
      return 'Not to be sent'
    default:
      return assertNever(state)
  }
}

/** Where a transfer stands, as a line of a fee's story says it. */
export function transferWords({ state, system, attempts }: Pick<DeliveryRow, 'state' | 'system' | 'attempts'>): string {
  const there = systemName(system)
  switch (state) {
    case 'waiting':
      return attempts === 0 ? `Waits to be sent to ${there}` : `Not yet at ${there}`
    case 'held':
      return `Held back from ${there}`
    case 'unknown':
      return `Not known yet whether ${there} has it`
    case 'failed':
      return `Did not reach ${there}`
    case 'refused':
      return `Refused by ${there}`
    case 'delivered':
      return `Delivered to ${there}`
    case 'cancelled':
      return `Nothing to send to ${there}`
    case 'done':
      return `Sent to ${there} by hand`
    case 'ignored':
      return `Not to be sent to ${there}`
    default:
      return assertNever(state)
  }
}

/** What a transfer carries: `payment`, `bounced check`. */
export function transferKindWords({ kind }: Pick<DeliveryRow, 'kind'>): string {
  return slugWords(kind)
}

/** What a clerk can do about a transfer. */
export type TransferMoveName = 'retry-delivery' | 'mark-sent' | 'ignore-delivery'

/** What is offered for a transfer as it stands. One that is held goes by itself once its switch lets it, so it is not tried again by hand. */
export function transferMoves({
  state,
  attempts,
  nextAt,
}: Pick<DeliveryRow, 'state' | 'attempts' | 'nextAt'>): TransferMoveName[] {
  switch (state) {
    case 'waiting':
      return attempts === 0 && nextAt === null
        ? ['mark-sent', 'ignore-delivery']
        : ['retry-delivery', 'mark-sent', 'ignore-delivery']
    case 'held':
      return ['mark-sent', 'ignore-delivery']
    case 'unknown':
    case 'failed':
    case 'refused':
      return ['retry-delivery', 'mark-sent', 'ignore-delivery']
    case 'delivered':
    case 'cancelled':
    case 'done':
    case 'ignored':
      return []
    default:
      return assertNever(state)
  }
}

/** True where the reason is what it is posted as: that is chosen in Settings, and nothing else of a transfer can be edited. */
export function isAboutPostType({ reason }: Pick<DeliveryRow, 'reason'>): boolean {
  return reason !== null && /item ?type/i.test(reason)
}
