import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { formatMoney } from '../../contract/money.ts'
import type { EntryRow, FeeRow } from '../../contract/rows/fee.ts'
import { newKey, tried, useOffice } from '../api/office.ts'
import { amountTrouble, typedAmount, typedCents } from '../format/amount.ts'
import { type EntryForm, useEntryForm } from '../ui/entry-form.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { notify } from '../ui/notices.tsx'

interface DialogProps {
  fee: FeeRow
  onClose: () => void
}

/** Changes what a fee costs, by a signed amount. */
export function AdjustDialog({ fee, onClose }: DialogProps) {
  const adjust = useOffice('fees.adjust')
  const [key] = useState(newKey)
  const form = useEntryForm(() => ({ amount: '', reason: '' }))
  const { value } = form
  const cents = typedCents(value.amount)
  const save = async () => {
    const found = {
      ...(cents === null || cents === 0 ? { amount: 'Enter an amount such as −5.00 or 12.50.' } : {}),
      ...(value.reason.trim() === '' ? { reason: 'Say why the amount changes.' } : {}),
    }
    if (!form.passes(found) || cents === null) return false
    const request = { id: fee.id, amount: typedAmount(cents), reason: value.reason.trim(), key }
    const done = await tried(() => adjust.mutateAsync(request), form.refuse)
    if (done !== null) notify('good', `${fee.name} costs ${formatMoney(fee.amountCents + cents)} now.`)
    return done !== null
  }
  const after = cents === null ? '' : `It will cost ${formatMoney(fee.amountCents + cents)}.`
  return (
    <FormDialog
      title={`Adjust ${fee.name}`}
      words={
        cents === null || cents === 0 ? 'Adjust' : `${cents > 0 ? 'Add' : 'Take off'} ${formatMoney(Math.abs(cents))}`
      }
      saving={adjust.isPending}
      errors={form.errors}
      trouble={form.trouble}
      onSave={save}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        label="Change by"
        description={`It costs ${formatMoney(fee.amountCents)} now; a minus lowers it. ${after}`}
        required
        inputMode="text"
        autoComplete="off"
        value={value.amount}
        error={form.errors.amount}
        onChange={event => form.set({ amount: event.currentTarget.value })}
      />
      <ReasonField form={form} />
    </FormDialog>
  )
}

/** Voids one entry, or the whole fee: it should never have been. */
export function VoidDialog({ fee, entry, onClose }: DialogProps & { entry: EntryRow | null }) {
  const voiding = useOffice('fees.void')
  const [key] = useState(newKey)
  const form = useEntryForm(() => ({ reason: '' }))
  const what = entry === null ? fee.name : `${formatMoney(Math.abs(entry.amountCents))} ${entry.kind}`
  const save = async () => {
    const reason = form.value.reason.trim()
    if (!form.passes(reason === '' ? { reason: 'Say why it should never have been.' } : {})) return false
    const request = { id: fee.id, reason, key, ...(entry === null ? {} : { entry: entry.id }) }
    const done = await tried(() => voiding.mutateAsync(request), form.refuse)
    if (done !== null) notify('good', `Deleted: ${what} is voided.`)
    return done !== null
  }
  return (
    <FormDialog
      title={
        entry === null
          ? `Delete ${fee.name}`
          : `Delete the ${entry.kind} of ${formatMoney(Math.abs(entry.amountCents))}`
      }
      words={entry === null ? 'Delete the fee' : `Delete the ${entry.kind}`}
      saving={voiding.isPending}
      errors={form.errors}
      trouble={form.trouble}
      onSave={save}
      onClose={onClose}
    >
      <p className="fb-modal-text">
        Deleting means that it should never have been: it is voided by an opposite entry, and both stay in the story. To
        forgive what was owed, waive it instead.
      </p>
      <ReasonField form={form} autofocus />
    </FormDialog>
  )
}

const BACK = {
  refund: { call: 'fees.refund', title: 'Refund', done: 'Refunded' },
  'bounced-check': { call: 'fees.bounce', title: 'Bounced check', done: 'Entered the bounced check:' },
} as const

