import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { itemTypesQuery, locationsQuery } from '../api/reference.ts'
import { amountText } from '../format/amount.ts'
import type { EntryForm } from '../ui/entry-form.ts'
import type { ChargeDraft } from './charge-draft.ts'
import { StudentField } from './student-field.tsx'

/** To whom a charge goes. */
const TARGETS = [
  { value: 'one', label: 'One student' },
  { value: 'students', label: 'Students by School Id' },
  { value: 'place', label: 'A location or grade' },
  { value: 'assets', label: 'The owners of assets' },
]

interface FieldsProps {
  form: EntryForm<ChargeDraft>
}

/** Who is charged: the ways to say it, and the fields of the chosen one. */
export function ChargeWhom({ form }: FieldsProps) {
  const { value, errors } = form
  const isByAsset = value.target === 'assets'
  return (
    <>
      {value.target === 'one' ? (
        <StudentField
          error={errors.student}
          onChoose={student => form.set({ student: student?.id ?? '', studentName: student?.name ?? '' })}
        />
      ) : null}
      <NativeSelect
        label="Whom"
        value={value.target}
        data={TARGETS}
        onChange={event => form.set({ target: event.currentTarget.value })}
      />
      {value.target === 'students' || isByAsset ? (
        <Textarea
          label={isByAsset ? 'Asset tags' : 'School Ids'}
          description="One a line, or with commas between them"
          required
          rows={3}
          value={value.names}
          error={errors.names}
          onChange={event => form.set({ names: event.currentTarget.value })}
        />
      ) : null}
      {value.target === 'place' ? <PlaceFields form={form} /> : null}
    </>
  )
}

function PlaceFields({ form }: FieldsProps) {
  const { value, errors } = form
  return (
    <div className="fb-dialog-two fb-dialog-top">
      <LocationSelect label="At location" none="Any" form={form} field="place" error={errors.place} />
      <TextInput
        label="In grade"
        autoComplete="off"
        maxLength={20}
        value={value.grade}
        onChange={event => form.set({ grade: event.currentTarget.value })}
      />
    </div>
  )
}

interface LocationSelectProps extends FieldsProps {
  label: string
  none: string
  field: 'place' | 'location'
  error: string | undefined
}

function LocationSelect({ label, none, form, field, error }: LocationSelectProps) {
  const locations = useQuery(locationsQuery)
  const live = (locations.data ?? []).filter(location => !location.archived)
  return (
    <NativeSelect
      label={label}
      value={form.value[field]}
      error={error}
      data={[
        { value: '', label: none },
        ...live.map(({ abbreviation, name }) => ({
          value: abbreviation ?? name,
          label: abbreviation === null ? name : `${abbreviation}, ${name}`,
        })),
      ]}
      onChange={event => form.set({ [field]: event.currentTarget.value })}
    />
  )
}

/** What is charged, how much, and when it is due: the default amount stands there and can be changed. */
export function ChargeItem({ form, autofocus }: FieldsProps & { autofocus: boolean }) {
  const { value, errors } = form
  const types = useQuery(itemTypesQuery)
  const feeTypes = (types.data ?? []).filter(type => type.type === 'fee' && !type.archived)
  return (
    <>
      <NativeSelect
        {...(autofocus ? { 'data-autofocus': true } : {})}
        label="Item type"
        required
        value={value.sku}
        error={errors.sku}
        data={[
          { value: '', label: 'Choose…' },
          ...feeTypes.map(type => ({ value: type.sku, label: `${type.title} (${type.sku})` })),
        ]}
        onChange={event => {
          const sku = event.currentTarget.value
          const cents = feeTypes.find(type => type.sku === sku)?.defaultAmountCents ?? null
          form.set({ sku, ...(cents === null ? {} : { amount: amountText(cents) }) })
        }}
      />
      <div className="fb-dialog-two fb-dialog-top">
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
          label="Due, if not as usual"
          type="date"
          value={value.dueOn}
          error={errors.dueOn}
          onChange={event => form.set({ dueOn: event.currentTarget.value })}
        />
      </div>
    </>
  )
}

/** What a charge may say besides. */
export function ChargeDetails({ form }: FieldsProps) {
  const { value, errors } = form
  return (
    <>
      <LocationSelect
        label="Location of the fee"
        none="The student’s own"
        form={form}
        field="location"
        error={errors.location}
      />
      {value.target === 'one' ? (
        <div className="fb-dialog-two fb-dialog-top">
          <TextInput
            label="Asset tag"
            autoComplete="off"
            maxLength={100}
            value={value.asset}
            error={errors.asset}
            onChange={event => form.set({ asset: event.currentTarget.value })}
          />
          <TextInput
            label="Ticket"
            autoComplete="off"
            maxLength={100}
            value={value.ticket}
            error={errors.ticket}
            onChange={event => form.set({ ticket: event.currentTarget.value })}
          />
        </div>
      ) : null}
      <TextInput
        label="Description"
        autoComplete="off"
        maxLength={2000}
        value={value.description}
        onChange={event => form.set({ description: event.currentTarget.value })}
      />
    </>
  )
}
