import { formatMoney } from '../../contract/money.ts'
import type { EntryRow } from '../../contract/rows/fee.ts'
import { SYSTEM_NAMES } from '../../contract/tasks.ts'
import { amountTrouble, typedCents } from '../format/amount.ts'
import { dayWords } from '../format/time.ts'

export type TakeBackKind = 'refund' | 'bounced-check'

/** Money given back as it is typed; `sku` and `charge` are the fee for a bounced check, `sku` empty where none is charged. */
export interface TypedTakeBack extends Record<string, string> {
  amount: string
  reason: string
  sku: string
  charge: string
}

/** What keeps money from being given back, by field. */
export function wrongInTakeBack(value: TypedTakeBack, leftCents: number): Partial<Record<'amount' | 'charge', string>> {
  const amount = amountTrouble(value.amount)
  const charge = value.sku === '' ? null : amountTrouble(value.charge)
  const isTooMuch = (typedCents(value.amount) ?? 0) > leftCents
  return {
    ...(amount === null ? {} : { amount }),
    ...(isTooMuch ? { amount: `Only ${formatMoney(leftCents)} of this payment is still on this fee.` } : {}),
    ...(charge === null ? {} : { charge }),
  }
}

/** Which payment, and where it was made: what was paid elsewhere is given back there by hand. */
export function paidWords(entry: EntryRow, leftCents: number): string {
  const paid = `${formatMoney(-entry.amountCents)} was paid on ${dayWords(entry.occurredOn)}`
  const check = entry.checkNumber === null ? '' : ` by check ${entry.checkNumber}`
  const left = leftCents === -entry.amountCents ? '' : `; ${formatMoney(leftCents)} of it is still on this fee`
  return entry.system === 'feebridge'
    ? `${paid}${check}${left}.`
    : `${paid} in ${SYSTEM_NAMES[entry.system]}${left}. Give the money back where it was paid; here it is only entered.`
}

/** What is told once it is entered. */
export function tookBackWords(kind: TakeBackKind, cents: number, chargeCents: number): string {
  if (kind === 'refund') return `Refunded ${formatMoney(cents)}.`
  const charge = chargeCents === 0 ? '' : `, and charged ${formatMoney(chargeCents)} for it`
  return `The check of ${formatMoney(cents)} is entered as bounced${charge}.`
}
