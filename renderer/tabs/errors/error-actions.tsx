import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { assertNever } from '../../../contract/assert-never.ts'
import type { SyncErrorAction, SyncErrorRow } from '../../../contract/rows/sync-error.ts'
import { TASKS } from '../../../contract/tasks.ts'
import { peopleWithSchoolId, useAnswerError, useChoosePerson, useIgnoreError, useRetryError } from '../../api/errors.ts'
import { notify } from '../../ui/notices.tsx'

/** The buttons that an error offers. */
export function ErrorActions({ error }: { error: SyncErrorRow }) {
  return (
    <div className="fb-buttons">
      {error.actions.map(action => (
        <ActionButton key={action.kind} error={error} action={action} />
      ))}
    </div>
  )
}

function ActionButton({ error, action }: { error: SyncErrorRow; action: SyncErrorAction }) {
  switch (action.kind) {
    case 'reprocess':
      return <RetryButton error={error} words="Reprocess" />
    case 'run-again':
      return <RetryButton error={error} words={`Run ${TASKS[action.task].name} again`} />
    case 'accept-change':
      return <AnswerButton error={error} answer="accept-change" words="Take the change" />
    case 'keep-ours':
      return <AnswerButton error={error} answer="keep-ours" words="Keep ours" />
    case 'choose-person':
      return <ChoosePerson schoolId={action.schoolId} />
    case 'open-settings':
      return <span className="fb-soft">Settings, page {action.page}</span>
    case 'ignore':
      return <IgnoreButton error={error} />
    default:
      return assertNever(action)
  }
}

/** What came of it is announced when the run that did it closes. */
function RetryButton({ error, words }: { error: SyncErrorRow; words: string }) {
  const retry = useRetryError()
  return (
    <Button loading={retry.isPending} onClick={() => retry.mutate(error.id)}>
      {words}
    </Button>
  )
}

function AnswerButton({
  error,
  answer,
  words,
}: {
  error: SyncErrorRow
  answer: 'accept-change' | 'keep-ours'
  words: string
}) {
  const answering = useAnswerError()
  return (
    <Button
      variant={answer === 'accept-change' ? 'filled' : 'default'}
      loading={answering.isPending}
      onClick={() => answering.mutate({ id: error.id, answer })}
    >
      {words}
    </Button>
  )
}

function IgnoreButton({ error }: { error: SyncErrorRow }) {
  const ignore = useIgnoreError()
  return (
    <Button
      variant="default"
      loading={ignore.isPending}
      onClick={() => ignore.mutate(error.id, { onSuccess: () => notify('good', 'Ignored, with your name on it.') })}
    >
      Ignore
    </Button>
  )
}

/** Several people carry one School Id: the clerk says which is meant. */
function ChoosePerson({ schoolId }: { schoolId: string }) {
  const people = useQuery(peopleWithSchoolId(schoolId))
  const choose = useChoosePerson()
  return (people.data?.items ?? [])
    .filter(person => person.schoolId === schoolId)
    .map(person => (
      <Button
        key={person.id}
        variant="default"
        loading={choose.isPending && choose.variables.person === person.id}
        onClick={() =>
          choose.mutate(
            { schoolId, person: person.id },
            { onSuccess: () => notify('good', `School Id ${schoolId} now means ${person.name}.`) },
          )
        }
      >
        It is {person.name}
        {person.grade === null ? '' : `, grade ${person.grade}`}
        {person.location === null ? '' : `, ${person.location}`}
      </Button>
    ))
}
