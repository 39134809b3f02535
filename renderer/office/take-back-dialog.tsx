import './office.css'
import { NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatMoney } from '../../contract/money.ts'
import type { EntryRow, FeeRow } from '../../contract/rows/fee.ts'
import { newKey, tried, useOffice } from '../api/office.ts'
import { itemTypesQuery } from '../api/reference.ts'
import { amountText, typedCents } from '../format/amount.ts'
import { type EntryForm, useEntryForm } from '../ui/entry-form.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { notify } from '../ui/notices.tsx'
import { paidWords, type TakeBackKind, type TypedTakeBack, tookBackWords, wrongInTakeBack } from './take-back-draft.ts'

interface TakeBackDialogProps {
  fee: FeeRow
  /** The payment that is taken back. */
  entry: EntryRow
  kind: TakeBackKind
  /** What is left of the payment, in cents. */
  leftCents: number
  wantedCents?: number
  onClose: () => void
}

/** Gives a payment back, or a part of it; or enters that its check bounced, with a fee for that where one is charged. */
export function TakeBackDialog({ fee, entry, kind, leftCents, wantedCents = leftCents, onClose }: TakeBackDialogProps) {
  const refund = useOffice('fees.refund')
  const bounce = useOffice('fees.bounce')
  const [key] = useState(newKey)
  const form = useEntryForm<TypedTakeBack>(() => ({ amount: amountText(wantedCents), reason: '', sku: '', charge: '' }))
  const { value, errors } = form
  const cents = typedCents(value.amount) ?? 0
  const chargeCents = value.sku === '' ? 0 : (typedCents(value.charge) ?? 0)
  const save = async () => {
    if (!form.passes(wrongInTakeBack(value, leftCents))) return false
    const shared = { id: fee.id, entry: entry.id, amount: amountText(cents), key }
    const reason = value.reason.trim() === '' ? {} : { reason: value.reason.trim() }
    const charge = value.sku === '' ? {} : { charge: { sku: value.sku, amount: amountText(chargeCents) } }
    const done = await tried<unknown>(
      () =>
        kind === 'refund' ? refund.mutateAsync({ ...shared, ...reason }) : bounce.mutateAsync({ ...shared, ...charge }),
      form.refuse,
    )
    if (done !== null) notify('good', tookBackWords(kind, cents, chargeCents))
    return done !== null
  }
  return (
    <FormDialog
      title={kind === 'refund' ? `Refund on ${fee.name}` : `Bounced check on ${fee.name}`}
      words={kind === 'refund' ? `Refund ${formatMoney(cents)}` : `Enter bounced check, ${formatMoney(cents)}`}
      saving={refund.isPending || bounce.isPending}
      errors={errors}
      trouble={form.trouble}
      onSave={save}
      onClose={onClose}
    >
      <p className="fb-dialog-lead">{paidWords(entry, leftCents)}</p>
      <TextInput
        data-autofocus
        label={kind === 'refund' ? 'Amount' : 'Amount that bounced'}
        leftSection="$"
        required
        inputMode="decimal"
        autoComplete="off"
        maxLength={20}
        value={value.amount}
        error={errors.amount}
        onFocus={event => event.currentTarget.select()}
        onChange={event => form.set({ amount: event.currentTarget.value })}
      />
      {kind === 'refund' ? (
        <TextInput
          label="Reason"
          autoComplete="off"
          maxLength={500}
          value={value.reason}
          error={errors.reason}
          onChange={event => form.set({ reason: event.currentTarget.value })}
        />
      ) : (
        <BounceCharge form={form} />
      )}
    </FormDialog>
  )
}

/** The fee for a bounced check, of any item type that is one. */
function BounceCharge({ form }: { form: EntryForm<TypedTakeBack> }) {
  const { value, errors } = form
  const types = useQuery(itemTypesQuery)
  const feeTypes = (types.data ?? []).filter(type => type.type === 'fee' && !type.archived)
  return (
    <>
      <NativeSelect
        label="Charge a fee for it"
        value={value.sku}
        data={[
          { value: '', label: 'No fee' },
          ...feeTypes.map(type => ({ value: type.sku, label: `${type.title} (${type.sku})` })),
        ]}
        onChange={event => {
          const sku = event.currentTarget.value
          const cents = feeTypes.find(type => type.sku === sku)?.defaultAmountCents ?? null
          form.set({ sku, charge: cents === null ? '' : amountText(cents) })
        }}
      />
      {value.sku === '' ? null : (
        <TextInput
          label="Its amount"
          leftSection="$"
          required
          inputMode="decimal"
          autoComplete="off"
          maxLength={20}
          value={value.charge}
          error={errors.charge}
          onChange={event => form.set({ charge: event.currentTarget.value })}
        />
      )}
    </>
  )
}
