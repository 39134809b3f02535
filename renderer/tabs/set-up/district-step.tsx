import { Select, TextInput } from '@mantine/core'
import { timeZoneNames } from '../../format/time-zones.ts'
import type { SetUpForm } from './use-set-up.ts'

const ZONES = timeZoneNames(Intl.DateTimeFormat().resolvedOptions().timeZone)

/** Who the district is, and how its days are counted. */
export function DistrictStep({ form: { draft, errors, set } }: { form: SetUpForm }) {
  return (
    <>
      <TextInput
        label="District name"
        required
        maxLength={200}
        autoComplete="organization"
        value={draft.name}
        error={errors.name}
        onChange={event => set({ name: event.currentTarget.value })}
      />
      <Select
        label="Time zone"
        description="Days, cut-offs and schedules are those of this zone. Type a city to find it."
        required
        searchable
        limit={60}
        nothingFoundMessage="No time zone has these letters"
        data={ZONES}
        value={draft.timeZone === '' ? null : draft.timeZone}
        error={errors.timeZone}
        onChange={timeZone => set({ timeZone: timeZone ?? '' })}
      />
      <TextInput
        className="fb-setup-short"
        label="Number of days before a fee is overdue"
        description="Counted from the day the fee was made. A fee with a due date of its own keeps it."
        required
        inputMode="numeric"
        maxLength={4}
        value={draft.overdueDays}
        error={errors.overdueDays}
        onChange={event => set({ overdueDays: event.currentTarget.value })}
      />
    </>
  )
}
