// renderer/office holds the dialogs that move money, for every tab that offers them. What they may enter is decided by the engine; here is only what a clerk
// types and sees before it is entered.
import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CallRequest } from '../../contract/calls.ts'
import { formatMoney } from '../../contract/money.ts'
import type { FeeRow } from '../../contract/rows/fee.ts'
import { PAYMENT_METHODS, type PaymentMethod } from '../../contract/rows/office.ts'
import { gateQuery, newKey, tried, useOffice } from '../api/office.ts'
import { typedAmount, typedCents } from '../format/amount.ts'
import { countWords } from '../format/count.ts'
import { useEntryForm } from '../ui/entry-form.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { notify } from '../ui/notices.tsx'

const METHOD_WORDS: Record<PaymentMethod, string> = {
  cash: 'Cash',
  check: 'Check',
  card: 'Card, taken elsewhere',
  other: 'Other',
}

interface PaymentDialogProps {
  /** Fees of one student that it can be for; those `chosen` begin with all that is due. */
  fees: readonly FeeRow[]
  chosen: readonly string[]
  onClose: () => void
}

/** Takes a payment: what is due stands there already, so that for cash Enter is enough. */
export function PaymentDialog({ fees, chosen, onClose }: PaymentDialogProps) {
  const payment = usePayment(fees, chosen)
  const gate = useQuery(gateQuery)
  const { form, value, errors, parts, totalCents, surplusCents } = payment
  const [first] = fees
  return (
    <FormDialog
      title={
        fees.length === 1
          ? `Take a payment for ${first?.name}`
          : `Take a payment from ${first?.student ?? 'the student'}`
      }
      words={totalCents > 0 ? `Take ${formatMoney(totalCents)}` : 'Take payment'}
      saving={payment.saving}
      errors={errors}
      trouble={form.trouble}
      onSave={payment.save}
      onClose={onClose}
    >
      {fees.map((fee, index) => (
        <TextInput
          key={fee.id}
          {...(index === firstChosen(fees, chosen) ? { 'data-autofocus': true } : {})}
          label={fee.name}
          description={`${formatMoney(Math.max(0, fee.balanceCents))} due`}
          inputMode="decimal"
          autoComplete="off"
          value={value[partName(fee)] ?? ''}
          error={errors[partName(fee)]}
          onFocus={event => event.currentTarget.select()}
          onChange={event => form.set({ [partName(fee)]: event.currentTarget.value })}
        />
      ))}
      <HowPaid payment={payment} />
      {parts.length > 1 ? <p className="fb-soft">Split over {countWords(parts.length, 'fee')}.</p> : null}
      {surplusCents > 0 ? (
        <p role="status">
          {formatMoney(surplusCents)} is more than is due. It is entered as it is and shows as overpaid; you are asked
          whether to refund it, move it or keep it as credit.
        </p>
      ) : null}
      {gate.data === undefined ? null : <p className="fb-soft">{gate.data.message}</p>}
    </FormDialog>
  )
}

/** Cash, check with its number, card or other, and what to remember. */
function HowPaid({ payment: { form, value, errors } }: { payment: ReturnType<typeof usePayment> }) {
  return (
    <>
      <div className="fb-dialog-two">
        <NativeSelect
          label="Paid by"
          value={value.method ?? 'cash'}
          data={PAYMENT_METHODS.map(method => ({ value: method, label: METHOD_WORDS[method] }))}
          onChange={event => form.set({ method: event.currentTarget.value })}
        />
        {value.method === 'check' ? (
          <TextInput
            label="Check number"
            required
            autoComplete="off"
            maxLength={40}
            value={value.checkNumber ?? ''}
            error={errors.checkNumber}
            onChange={event => form.set({ checkNumber: event.currentTarget.value })}
          />
        ) : null}
      </div>
      <Textarea
        label="Note"
        maxLength={500}
        rows={2}
        value={value.note ?? ''}
        onChange={event => form.set({ note: event.currentTarget.value })}
      />
    </>
  )
}

/** A payment while it is typed: its parts, their sum, and entering it under one key. */
function usePayment(fees: readonly FeeRow[], chosen: readonly string[]) {
  const pay = useOffice('fees.pay')
  const [key] = useState(newKey)
  const form = useEntryForm<Record<string, string>>(() => ({
    ...Object.fromEntries(
      fees.map(fee => [partName(fee), chosen.includes(fee.id) ? typedAmount(Math.max(0, fee.balanceCents)) : '']),
    ),
    method: 'cash',
    checkNumber: '',
    note: '',
  }))
  const { value } = form
  const parts = fees.flatMap(fee => {
    const text = (value[partName(fee)] ?? '').trim()
    return text === '' ? [] : [{ fee, cents: typedCents(text) ?? 0 }]
  })
  const totalCents = parts.reduce((sum, part) => sum + part.cents, 0)
  const method = PAYMENT_METHODS.find(one => one === value.method) ?? 'cash'
  const request = (): CallRequest<'fees.pay'> => ({
    parts: parts.map(({ fee, cents }) => ({ id: fee.id, amount: typedAmount(cents) })),
    method,
    key,
    ...(method === 'check' ? { checkNumber: value.checkNumber?.trim() ?? '' } : {}),
    ...(value.note?.trim() ? { note: value.note.trim() } : {}),
  })
  return {
    form,
    value,
    errors: form.errors as Record<string, string | undefined>,
    parts,
    totalCents,
    surplusCents: parts.reduce((sum, { fee, cents }) => sum + Math.max(0, cents - Math.max(0, fee.balanceCents)), 0),
    saving: pay.isPending,
    async save(): Promise<boolean> {
      if (!form.passes(wrongIn(fees, parts, value))) return false
      const done = await tried(() => pay.mutateAsync(request()), form.refuse)
      if (done !== null) notify('good', `Took ${formatMoney(totalCents)}, receipt ${done.receiptNumber}.`)
      return done !== null
    },
  }
}

function wrongIn(
  fees: readonly FeeRow[],
  parts: readonly { fee: FeeRow; cents: number }[],
  value: Readonly<Record<string, string>>,
): Record<string, string> {
  const found: Record<string, string> = {}
  for (const { fee, cents } of parts) if (cents <= 0) found[partName(fee)] = 'Enter an amount such as 12.50.'
  const [first] = fees
  if (parts.length === 0 && first !== undefined) found[partName(first)] = 'Enter what was paid.'
  if (value.method === 'check' && value.checkNumber?.trim() === '') found.checkNumber = 'Enter the number of the check.'
  return found
}

function partName(fee: FeeRow): string {
  return `part ${fee.id}`
}

function firstChosen(fees: readonly FeeRow[], chosen: readonly string[]): number {
  const index = fees.findIndex(fee => chosen.includes(fee.id))
  return index === -1 ? 0 : index
}
