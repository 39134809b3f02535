import { useState } from 'react'
import type { CallRequest } from '../../contract/calls.ts'
import { formatMoney } from '../../contract/money.ts'
import type { FeeRow } from '../../contract/rows/fee.ts'
import { PAYMENT_METHODS, type PaymentMethod } from '../../contract/rows/office.ts'
import { newKey, tried, useOffice } from '../api/office.ts'
import { amountText, amountTrouble, typedCents } from '../format/amount.ts'
import { splitPayment } from '../format/split-payment.ts'
import { useEntryForm } from '../ui/entry-form.ts'
import { notify } from '../ui/notices.tsx'

export type PaymentDraft = ReturnType<typeof usePayment>

const DONE_WORDS: Record<PaymentMethod, string> = {
  cash: 'in cash',
  check: 'by check',
  card: 'by card',
  other: 'otherwise',
}

/** A payment while it is typed: what was received, its split over the fees in their order, and entering it under one key. */
export function usePayment(fees: readonly FeeRow[]) {
  const pay = useOffice('fees.pay')
  const [key] = useState(newKey)
  const form = useEntryForm<Record<string, string>>(() => {
    const dueCents = fees.reduce((sum, fee) => sum + dueOn(fee), 0)
    return {
      amount: dueCents === 0 ? '' : amountText(dueCents),
      ...partsOf(fees, dueCents),
      method: 'cash',
      checkNumber: '',
      note: '',
    }
  })
  const { value } = form
  const parts = fees.map(fee => ({ fee, cents: partCents(value[partName(fee)]) }))
  const totalCents = parts.reduce((sum, part) => sum + (part.cents ?? 0), 0)
  return {
    form,
    errors: form.errors as Readonly<Record<string, string | undefined>>,
    totalCents,
    surplusCents: parts.reduce((sum, { fee, cents }) => sum + Math.max(0, (cents ?? 0) - dueOn(fee)), 0),
    saving: pay.isPending,
    /** The amount received is split anew with each change of it. */
    receive(typed: string): void {
      form.set({ amount: typed, ...partsOf(fees, Math.max(0, typedCents(typed) ?? 0)) })
    },
    /** One part is changed by hand: the amount received follows. */
    setPart(fee: FeeRow, typed: string): void {
      const others = parts.filter(part => part.fee.id !== fee.id)
      const cents = others.reduce((sum, part) => sum + (part.cents ?? 0), partCents(typed) ?? 0)
      form.set({ [partName(fee)]: typed, amount: amountText(cents) })
    },
    async save(): Promise<boolean> {
      if (!form.passes(wrongIn(parts, value))) return false
      const done = await tried(() => pay.mutateAsync(requestOf(parts, value, key)), form.refuse)
      if (done === null) return false
      notify('good', `Took ${formatMoney(totalCents)} ${DONE_WORDS[methodOf(value)]}, receipt ${done.receiptNumber}.`)
      return true
    },
  }
}

interface Part {
  fee: FeeRow
  /** Null where no amount is typed. */
  cents: number | null
}

function requestOf(
  parts: readonly Part[],
  value: Readonly<Record<string, string>>,
  key: string,
): CallRequest<'fees.pay'> {
  const method = methodOf(value)
  const note = value.note?.trim() ?? ''
  return {
    parts: parts.flatMap(({ fee, cents }) =>
      cents === null || cents === 0 ? [] : [{ id: fee.id, amount: amountText(cents) }],
    ),
    method,
    key,
    ...(method === 'check' ? { checkNumber: value.checkNumber?.trim() ?? '' } : {}),
    ...(note === '' ? {} : { note }),
  }
}

function wrongIn(parts: readonly Part[], value: Readonly<Record<string, string>>): Record<string, string> {
  const found: Record<string, string> = {}
  const amount = amountTrouble(value.amount ?? '')
  if (amount !== null) found.amount = amount
  for (const { fee, cents } of parts)
    if (cents === null || cents < 0) found[partName(fee)] = 'Enter an amount such as 12.50.'
  if (methodOf(value) === 'check' && value.checkNumber?.trim() === '')
    found.checkNumber = 'Enter the number of the check.'
  return found
}

function methodOf(value: Readonly<Record<string, string>>): PaymentMethod {
  return PAYMENT_METHODS.find(method => method === value.method) ?? 'cash'
}

/** Nothing typed is nothing paid. */
function partCents(typed: string | undefined): number | null {
  return typed === undefined || typed.trim() === '' ? 0 : typedCents(typed)
}

function partsOf(fees: readonly FeeRow[], receivedCents: number): Record<string, string> {
  const parts = splitPayment(receivedCents, fees.map(dueOn))
  return Object.fromEntries(fees.map((fee, index) => [partName(fee), amountText(parts[index] ?? 0)]))
}

export function dueOn({ balanceCents }: FeeRow): number {
  return Math.max(0, balanceCents)
}

export function partName(fee: FeeRow): string {
  return `part ${fee.id}`
}
