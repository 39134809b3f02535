import './office.css'
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { formatMoney } from '../../contract/money.ts'
import type { FeeRow } from '../../contract/rows/fee.ts'
import { newKey, tried, useOffice } from '../api/office.ts'
import { amountText, amountTrouble, typedCents } from '../format/amount.ts'
import { countWords } from '../format/count.ts'
import { useEntryForm } from '../ui/entry-form.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { notify } from '../ui/notices.tsx'
import { ReasonField } from './reason-field.tsx'
import { owedLine, waiverParts } from './waive-draft.ts'

interface WaiveDialogProps {
  fees: readonly FeeRow[]
  onClose: () => void
  onDone?: () => void
}

/** Forgives what is owed on one fee, or a part of it, or all that is left on many; the sum stands on the button. */
export function WaiveDialog({ fees, onClose, onDone }: WaiveDialogProps) {
  const waive = useOffice('fees.waive')
  const [key] = useState(newKey)
  const [open] = useState(() => fees.filter(fee => fee.balanceCents > 0))
  const owedCents = open.reduce((sum, fee) => sum + fee.balanceCents, 0)
  const [only, second] = open
  const one = second === undefined ? only : undefined
  const form = useEntryForm(() => ({ amount: amountText(owedCents), reason: '' }))
  const { value, errors } = form
  const cents = one === undefined ? owedCents : (typedCents(value.amount) ?? 0)
  const save = async () => {
    const amount = one === undefined ? null : amountTrouble(value.amount)
    const isTooMuch = amount === null && cents > owedCents
    const found = {
      ...(amount === null ? {} : { amount }),
      ...(isTooMuch ? { amount: `Only ${formatMoney(owedCents)} is owed.` } : {}),
      ...(value.reason.trim() === '' ? { reason: 'Say why it is waived.' } : {}),
    }
    if (!form.passes(found)) return false
    const parts = waiverParts(open, one === undefined ? null : cents)
    const done = await tried(() => waive.mutateAsync({ parts, reason: value.reason.trim(), key }), form.refuse)
    if (done === null) return false
    notify('good', `Waived ${formatMoney(done.waivedCents)} on ${one?.name ?? countWords(done.results.length, 'fee')}.`)
    onDone?.()
    return true
  }
  const what = one?.name ?? countWords(open.length, 'fee')
  return (
    <FormDialog
      title={`Waive ${what}`}
      words={one === undefined ? `Waive ${what}, ${formatMoney(cents)}` : `Waive ${formatMoney(cents)}`}
      saving={waive.isPending}
      errors={errors}
      trouble={form.trouble}
      onSave={save}
      onClose={onClose}
    >
      <p className="fb-dialog-lead">{owedLine(fees, open, owedCents)}</p>
      {one === undefined ? null : (
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
      )}
      <ReasonField form={form} autofocus description="It was owed and is forgiven; the reason stays with the fee." />
    </FormDialog>
  )
}
