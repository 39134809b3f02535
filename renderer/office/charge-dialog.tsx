import './office.css'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { formatMoney } from '../../contract/money.ts'
import { sentenceOf } from '../api/call-error.ts'
import { chargePreview, newKey, tried, useOffice } from '../api/office.ts'
import { typedCents } from '../format/amount.ts'
import { countWords } from '../format/count.ts'
import { useEntryForm } from '../ui/entry-form.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { notify } from '../ui/notices.tsx'
import { bulkOf, type ChargeDraft, EMPTY_CHARGE, hangsOn, whatOf, wrongInCharge } from './charge-draft.ts'
import { ChargeDetails, ChargeItem, ChargeWhom } from './charge-fields.tsx'

/** Names that lead to nobody, told singly. */
const PROBLEMS_SHOWN = 3

interface ChargeDialogProps {
  /** Whom it is for, by the person's id; null lets one choose. */
  student: { id: string; name: string } | null
  onClose: () => void
}

/** Charges one student, or many: a list, a location or grade, the owners of assets. Before many are charged it says whom, and the sum stands on the button. */
export function ChargeDialog({ student, onClose }: ChargeDialogProps) {
  const charge = useCharge(student)
  const { form, count, cents } = charge
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
      {student === null ? <ChargeWhom form={form} /> : null}
      <ChargeItem form={form} autofocus={student !== null} />
      <ChargeDetails form={form} />
      {form.value.target === 'one' ? null : <Preview charge={charge} />}
    </FormDialog>
  )
}

/** A charge while it is typed, and whom it would reach. */
function useCharge(student: ChargeDialogProps['student']) {
  const one = useOffice('fees.add')
  const many = useOffice('fees.addMany')
  const [key] = useState(newKey)
  const form = useEntryForm<ChargeDraft>(() => ({
    ...EMPTY_CHARGE,
    student: student?.id ?? '',
    studentName: student?.name ?? '',
  }))
  const { value } = form
  const bulk = bulkOf(value)
  const preview = useQuery(chargePreview(useDeferredValue(bulk)))
  const cents = typedCents(value.amount) ?? 0
  const count = value.target === 'one' ? 1 : (preview.data?.fees ?? 0)
  const problems = preview.data?.problems ?? []
  return {
    form,
    cents,
    count,
    preview,
    problems,
    saving: one.isPending || many.isPending,
    async save(): Promise<boolean> {
      if (!form.passes(wrongInCharge(value))) return false
      if (bulk !== null && problems.length > 0) {
        return form.passes({ names: 'Correct these names, or take them out: all are charged together, or nobody.' })
      }
      const done = await tried<unknown>(
        () =>
          bulk === null
            ? one.mutateAsync({ ...whatOf(value), ...hangsOn(value), student: value.student, key })
            : many.mutateAsync({ ...bulk, key }),
        form.refuse,
      )
      if (done === null) return false
      const whom = bulk === null ? value.studentName : countWords(count, 'student')
      notify('good', `Charged ${whom} ${formatMoney(count * cents)}.`)
      return true
    },
  }
}

/** Whom it would reach, before anybody is charged. */
function Preview({ charge: { form, preview, count, problems } }: { charge: ReturnType<typeof useCharge> }) {
  if (bulkOf(form.value) === null) return null
  return (
    <div className="fb-dialog-notes" role="status">
      {preview.error === null ? null : <p>{sentenceOf(preview.error)}</p>}
      {preview.data === undefined ? null : <p>{foundWords(count, problems.length)}</p>}
      {problems.length === 0 ? null : (
        <ul className="fb-reasons">
          {problems.slice(0, PROBLEMS_SHOWN).map(problem => (
            <li key={problem.name}>
              {problem.name}: {problem.message}
            </li>
          ))}
          {problems.length > PROBLEMS_SHOWN ? <li>and {problems.length - PROBLEMS_SHOWN} more</li> : null}
        </ul>
      )}
    </div>
  )
}

function foundWords(count: number, problems: number): string {
  return problems === 0
    ? `${countWords(count, 'student')} will be charged.`
    : `${countWords(count, 'student')} found; ${countWords(problems, 'name')} ${problems === 1 ? 'leads' : 'lead'} to nobody:`
}

function chargeWords(target: string, count: number, cents: number): string {
  if (cents <= 0) return 'Charge'
  return target === 'one'
    ? `Charge ${formatMoney(cents)}`
    : `Charge ${countWords(count, 'student')}, ${formatMoney(count * cents)}`
}
