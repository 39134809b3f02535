import { TextInput } from '@mantine/core'
import type { LocationRow } from '../../../contract/rows/reference.ts'
import { attempt, useAddLocation, useSetLocation } from '../../api/reference.ts'
import { useEntryForm } from '../../ui/entry-form.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { notify } from '../../ui/notices.tsx'

/** Adds a location of the ledger's own, or edits one. */
export function LocationDialog({ location, onClose }: { location: LocationRow | null; onClose: () => void }) {
  const add = useAddLocation()
  const set = useSetLocation()
  const form = useEntryForm(() => ({ name: location?.name ?? '', abbreviation: location?.abbreviation ?? '' }))
  const { value, errors } = form
  const name = value.name.trim()
  const abbreviation = value.abbreviation.trim() === '' ? null : value.abbreviation.trim()
  const keep = () =>
    location === null
      ? add.mutateAsync({ name, abbreviation })
      : set.mutateAsync({
          id: location.id,
          ...(name === location.name ? {} : { name }),
          ...(abbreviation === location.abbreviation ? {} : { abbreviation }),
        })
  const save = async () => {
    if (!form.passes(name === '' ? { name: 'Enter the name of the location.' } : {})) return false
    const kept = await attempt(keep, form.refuse)
    if (kept) notify('good', `${location === null ? 'Added' : 'Saved'} the location ${name}.`)
    return kept
  }
  return (
    <FormDialog
      title={location === null ? 'Add New Location' : `Edit ${location.name}`}
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
        required
        maxLength={200}
        autoComplete="off"
        value={value.name}
        error={errors.name}
        onChange={event => form.set({ name: event.currentTarget.value })}
      />
      <TextInput
        label="Abbreviation"
        description="Must match the InTouch field Fine Location Code exactly, capitals and leading zeros included."
        maxLength={64}
        autoComplete="off"
        spellCheck={false}
        value={value.abbreviation}
        error={errors.abbreviation}
        onChange={event => form.set({ abbreviation: event.currentTarget.value })}
      />
    </FormDialog>
  )
}
