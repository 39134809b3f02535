import { useState } from 'react'
import type { FeeRow } from '../../contract/rows/fee.ts'
import { newKey, tried, useOffice } from '../api/office.ts'
import { amountText, typedCents } from '../format/amount.ts'
import { useEntryForm } from '../ui/entry-form.ts'
import {
  firstDraft,
  partCents,
  partName,
  partsOf,
  requestOf,
  splitOver,
  surplusOf,
  tookWords,
  wrongInPayment,
} from './payment-draft.ts'

export type PaymentDraft = ReturnType<typeof usePayment>

/** A payment that was taken: what is told of it, and its receipt. */
export interface TakenPayment {
  words: string
  receiptId: string
  receiptNumber: number
}

/** A payment while it is typed: what was received, its split over the fees in their order, and entering it under one key. */
export function usePayment(fees: readonly FeeRow[]) {
  const pay = useOffice('fees.pay')
  const [key] = useState(newKey)
  const form = useEntryForm<Record<string, string>>(() => firstDraft(fees))
  const { value } = form
  const parts = partsOf(fees, value)
  const totalCents = parts.reduce((sum, part) => sum + (part.cents ?? 0), 0)
  return {
    form,
    errors: form.errors as Readonly<Record<string, string | undefined>>,
    totalCents,
    surplusCents: surplusOf(parts),
    saving: pay.isPending,
    /** The amount received is split anew with each change of it. */
    receive(typed: string): void {
      form.set({ amount: typed, ...splitOver(fees, Math.max(0, typedCents(typed) ?? 0)) })
    },
    /** One part is changed by hand: the amount received follows. */
    setPart(fee: FeeRow, typed: string): void {
      const others = parts.filter(part => part.fee.id !== fee.id)
      const cents = others.reduce((sum, part) => sum + (part.cents ?? 0), partCents(typed) ?? 0)
      form.set({ [partName(fee)]: typed, amount: amountText(cents) })
    },
    /** Null where it is refused; the form says why. */
    async save(): Promise<TakenPayment | null> {
      if (!form.passes(wrongInPayment(parts, value))) return null
      const done = await tried(() => pay.mutateAsync(requestOf(parts, value, key)), form.refuse)
      if (done === null) return null
      const { receiptId, receiptNumber } = done
      return { words: tookWords(totalCents, value, done), receiptId, receiptNumber }
    },
  }
}
