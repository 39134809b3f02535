import { assertNever } from '../../contract/assert-never.ts'
import type { EntryKind, EntryRow } from '../../contract/rows/fee.ts'
import type { PaymentMethod } from '../../contract/rows/office.ts'
import { SYSTEM_NAMES } from '../../contract/tasks.ts'

/** The name of a kind of entry, as the window shows it. */
export function entryWords(kind: EntryKind): string {
  switch (kind) {
    case 'charge':
      return 'Charge'
    case 'adjustment':
      return 'Adjustment'
    case 'waiver':
      return 'Waiver'
    case 'payment':
      return 'Payment'
    case 'refund':
      return 'Refund'
    case 'bounced-check':
      return 'Bounced check'
    case 'transfer':
      return 'Transfer'
    case 'void':
      return 'Void'
    default:
      return assertNever(kind)
  }
}

/** Many of a kind, with their noun: `charges`, `bounced checks`. */
export function entriesNoun(kind: EntryKind): string {
  return `${entryWords(kind).toLowerCase()}s`
}

/** Where an entry was made: a system by name, the office with who it was, or Feebridge itself by a rule of its own. */
export function entrySourceWords(entry: Pick<EntryRow, 'system' | 'operator'>): string {
  if (entry.system !== 'feebridge') return SYSTEM_NAMES[entry.system]
  return entry.operator === null ? 'Feebridge, by rule' : `Office, ${entry.operator}`
}

/** How money is taken, as the window names it. */
export const METHOD_WORDS: Record<PaymentMethod, string> = {
  cash: 'Cash',
  check: 'Check',
  card: 'Card, taken elsewhere',
  other: 'Other',
}

/** How a payment was made at the office: `cash`, `check 1042`; null for anything else. */
export function methodWords({ method, checkNumber }: Pick<EntryRow, 'method' | 'checkNumber'>): string | null {
  switch (method) {
    case null:
      return null
    case 'cash':
      return 'cash'
    case 'check':
      return checkNumber === null ? 'check' : `check ${checkNumber}`
    case 'card':
      return 'card'
    case 'other':
      return 'other means'
    default:
      return assertNever(method)
  }
}
