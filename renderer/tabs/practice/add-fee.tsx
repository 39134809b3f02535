import { Button, Select, TextInput } from '@mantine/core'
import type { PracticeState } from '../../../contract/host-calls.ts'
import { formatDecimal } from '../../../contract/money.ts'
import { refusalOf } from '../../api/call-error.ts'
import { usePlay } from '../../api/practice.ts'
import { useEntryForm } from '../../ui/entry-form.ts'
import { notify } from '../../ui/notices.tsx'

interface AddFeeProps {
  students: PracticeState['students']
  feeTypes: PracticeState['feeTypes']
}

/** An agent charges a student over there. */
export function AddFee({ students, feeTypes }: AddFeeProps) {
  const play = usePlay()
  const form = useEntryForm(() => ({ student: '', feeType: '', amount: '' }))
  const { value, set, errors } = form
  const onAdd = () => {
    const wrong = {
      ...(value.student === '' ? { student: 'Choose the student who owes this fee.' } : {}),
      ...(value.feeType === '' ? { feeType: 'Choose what the fee is for.' } : {}),
      ...(value.amount.trim() === '' ? { amount: 'Enter an amount, such as 12.50.' } : {}),
    }
    if (!form.passes(wrong)) return
    play.mutate(
      { move: 'add-fee', ...value },
      {
        onSuccess: () => {
          notify('good', 'The fee is in Incident IQ. The next sync brings it here.')
          set({ student: '', feeType: '', amount: '' })
        },
        onError: error => form.refuse(...refusalOf(error)),
      },
    )
  }
  return (
    <section className="fb-card" aria-labelledby="add-fee-heading">
      <h2 id="add-fee-heading">An agent adds a fee</h2>
      <form
        className="fb-play-form"
        noValidate
        onSubmit={event => {
          event.preventDefault()
          onAdd()
        }}
      >
        <Select
          label="Student"
          placeholder="Type a name or School Id"
          searchable
          limit={50}
          nothingFoundMessage="No student has these letters"
          data={students.map(student => ({ value: student.id, label: `${student.name} (${student.schoolId})` }))}
          value={value.student === '' ? null : value.student}
          error={errors.student}
          onChange={student => set({ student: student ?? '' })}
        />
        <Select
          label="What for"
          placeholder="Choose a fee"
          searchable
          nothingFoundMessage="No fee has these letters"
          data={feeTypes.map(type => ({ value: type.id, label: type.title }))}
          value={value.feeType === '' ? null : value.feeType}
          error={errors.feeType}
          onChange={feeType => {
            const known = feeTypes.find(type => type.id === feeType)
            set({
              feeType: feeType ?? '',
              ...(known === undefined ? {} : { amount: formatDecimal(known.amountCents) }),
            })
          }}
        />
        <TextInput
          label="Amount"
          inputMode="decimal"
          maxLength={20}
          leftSection="$"
          value={value.amount}
          error={errors.amount}
          onChange={event => set({ amount: event.currentTarget.value })}
        />
        <Button type="submit" loading={play.isPending}>
          Add the fee
        </Button>
      </form>
      {form.trouble === null ? null : (
        <p role="alert" className="fb-tone-bad">
          {form.trouble}
        </p>
      )}
    </section>
  )
}
