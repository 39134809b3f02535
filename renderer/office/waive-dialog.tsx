import { Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { formatMoney } from '../../contract/money.ts'
import type { FeeRow } from '../../contract/rows/fee.ts'
import { newKey, tried, useOffice } from '../api/office.ts'
import { amountTrouble, typedAmount, typedCents } from '../format/amount.ts'
import { countWords } from '../format/count.ts'
import { useEntryForm } from '../ui/entry-form.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { notify } from '../ui/notices.tsx'

/** Forgives what is owed on one fee, or a part of it, or all that is left on many; the sum stands on the button. */
export function WaiveDialog({ fees, onClose }: { fees: readonly FeeRow[]; onClose: () => void }) {
  const waive = useOffice('fees.waive')
  const [key] = useState(newKey)
  const open = fees.filter(fee => fee.balanceCents > 0)
  const owedCents = open.reduce((sum, fee) => sum + fee.balanceCents, 0)
  const [only, second] = open
  const isOne = only !== undefined && second === undefined
  const form = useEntryForm(() => ({ amount: typedAmount(owedCents), reason: '' }))
  const { value, errors } = form
  const cents = isOne ? (typedCents(value.amount) ?? 0) : owedCents
  const save = async () => {
    const amountWrong = isOne ? amountTrouble(value.amount) : null
    const found = {
      ...(amountWrong === null ? {} : { amount: amountWrong }),
      ...(value.reason.trim() === '' ? { reason: 'Say why it is waived.' } : {}),
    }
    if (!form.passes(found)) return false
    const parts = isOne ? [{ id: only.id, amount: typedAmount(cents) }] : open.map(fee => ({ id: fee.id }))
    const done = await tried(() => waive.mutateAsync({ parts, reason: value.reason.trim(), key }), form.refuse)
    if (done === null) return false
    notify('good', `Waived ${formatMoney(done.waivedCents)} on ${countWords(done.results.length, 'fee')}.`)
    return true
  }
  const what = isOne ? only.name : countWords(open.length, 'fee')
  return (
    <FormDialog
      title={`Waive ${what}`}
      words={`Waive ${isOne ? formatMoney(cents) : `${what}, ${formatMoney(cents)}`}`}
      saving={waive.isPending}
      errors={errors}
      trouble={open.length === 0 ? 'Nothing is owed on what is selected, so there is nothing to waive.' : form.trouble}
      onSave={save}
      onClose={onClose}
    >
      {isOne ? (
        <TextInput
          label="Amount"
          description={`${formatMoney(only.balanceCents)} is owed`}
          required
          inputMode="decimal"
          autoComplete="off"
          value={value.amount}
          error={errors.amount}
          onFocus={event => event.currentTarget.select()}
          onChange={event => form.set({ amount: event.currentTarget.value })}
        />
      ) : null}
      <Textarea
        data-autofocus
        label="Reason"
        description="It was owed and is forgiven; the reason stays with the fee."
        required
        maxLength={500}
        rows={2}
        value={value.reason}
        error={errors.reason}
        onChange={event => form.set({ reason: event.currentTarget.value })}
      />
    </FormDialog>
  )
}
