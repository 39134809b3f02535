import type { CallRequest, CallValue } from '../../contract/calls.ts'
import { formatMoney } from '../../contract/money.ts'
import type { FeeRow } from '../../contract/rows/fee.ts'
import { PAYMENT_METHODS, type PaymentMethod } from '../../contract/rows/office.ts'
import { amountText, amountTrouble, typedCents } from '../format/amount.ts'
import { splitPayment } from '../format/split-payment.ts'
import { systemName } from '../format/transfer-words.ts'

/** A payment as it is typed: `amount`, `method`, `checkNumber`, `note`, and for each fee its part under {@link partName}. */
export type TypedPayment = Readonly<Record<string, string>>

/** What is to be paid on one fee. */
export interface PaymentPart {
  fee: FeeRow
  /** Null where what is typed is no amount. */
  cents: number | null
}

const DONE_WORDS: Record<PaymentMethod, string> = {
  cash: 'in cash',
  check: 'by check',
  card: 'by card',
  other: 'by other means',
}

/** A payment before anything is typed: all that is due, in cash. */
export function firstDraft(fees: readonly FeeRow[]): Record<string, string> {
  const dueCents = fees.reduce((sum, fee) => sum + dueOn(fee), 0)
  const amount = dueCents === 0 ? '' : amountText(dueCents)
  return { amount, ...splitOver(fees, dueCents), method: 'cash', checkNumber: '', note: '' }
}

/** The parts of what was received, each fee paid in full before the next. */
export function splitOver(fees: readonly FeeRow[], receivedCents: number): Record<string, string> {
  const parts = splitPayment(receivedCents, fees.map(dueOn))
  return Object.fromEntries(fees.map((fee, index) => [partName(fee), amountText(parts[index] ?? 0)]))
}

/** The parts as they are typed. */
export function partsOf(fees: readonly FeeRow[], typed: TypedPayment): PaymentPart[] {
  return fees.map(fee => ({ fee, cents: partCents(typed[partName(fee)]) }))
}

/** Nothing typed is nothing paid. */
export function partCents(typed: string | undefined): number | null {
  return typed === undefined || typed.trim() === '' ? 0 : typedCents(typed)
}

/** What is paid beyond what is due, over all parts: it is entered as it is, and becomes credit (M7). */
export function surplusOf(parts: readonly PaymentPart[]): number {
  return parts.reduce((sum, { fee, cents }) => sum + Math.max(0, (cents ?? 0) - dueOn(fee)), 0)
}

/** What keeps a payment from being taken, by field. */
export function wrongInPayment(parts: readonly PaymentPart[], typed: TypedPayment): Record<string, string> {
  const found: Record<string, string> = {}
  const amount = amountTrouble(typed.amount ?? '')
  if (amount !== null) found.amount = amount
  for (const { fee, cents } of parts)
    if (cents === null || cents < 0) found[partName(fee)] = 'Enter an amount such as 12.50.'
  if (methodOf(typed) === 'check' && typed.checkNumber?.trim() === '')
    found.checkNumber = 'Enter the number of the check.'
  return found
}

/** The request of a payment; fees on which nothing is paid are left out. */
export function requestOf(parts: readonly PaymentPart[], typed: TypedPayment, key: string): CallRequest<'fees.pay'> {
  const method = methodOf(typed)
  const note = typed.note?.trim() ?? ''
  return {
    parts: parts.flatMap(({ fee, cents }) =>
      cents === null || cents === 0 ? [] : [{ id: fee.id, amount: amountText(cents) }],
    ),
    method,
    key,
    ...(method === 'check' ? { checkNumber: typed.checkNumber?.trim() ?? '' } : {}),
    ...(note === '' ? {} : { note }),
  }
}

/** What is told once it is taken: `Took $40.00 in cash, receipt 17.`, and why a part of it is held back where it is. */
export function tookWords(cents: number, typed: TypedPayment, { receiptNumber, results }: Taken): string {
  const took = `Took ${formatMoney(cents)} ${DONE_WORDS[methodOf(typed)]}, receipt ${receiptNumber}.`
  const held = results.flatMap(({ deliveries }) => deliveries).find(({ state }) => state === 'held')
  if (held === undefined) return took
  return `${took} Held back from ${systemName(held.system)}${held.reason === null ? '' : `: ${held.reason}`}.`
}

type Taken = Pick<CallValue<'fees.pay'>, 'receiptNumber' | 'results'>

function methodOf(typed: TypedPayment): PaymentMethod {
  return PAYMENT_METHODS.find(method => method === typed.method) ?? 'cash'
}

/** What is due on a fee; a credit is not. */
export function dueOn({ balanceCents }: Pick<FeeRow, 'balanceCents'>): number {
  return Math.max(0, balanceCents)
}

/** The field of one fee's part. */
export function partName({ id }: Pick<FeeRow, 'id'>): string {
  return `part ${id}`
}
