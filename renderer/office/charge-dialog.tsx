import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import type { CallRequest } from '../../contract/calls.ts'
import { formatMoney } from '../../contract/money.ts'
import { chargePreview, newKey, studentsFor, tried, useOffice } from '../api/office.ts'
import { itemTypesQuery, locationsQuery } from '../api/reference.ts'
import { amountTrouble, typedAmount, typedCents } from '../format/amount.ts'
import { countWords } from '../format/count.ts'
import { type EntryForm, useEntryForm } from '../ui/entry-form.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { notify } from '../ui/notices.tsx'

/** To whom a charge goes. */
const TARGETS = {
  one: 'One student',
  students: 'Students by School Id',
  place: 'A location or grade',
  assets: 'The owners of assets',
} as const
type Target = keyof typeof TARGETS

interface Draft extends Record<string, string> {
  target: string
  student: string
  names: string
  place: string
  grade: string
  sku: string
  amount: string
  asset: string
  dueOn: string
  description: string
}

/** Charges one student, or many: a list, a location or grade, the owners of assets. Before many are charged it says whom, and the sum stands on the button. */
export function ChargeDialog({
  student,
  onClose,
}: {
  /** Whom it begins with: a School Id or a person's id. */
  student: { id: string; name: string } | null
  onClose: () => void
}) {
  const charge = useCharge(student?.id ?? '')
  const { form, count, cents, problems } = charge
  return (
    <FormDialog
      title={student === null ? 'Charge a fee' : `Charge ${student.name}`}
      words={chargeWords(form.value.target, count, cents)}
      saving={charge.saving}
      errors={form.errors}
      trouble={form.trouble}
      onSave={charge.save}
      onClose={onClose}
    >
      {student === null ? <Whom form={form} /> : null}
      <ItemFields form={form} autofocus={student !== null} />
      <More form={form} />
      {form.value.target === 'one' ? null : <Preview problems={problems} count={count} />}
    </FormDialog>
  )
}

/** A charge while it is typed, and whom it would reach. */
function useCharge(studentId: string) {
  const one = useOffice('fees.add')
  const many = useOffice('fees.addMany')
  const [key] = useState(newKey)
  const form = useEntryForm<Draft>(() => ({ ...EMPTY, student: studentId }))
  const { value } = form
  const bulk = bulkOf(value)
  const preview = useQuery(chargePreview(useDeferredValue(bulk)))
  const cents = typedCents(value.amount) ?? 0
  const count = value.target === 'one' ? 1 : (preview.data?.fees ?? 0)
  return {
    form,
    cents,
    count,
    problems: preview.data?.problems ?? [],
    saving: one.isPending || many.isPending,
    async save(): Promise<boolean> {
      if (!form.passes(wrongIn(value, bulk !== null))) return false
      const done = await tried<unknown>(
        () =>
          value.target === 'one' || bulk === null
            ? one.mutateAsync({ ...what(value), student: value.student.trim(), ...assetOf(value), key })
            : many.mutateAsync({ ...bulk, key }),
        form.refuse,
      )
      if (done === null) return false
      const whom = value.target === 'one' ? '' : `${countWords(count, 'student')}, `
      notify('good', `Charged ${whom}${formatMoney(count * cents)}.`)
      return true
    },
  }
}

const EMPTY: Draft = {
  target: 'one',
  student: '',
  names: '',
  place: '',
  grade: '',
  sku: '',
  amount: '',
  asset: '',
  dueOn: '',
  description: '',
}

function wrongIn(value: Draft, hasBulk: boolean): Partial<Record<keyof Draft & string, string>> {
  const amount = amountTrouble(value.amount)
  return {
    ...(value.sku === '' ? { sku: 'Choose what is charged.' } : {}),
    ...(amount === null ? {} : { amount }),
    ...(value.target === 'one' && value.student.trim() === '' ? { student: 'Choose the student.' } : {}),
    ...(value.target !== 'one' && !hasBulk && value.sku !== '' && amount === null
      ? { names: 'Say who is charged.' }
      : {}),
  }
}

/** What is charged, and how much: the default amount stands there and can be changed. */
function ItemFields({ form, autofocus }: { form: EntryForm<Draft>; autofocus: boolean }) {
  const { value, errors } = form
  const types = useQuery(itemTypesQuery)
  const feeTypes = (types.data ?? []).filter(type => type.type === 'fee' && !type.archived)
  return (
    <div className="fb-dialog-two">
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
          const amount = feeTypes.find(each => each.sku === sku)?.defaultAmountCents
          form.set({ sku, ...(amount == null ? {} : { amount: typedAmount(amount) }) })
        }}
      />
      <TextInput
        label="Amount"
        required
        inputMode="decimal"
        autoComplete="off"
        value={value.amount}
        error={errors.amount}
        onChange={event => form.set({ amount: event.currentTarget.value })}
      />
    </div>
  )
}

