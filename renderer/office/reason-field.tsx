import { TextInput } from '@mantine/core'
import type { EntryForm } from '../ui/entry-form.ts'

interface ReasonFieldProps<Draft extends { reason: string }> {
  form: EntryForm<Draft>
  description?: string
  autofocus?: boolean
}

/** Why: it stays with the entry. One line, so that Enter saves. */
export function ReasonField<Draft extends { reason: string }>({
  form,
  description,
  autofocus = false,
}: ReasonFieldProps<Draft>) {
  return (
    <TextInput
      {...(autofocus ? { 'data-autofocus': true } : {})}
      label="Reason"
      description={description}
      required
      autoComplete="off"
      maxLength={500}
      value={form.value.reason}
      error={form.errors.reason}
      onChange={event => form.set({ reason: event.currentTarget.value } as Partial<Draft>)}
    />
  )
}