/** Gives a payment back, or a part of it; or enters that its check bounced, with a fee for that where one is charged. */
export function TakeBackDialog({
  fee,
  entry,
  kind,
  feeTypes,
  onClose,
}: DialogProps & {
  entry: EntryRow
  kind: keyof typeof BACK
  /** Item types of which a fee for a bounced check can be. */
  feeTypes: readonly { sku: string; title: string; defaultAmountCents: number | null }[]
}) {
  const refund = useOffice('fees.refund')
  const bounce = useOffice('fees.bounce')
  const [key] = useState(newKey)
  const form = useEntryForm(() => ({ amount: typedAmount(-entry.amountCents), sku: '', charge: '' }))
  const { value, errors } = form
  const cents = typedCents(value.amount) ?? 0
  const save = async () => {
    const wrong = amountTrouble(value.amount)
    const chargeWrong = value.sku === '' ? null : amountTrouble(value.charge)
    const found = {
      ...(wrong === null ? {} : { amount: wrong }),
      ...(chargeWrong === null ? {} : { charge: chargeWrong }),
    }
    if (!form.passes(found)) return false
    const shared = { id: fee.id, entry: entry.id, amount: typedAmount(cents), key }
    const charge = value.sku === '' ? {} : { charge: { sku: value.sku, amount: value.charge.trim() } }
    const done = await tried<unknown>(
      () => (kind === 'refund' ? refund.mutateAsync(shared) : bounce.mutateAsync({ ...shared, ...charge })),
      form.refuse,
    )
    if (done !== null) notify('good', `${BACK[kind].done} ${formatMoney(cents)}.`)
    return done !== null
  }
  return (
    <FormDialog
      title={`${BACK[kind].title} of the payment of ${formatMoney(-entry.amountCents)}`}
      words={kind === 'refund' ? `Refund ${formatMoney(cents)}` : `Enter bounced check, ${formatMoney(cents)}`}
      saving={refund.isPending || bounce.isPending}
      errors={errors}
      trouble={form.trouble}
      onSave={save}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        label="Amount"
        required
        inputMode="decimal"
        autoComplete="off"
        value={value.amount}
        error={errors.amount}
        onFocus={event => event.currentTarget.select()}
        onChange={event => form.set({ amount: event.currentTarget.value })}
      />
      {kind === 'refund' ? null : (
        <div className="fb-dialog-two">
          <NativeSelect
            label="Fee for the bounced check"
            value={value.sku}
            data={[
              { value: '', label: 'None' },
              ...feeTypes.map(type => ({ value: type.sku, label: `${type.title} (${type.sku})` })),
            ]}
            onChange={event => {
              const sku = event.currentTarget.value
              const type = feeTypes.find(one => one.sku === sku)
              form.set({ sku, charge: type?.defaultAmountCents == null ? '' : typedAmount(type.defaultAmountCents) })
            }}
          />
          {value.sku === '' ? null : (
            <TextInput
              label="Its amount"
              required
              inputMode="decimal"
              autoComplete="off"
              value={value.charge}
              error={errors.charge}
              onChange={event => form.set({ charge: event.currentTarget.value })}
            />
          )}
        </div>
      )}
    </FormDialog>
  )
}

/** Moves money that was paid on a fee to another fee of the student. */
export function TransferDialog({ fee, others, onClose }: DialogProps & { others: readonly FeeRow[] }) {
  const transfer = useOffice('fees.transfer')
  const [key] = useState(newKey)
  const [first] = others
  const surplusCents = Math.max(0, -fee.balanceCents)
  const most = (to: FeeRow | undefined) => Math.min(surplusCents || fee.paidCents, Math.max(0, to?.balanceCents ?? 0))
  const form = useEntryForm(() => ({ to: first?.id ?? '', amount: typedAmount(most(first)) }))
  const { value, errors } = form
  const to = others.find(one => one.id === value.to)
  const cents = typedCents(value.amount) ?? 0
  const save = async () => {
    const wrong = amountTrouble(value.amount)
    if (!form.passes(wrong === null ? {} : { amount: wrong })) return false
    const request = { id: fee.id, to: value.to, amount: typedAmount(cents), key }
    const done = await tried(() => transfer.mutateAsync(request), form.refuse)
    if (done !== null) notify('good', `Moved ${formatMoney(cents)} to ${to?.name ?? 'the other fee'}.`)
    return done !== null
  }
  return (
    <FormDialog
      title={`Move money from ${fee.name}`}
      words={cents > 0 ? `Move ${formatMoney(cents)}` : 'Move'}
      saving={transfer.isPending}
      errors={errors}
      trouble={first === undefined ? 'This student owes nothing on any other fee.' : form.trouble}
      onSave={save}
      onClose={onClose}
    >
      <NativeSelect
        data-autofocus
        label="To"
        value={value.to}
        error={errors.to}
        data={others.map(one => ({ value: one.id, label: `${one.name}, ${formatMoney(one.balanceCents)} due` }))}
        onChange={event => {
          const id = event.currentTarget.value
          form.set({ to: id, amount: typedAmount(most(others.find(one => one.id === id))) })
        }}
      />
      <TextInput
        label="Amount"
        description={`${formatMoney(fee.paidCents)} is paid on ${fee.name}`}
        required
        inputMode="decimal"
        autoComplete="off"
        value={value.amount}
        error={errors.amount}
        onChange={event => form.set({ amount: event.currentTarget.value })}
      />
    </FormDialog>
  )
}

function ReasonField<Draft extends { reason: string }>({
  form,
  autofocus = false,
}: {
  form: EntryForm<Draft>
  autofocus?: boolean
}) {
  return (
    <Textarea
      {...(autofocus ? { 'data-autofocus': true } : {})}
      label="Reason"
      required
      maxLength={500}
      rows={2}
      value={form.value.reason}
      error={form.errors.reason}
      onChange={event => form.set({ reason: event.currentTarget.value } as Partial<Draft>)}
    />
  )
}
