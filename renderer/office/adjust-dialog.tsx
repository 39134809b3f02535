import './office.css'
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { formatMoney } from '../../contract/money.ts'
import type { FeeRow } from '../../contract/rows/fee.ts'
import { newKey, tried, useOffice } from '../api/office.ts'
import { amountText, typedCents } from '../format/amount.ts'
import { useEntryForm } from '../ui/entry-form.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { notify } from '../ui/notices.tsx'
import { ReasonField } from './reason-field.tsx'

/** Changes what a fee costs, by a signed amount. */
export function AdjustDialog({ fee, onClose }: { fee: FeeRow; onClose: () => void }) {
  const adjust = useOffice('fees.adjust')
  const [key] = useState(newKey)
  const form = useEntryForm(() => ({ amount: '', reason: '' }))
  const { value, errors } = form
  const cents = typedCents(value.amount) ?? 0
  const save = async () => {
    const found = {
      ...(cents === 0 ? { amount: 'Enter an amount such as −5.00 or 12.50.' } : {}),
      ...(fee.amountCents + cents < 0
        ? { amount: `It costs ${formatMoney(fee.amountCents)}, so no more can be taken off.` }
        : {}),
      ...(value.reason.trim() === '' ? { reason: 'Say why the amount changes.' } : {}),
    }
    if (!form.passes(found)) return false
    const request = { id: fee.id, amount: amountText(cents), reason: value.reason.trim(), key }
    const done = await tried(() => adjust.mutateAsync(request), form.refuse)
    if (done !== null) notify('good', `${fee.name} costs ${formatMoney(fee.amountCents + cents)} now.`)
    return done !== null
  }
  return (
    <FormDialog
      title={`Adjust ${fee.name}`}
      words={cents === 0 ? 'Adjust' : cents > 0 ? `Add ${formatMoney(cents)}` : `Take off ${formatMoney(-cents)}`}
      saving={adjust.isPending}
      errors={errors}
      trouble={form.trouble}
      onSave={save}
      onClose={onClose}
    >
      <p className="fb-dialog-lead">
        It costs <strong>{formatMoney(fee.amountCents)}</strong>
        {cents === 0 ? '' : `, and will cost ${formatMoney(fee.amountCents + cents)}`}.
      </p>
      <TextInput
        data-autofocus
        label="Change by"
        description="A minus lowers it: −5.00"
        leftSection="$"
        required
        autoComplete="off"
        maxLength={20}
        value={value.amount}
        error={errors.amount}
        onChange={event => form.set({ amount: event.currentTarget.value })}
      />
      <ReasonField form={form} />
    </FormDialog>
  )
}
