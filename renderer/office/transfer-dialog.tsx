import './office.css'
import { NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatMoney } from '../../contract/money.ts'
import type { FeeRow } from '../../contract/rows/fee.ts'
import { newKey, openFeesOf, tried, useOffice } from '../api/office.ts'
import { amountText, amountTrouble, typedCents } from '../format/amount.ts'
import { useEntryForm } from '../ui/entry-form.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { notify } from '../ui/notices.tsx'

interface TransferDialogProps {
  fee: FeeRow
  onClose: () => void
}

/** Moves money that was paid on a fee to another fee of the student. */
export function TransferDialog({ fee, onClose }: TransferDialogProps) {
  const open = useQuery(openFeesOf(fee.studentId))
  const others = (open.data ?? []).filter(other => other.id !== fee.id && other.student === fee.student)
  const transfer = useOffice('fees.transfer')
  const [key] = useState(newKey)
  const form = useEntryForm(() => ({ to: '', amount: '', reason: '' }))
  const { value, errors } = form
  const to = others.find(other => other.id === value.to)
  const cents = typedCents(value.amount) ?? 0
  const save = async () => {
    const amount = amountTrouble(value.amount)
    const found = {
      ...(to === undefined ? { to: 'Choose the fee that the money goes to.' } : {}),
      ...(amount === null ? {} : { amount }),
    }
    if (!form.passes(found) || to === undefined) return false
    const reason = value.reason.trim() === '' ? {} : { reason: value.reason.trim() }
    const request = { id: fee.id, to: to.id, amount: amountText(cents), key, ...reason }
    const done = await tried(() => transfer.mutateAsync(request), form.refuse)
    if (done !== null) notify('good', `Moved ${formatMoney(cents)} from ${fee.name} to ${to.name}.`)
    return done !== null
  }
  return (
    <FormDialog
      title={`Move money from ${fee.name}`}
      words={cents > 0 ? `Move ${formatMoney(cents)}` : 'Move'}
      saving={transfer.isPending}
      errors={errors}
      trouble={form.trouble}
      onSave={save}
      onClose={onClose}
    >
      <p className="fb-dialog-lead">{leadWords(fee)}</p>
      <NativeSelect
        data-autofocus
        label={`To another fee of ${fee.student ?? 'the student'}`}
        required
        value={value.to}
        error={errors.to}
        data={[
          { value: '', label: choiceWords(fee, open.isPending, others.length) },
          ...others.map(other => ({ value: other.id, label: `${other.name}, ${formatMoney(other.balanceCents)} due` })),
        ]}
        onChange={event => {
          const id = event.currentTarget.value
          form.set({
            to: id,
            amount: amountText(
              mostOf(
                fee,
                others.find(other => other.id === id),
              ),
            ),
          })
        }}
      />
      <TextInput
        label="Amount"
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
      <TextInput
        label="Reason"
        autoComplete="off"
        maxLength={500}
        value={value.reason}
        error={errors.reason}
        onChange={event => form.set({ reason: event.currentTarget.value })}
      />
    </FormDialog>
  )
}

function leadWords(fee: FeeRow): string {
  const credit = fee.balanceCents < 0 ? `, ${formatMoney(-fee.balanceCents)} more than is due` : ''
  return `${formatMoney(fee.paidCents)} is paid on it${credit}.`
}

function choiceWords(fee: FeeRow, isPending: boolean, count: number): string {
  if (fee.studentId === null) return 'The student has no School Id'
  if (isPending) return 'Looking for open fees…'
  return count === 0 ? 'Nothing is owed on any other fee' : 'Choose…'
}

/** What one would move: what is too much here, else all that is paid, as far as the other fee takes it. */
function mostOf(fee: FeeRow, to: FeeRow | undefined): number {
  const surplusCents = Math.max(0, -fee.balanceCents)
  return Math.min(surplusCents === 0 ? fee.paidCents : surplusCents, Math.max(0, to?.balanceCents ?? 0))
}
