import { Select, TextInput } from '@mantine/core'
import { useMemo } from 'react'
import type { DistrictSettings } from '../../../contract/settings.ts'
import { useDraft } from './draft.ts'
import { type FieldErrors, useFormErrors } from './field-errors.ts'
import { FormPage, FormSection } from './form-page.tsx'
import { useSaveForm } from './save-form.ts'
import { FormTrouble, SaveQuestion } from './save-question.tsx'
import { WithSettings } from './with-settings.tsx'

/** The form's values as they are typed. */
interface DistrictDraft {
  name: string
  timeZone: string
  overdueDays: string
}
const FIELDS = {
  'district.name': 'name',
  'district.timeZone': 'timeZone',
  'district.overdueDays': 'overdueDays',
} as const

/** The district: its name, its time zone, and the days before a fee is overdue. */
export function DistrictPage() {
  return <WithSettings title="District">{settings => <DistrictForm district={settings.district} />}</WithSettings>
}

function DistrictForm({ district }: { district: DistrictSettings | null }) {
  const formErrors = useFormErrors()
  const { errors } = formErrors
  const draft = useDraft<DistrictDraft>(
    {
      name: district?.name ?? '',
      timeZone: district?.timeZone ?? '',
      overdueDays: String(district?.overdueDays ?? 30),
    },
    formErrors.forget,
  )
  const form = useSaveForm(FIELDS, formErrors, draft.discard)
  const zones = useMemo(() => timeZones(draft.value.timeZone), [draft.value.timeZone])
  const { value, set } = draft
  return (
    <FormPage
      title="District"
      dirty={draft.dirty}
      saving={form.saving}
      errors={errors}
      savedCount={form.savedCount}
      onSave={() => form.save({ district: districtOf(value) }, findErrors(value))}
      onDiscard={() => {
        draft.discard()
        form.clear()
      }}
    >
      <FormSection title="Name and place">
        <TextInput
          label="District name"
          required
          maxLength={200}
          value={value.name}
          error={errors.name}
          onChange={event => set({ name: event.currentTarget.value })}
        />
        <Select
          label="Time zone"
          description="Days, cut-offs and schedules are those of this zone. Type a city to find it."
          required
          searchable
          comboboxProps={{ shadow: 'md' }}
          data={zones}
          limit={60}
          nothingFoundMessage="No time zone has these letters"
          value={value.timeZone === '' ? null : value.timeZone}
          error={errors.timeZone}
          onChange={timeZone => set({ timeZone: timeZone ?? '' })}
        />
      </FormSection>
      <FormSection title="Overdue fees">
        <TextInput
          label="Number of days before a fee is overdue"
          description="Counted from the day the fee was made. A fee with a due date of its own keeps it."
          required
          className="fb-form-short"
          inputMode="numeric"
          maxLength={4}
          value={value.overdueDays}
          error={errors.overdueDays}
          onChange={event => set({ overdueDays: event.currentTarget.value })}
        />
      </FormSection>
      <FormTrouble form={form} />
      <SaveQuestion form={form} title="Save these changes?" words="Save the district" />
    </FormPage>
  )
}

function districtOf(draft: DistrictDraft): DistrictSettings {
  return { name: draft.name.trim(), timeZone: draft.timeZone, overdueDays: Number(draft.overdueDays) }
}

function findErrors(draft: DistrictDraft): FieldErrors {
  const errors: Record<string, string> = {}
  if (draft.name.trim() === '') errors.name = 'Enter the name of the district.'
  if (draft.timeZone === '') errors.timeZone = 'Choose the time zone of the district.'
  if (!/^\d{1,4}$/.test(draft.overdueDays.trim()) || Number(draft.overdueDays) > 3650)
    errors.overdueDays = 'Enter a whole number of days from 0 to 3650.'
  return errors
}

/** Every zone that this computer knows, with those of the United States first. */
function timeZones(current: string): string[] {
  const american = [
    'America/New_York',
    'America/Chicago',
    'America/Denver',
    'America/Phoenix',
    'America/Los_Angeles',
    'America/Anchorage',
    'Pacific/Honolulu',
  ]
  return [...new Set([...american, ...Intl.supportedValuesOf('timeZone'), 'UTC', current])].filter(zone => zone !== '')
}
