import { Checkbox, NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { OperatorRow, RoleRow } from '../../../contract/rows/operator.ts'
import { useAddOperator, useSetOperator } from '../../api/operators.ts'
import { attempt, locationsQuery } from '../../api/reference.ts'
import { type EntryForm, useEntryForm } from '../../ui/entry-form.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { notify } from '../../ui/notices.tsx'
import { LocationChoice } from './location-choice.tsx'
import { addedOf, changesOf, draftOf, type OperatorDraft, wrongIn } from './operator-draft.ts'

interface OperatorDialogProps {
  /** Null adds a new one. */
  operator: OperatorRow | null
  roles: readonly RoleRow[]
  onClose: () => void
}

/** Adds an operator, or edits one. A PIN is only ever set, never shown. */
export function OperatorDialog({ operator, roles, onClose }: OperatorDialogProps) {
  const add = useAddOperator()
  const set = useSetOperator()
  const form = useEntryForm(() => draftOf(operator))
  const { value, errors } = form
  const known = useQuery(locationsQuery).data ?? []
  const save = async () => {
    if (!form.passes(wrongIn(value))) return false
    const kept = await attempt(
      () =>
        operator === null
          ? add.mutateAsync(addedOf(value))
          : set.mutateAsync({ id: operator.id, ...changesOf(value, operator) }),
      form.refuse,
    )
    if (kept) notify('good', `${operator === null ? 'Added' : 'Saved'} ${value.name.trim()}.`)
    return kept
  }
  return (
    <FormDialog
      title={operator === null ? 'Add an operator' : `Edit ${operator.name}`}
      words="Save"
      saving={add.isPending || set.isPending}
      errors={errors}
      trouble={form.trouble}
      onSave={save}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        label="Name"
        description="Stands beside everything that this person does."
        required
        maxLength={100}
        autoComplete="off"
        value={value.name}
        error={errors.name}
        onChange={event => form.set({ name: event.currentTarget.value })}
      />
      <NativeSelect
        label="Role"
        required
        data={[{ value: '', label: 'Choose a role' }, ...roles.map(role => role.name)]}
        value={value.role}
        error={errors.role}
        onChange={event => form.set({ role: event.currentTarget.value })}
      />
      <WaysIn form={form} hasPin={operator?.hasPin === true} />
      <LocationChoice
        known={known.filter(one => !one.archived).map(one => one.abbreviation ?? one.name)}
        value={value.locations}
        error={errors.locations}
        onChange={locations => form.set({ locations })}
      />
    </FormDialog>
  )
}

/** By what this person comes in: the computer account, a PIN, or both. */
function WaysIn({ form, hasPin }: { form: EntryForm<OperatorDraft>; hasPin: boolean }) {
  const { value, errors } = form
  return (
    <>
      <TextInput
        label="Computer account"
        description="Whoever is signed in to this computer as that account acts as this person without a PIN. Leave it empty on a shared workstation."
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        value={value.osAccount}
        error={errors.osAccount}
        onChange={event => form.set({ osAccount: event.currentTarget.value })}
      />
      <PasswordInput
        label="PIN"
        description={hasPin ? 'Set. Leave it empty to keep it.' : '4 to 12 digits, to sign in at a shared workstation.'}
        inputMode="numeric"
        autoComplete="new-password"
        maxLength={12}
        disabled={value.takesPin === 'yes'}
        value={value.pin}
        error={errors.pin}
        visibilityToggleButtonProps={{ 'aria-label': 'Show the PIN' }}
        onChange={event => form.set({ pin: event.currentTarget.value })}
      />
      {hasPin ? (
        <Checkbox
          label="Take the PIN away"
          checked={value.takesPin === 'yes'}
          onChange={event => form.set({ takesPin: event.currentTarget.checked ? 'yes' : '', pin: '' })}
        />
      ) : null}
    </>
  )
}
