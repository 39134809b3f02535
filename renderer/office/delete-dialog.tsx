import './office.css'
import { useState } from 'react'
import { formatMoney } from '../../contract/money.ts'
import type { EntryRow, FeeRow } from '../../contract/rows/fee.ts'
import { newKey, tried, useOffice } from '../api/office.ts'
import { entryWords } from '../format/entry-words.ts'
import { useEntryForm } from '../ui/entry-form.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { notify } from '../ui/notices.tsx'
import { ReasonField } from './reason-field.tsx'

interface DeleteDialogProps {
  fee: FeeRow
  /** One line of its story; null for the whole fee. */
  entry: EntryRow | null
  onClose: () => void
}

/** Deletes one entry, or the whole fee (M3): it should never have been. */
export function DeleteDialog({ fee, entry, onClose }: DeleteDialogProps) {
  const voiding = useOffice('fees.void')
  const [key] = useState(newKey)
  const form = useEntryForm(() => ({ reason: '' }))
  const noun = entry === null ? 'fee' : entryWords(entry.kind).toLowerCase()
  const amount = formatMoney(Math.abs(entry?.amountCents ?? fee.amountCents))
  const save = async () => {
    const reason = form.value.reason.trim()
    if (!form.passes(reason === '' ? { reason: 'Say why it should never have been.' } : {})) return false
    const request = { id: fee.id, reason, key, ...(entry === null ? {} : { entry: entry.id }) }
    const done = await tried(() => voiding.mutateAsync(request), form.refuse)
    if (done !== null) notify('good', `Deleted the ${noun} of ${amount}.`)
    return done !== null
  }
  return (
    <FormDialog
      title={entry === null ? `Delete ${fee.name}` : `Delete the ${noun} of ${amount}`}
      words={`Delete the ${noun}, ${amount}`}
      saving={voiding.isPending}
      errors={form.errors}
      trouble={form.trouble}
      onSave={save}
      onClose={onClose}
    >
      <p className="fb-dialog-lead">
        {entry === null ? '' : `On ${fee.name}. `}It should never have been: an opposite entry voids it, and both stay
        in the story. {entry === null ? 'To forgive what was owed, waive it instead.' : givenBackWords(entry)}
      </p>
      <ReasonField form={form} autofocus />
    </FormDialog>
  )
}

function givenBackWords({ kind }: EntryRow): string {
  return kind === 'payment' ? 'If the money was taken and is given back, refund it instead.' : ''
}