/** Who is charged: the ways to say it, and the fields of the chosen one. */
function Whom({ form }: { form: EntryForm<Draft> }) {
  const { value, errors } = form
  return (
    <>
      <NativeSelect
        label="Charge"
        value={value.target}
        data={(Object.keys(TARGETS) as Target[]).map(target => ({ value: target, label: TARGETS[target] }))}
        onChange={event => form.set({ target: event.currentTarget.value })}
      />
      {value.target === 'one' ? <StudentField form={form} /> : null}
      {value.target === 'students' || value.target === 'assets' ? (
        <Textarea
          label={value.target === 'students' ? 'School Ids' : 'Asset tags'}
          description="One a line, or with commas between them"
          required
          rows={4}
          value={value.names}
          error={errors.names}
          onChange={event => form.set({ names: event.currentTarget.value })}
        />
      ) : null}
      {value.target === 'place' ? <PlaceFields form={form} /> : null}
    </>
  )
}

function StudentField({ form }: { form: EntryForm<Draft> }) {
  const { value, errors } = form
  const found = useQuery(studentsFor(useDeferredValue(value.student)))
  return (
    <>
      <TextInput
        data-autofocus
        label="Student"
        description="School Id, or a part of the name to choose from"
        required
        autoComplete="off"
        list="fb-charge-students"
        value={value.student}
        error={errors.student}
        onChange={event => form.set({ student: event.currentTarget.value })}
      />
      <datalist id="fb-charge-students">
        {(found.data?.items ?? []).map(student => (
          <option key={student.id} value={student.schoolId ?? student.id}>
            {student.name}
          </option>
        ))}
      </datalist>
    </>
  )
}

function PlaceFields({ form }: { form: EntryForm<Draft> }) {
  const { value, errors } = form
  const locations = useQuery(locationsQuery)
  const live = (locations.data ?? []).filter(location => !location.archived)
  return (
    <div className="fb-dialog-two">
      <NativeSelect
        label="Location"
        value={value.place}
        error={errors.names}
        data={[
          { value: '', label: 'Any' },
          ...live.map(location => ({ value: location.abbreviation ?? location.name, label: location.name })),
        ]}
        onChange={event => form.set({ place: event.currentTarget.value })}
      />
      <TextInput
        label="Grade"
        autoComplete="off"
        value={value.grade}
        onChange={event => form.set({ grade: event.currentTarget.value })}
      />
    </div>
  )
}

/** What a charge may say besides. */
function More({ form }: { form: EntryForm<Draft> }) {
  const { value, errors } = form
  return (
    <>
      <div className="fb-dialog-two">
        <TextInput
          label="Due"
          type="date"
          value={value.dueOn}
          error={errors.dueOn}
          onChange={event => form.set({ dueOn: event.currentTarget.value })}
        />
        {value.target === 'one' ? (
          <TextInput
            label="Asset tag"
            autoComplete="off"
            value={value.asset}
            error={errors.asset}
            onChange={event => form.set({ asset: event.currentTarget.value })}
          />
        ) : null}
      </div>
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

function Preview({ problems, count }: { problems: readonly { name: string; message: string }[]; count: number }) {
  return (
    <div role="status">
      <p className="fb-soft">{countWords(count, 'student')} will be charged.</p>
      {problems.length === 0 ? null : (
        <ul className="fb-reasons">
          {problems.slice(0, 5).map(problem => (
            <li key={problem.name}>
              {problem.name}: {problem.message}
            </li>
          ))}
          {problems.length > 5 ? <li>and {problems.length - 5} more</li> : null}
        </ul>
      )}
    </div>
  )
}

function chargeWords(target: string, count: number, cents: number): string {
  if (cents === 0) return 'Charge'
  return target === 'one'
    ? `Charge ${formatMoney(cents)}`
    : `Charge ${countWords(count, 'student')}, ${formatMoney(count * cents)}`
}

function what(value: Draft) {
  return {
    sku: value.sku,
    amount: typedAmount(typedCents(value.amount) ?? 0),
    ...(value.dueOn === '' ? {} : { dueOn: value.dueOn }),
    ...(value.description.trim() === '' ? {} : { description: value.description.trim() }),
  }
}

function assetOf(value: Draft): { asset?: string } {
  return value.asset.trim() === '' ? {} : { asset: value.asset.trim() }
}

/** The request of a charge of many; null while it is not said who, what and how much. */
function bulkOf(value: Draft): CallRequest<'fees.addMany'> | null {
  if (value.target === 'one' || value.sku === '' || amountTrouble(value.amount) !== null) return null
  const names = value.names.split(/[\n,;]+/).flatMap(name => (name.trim() === '' ? [] : [name.trim()]))
  if (value.target === 'place') {
    if (value.place === '' && value.grade.trim() === '') return null
    const to = {
      ...(value.place === '' ? {} : { location: value.place }),
      ...(value.grade.trim() === '' ? {} : { grade: value.grade.trim() }),
    }
    return { to, ...what(value) }
  }
  if (names.length === 0) return null
  return { to: value.target === 'assets' ? { assets: names } : { students: names }, ...what(value) }
}
