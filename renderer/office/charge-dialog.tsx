import './office.css'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import type { CallRequest } from '../../contract/calls.ts'
import { formatMoney } from '../../contract/money.ts'
import { sentenceOf } from '../api/call-error.ts'
import { chargePreview, newKey, tried, useOffice } from '../api/office.ts'
import { typedCents } from '../format/amount.ts'
import { useEntryForm } from '../ui/entry-form.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { notify } from '../ui/notices.tsx'
import { bulkOf, type ChargeDraft, EMPTY_CHARGE, hangsOn, whatOf, wrongInCharge } from './charge-draft.ts'
import { ChargeDetails, ChargeItem, ChargeWhom } from './charge-fields.tsx'
import { chargeWords, foundWords, whomWords } from './charge-words.ts'

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
  const { form, reach, cents } = charge
  return (
    <FormDialog
      title={student === null ? 'Charge a fee' : `Charge ${student.name}`}
      words={chargeWords(form.value.target, form.value.target === 'one' ? 1 : (reach?.fees ?? null), cents)}
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
  const asked = useDeferredValue(bulk)
  const preview = useQuery(chargePreview(asked))
  // What was found for another list, place or amount is not whom this charge reaches.
  const reach = isSame(asked, bulk) && !preview.isFetching ? (preview.data ?? null) : null
  const chargeOne = async (): Promise<boolean> => {
    const request = { ...whatOf(value), ...hangsOn(value), student: value.student, key }
    const done = await tried(() => one.mutateAsync(request), form.refuse)
    if (done !== null) notify('good', `Charged ${value.studentName} ${formatMoney(typedCents(value.amount) ?? 0)}.`)
    return done !== null
  }
  const chargeMany = async (request: CallRequest<'fees.addMany'>): Promise<boolean> => {
    // It is shown first whom it reaches: Enter that comes sooner does nothing.
    if (reach === null) return false
    if (reach.problems.length > 0)
      return form.passes({ names: 'Correct these names, or take them out: all are charged together, or nobody.' })
    if (reach.fees === 0) return form.passes({ [whomField(value)]: 'Nobody is found there, so nobody can be charged.' })
    const done = await tried(() => many.mutateAsync({ ...request, expected: reach.fees, key }), form.refuse)
    if (done === null) void preview.refetch()
    else notify('good', `Charged ${whomWords(value.target, done.fees)} ${formatMoney(done.amountCents)}.`)
    return done !== null
  }
  return {
    form,
    cents: typedCents(value.amount) ?? 0,
    preview,
    reach,
    saving: one.isPending || many.isPending,
    async save(): Promise<boolean> {
      if (!form.passes(wrongInCharge(value))) return false
      return bulk === null ? chargeOne() : chargeMany(bulk)
    },
  }
}

function isSame(one: CallRequest<'fees.addMany'> | null, other: CallRequest<'fees.addMany'> | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function whomField({ target }: ChargeDraft): 'place' | 'names' {
  return target === 'place' ? 'place' : 'names'
}

/** Whom it would reach, before anybody is charged. */
function Preview({ charge: { form, preview, reach } }: { charge: ReturnType<typeof useCharge> }) {
  if (bulkOf(form.value) === null) return null
  const problems = reach?.problems ?? []
  return (
    <div className="fb-dialog-notes" role="status">
      {reach === null ? (
        <p>{preview.error === null || preview.isFetching ? 'Looking whom it reaches…' : sentenceOf(preview.error)}</p>
      ) : (
        <p>{foundWords(form.value.target, reach.fees, problems.length)}</p>
      )}
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
