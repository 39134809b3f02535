import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { StudentRow } from '../../../contract/rows/reference.ts'
import type { SyncErrorRow } from '../../../contract/rows/sync-error.ts'
import { sentenceOf } from '../../api/call-error.ts'
import { studentsLike, useChoosePerson, useRetryError } from '../../api/errors.ts'
import { balanceWords } from '../../format/balance.ts'
import { foldSchoolId } from '../../format/school-id.ts'
import { notify } from '../../ui/notices.tsx'
import { PanelSection } from '../../ui/side-panel.tsx'

/** Several people carry one School Id, or one person carries one that is close: the clerk says who is meant, and the import is tried again at once. */
export function ChoosePerson({ error, schoolId }: { error: SyncErrorRow; schoolId: string }) {
  const folded = foldSchoolId(schoolId)
  const students = useQuery(studentsLike(folded))
  const people = (students.data?.items ?? []).filter(each => foldSchoolId(each.schoolId ?? '') === folded)
  return (
    <PanelSection title={`Who is meant by School Id ${schoolId}?`}>
      {students.data === undefined ? (
        <p className="fb-soft">{students.error === null ? 'Looking for students…' : sentenceOf(students.error)}</p>
      ) : null}
      {students.data !== undefined && people.length === 0 ? (
        <p>
          None of them is in the list of students. Name the person with{' '}
          <code>npx feebridge students choose {schoolId} PERSON</code>, then reprocess.
        </p>
      ) : null}
      <ul className="fb-lines fb-people">
        {people.map(person => (
          <PersonLine key={person.id} error={error} schoolId={schoolId} person={person} />
        ))}
      </ul>
    </PanelSection>
  )
}

function PersonLine({ error, schoolId, person }: { error: SyncErrorRow; schoolId: string; person: StudentRow }) {
  const choose = useChoosePerson()
  const retry = useRetryError()
  const onChosen = () => {
    notify('good', `School Id ${schoolId} now means ${person.name}.`)
    if (error.actions.some(action => action.kind === 'reprocess')) retry.mutate(error.id)
  }
  const facts = [
    person.schoolId === schoolId ? '' : `School Id ${person.schoolId}`,
    person.grade === null ? '' : `grade ${person.grade}`,
    person.location ?? '',
    person.active ? '' : 'no longer active',
    `balance ${balanceWords(person.balanceCents)}`,
  ]
  return (
    <li>
      <div>
        {person.name}
        <div className="fb-soft">{facts.filter(fact => fact !== '').join(', ')}</div>
      </div>
      <Button
        variant="default"
        loading={choose.isPending || retry.isPending}
        onClick={() => choose.mutate({ schoolId, person: person.id }, { onSuccess: onChosen })}
      >
        Choose<span className="fb-hidden"> {person.name}</span>
      </Button>
    </li>
  )
}
