import { Button } from '@mantine/core'
import { assertNever } from '../../../contract/assert-never.ts'
import type { SyncErrorAction, SyncErrorRow } from '../../../contract/rows/sync-error.ts'
import { SYSTEM_IDS, SYSTEM_NAMES, TASKS } from '../../../contract/tasks.ts'
import { useAnswerError, useIgnoreError, useRetryError } from '../../api/errors.ts'
import { notify } from '../../ui/notices.tsx'
import { ChoosePerson } from './choose-person.tsx'

/** The ways out that an error offers: first the choice of a person, then buttons. */
export function ErrorActions({ error }: { error: SyncErrorRow }) {
  const choice = error.actions.find(action => action.kind === 'choose-person')
  return (
    <>
      {choice === undefined ? null : <ChoosePerson error={error} schoolId={choice.schoolId} />}
      <div className="fb-buttons">
        {error.actions.map(action => (
          <ActionButton key={action.kind} error={error} action={action} />
        ))}
      </div>
    </>
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
      // A list of people, above the buttons.
      return null
    case 'open-settings':
      return <SettingsWay page={action.page} />
    case 'ignore':
      return <IgnoreButton error={error} />
    default:
      return assertNever(action)
  }
}

/** Settings are a file in this version: says where. */
function SettingsWay({ page }: { page: string }) {
  const system = SYSTEM_IDS.find(id => id === page)
  return (
    <p className="fb-soft">
      Settings{system === undefined ? '' : ` of ${SYSTEM_NAMES[system]}`} are changed with{' '}
      <code>npx feebridge settings import</code>.
    </p>
  )
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
