import { Button } from '@mantine/core'
import { assertNever } from '../../../contract/assert-never.ts'
import type { SyncErrorAction, SyncErrorRow } from '../../../contract/rows/sync-error.ts'
import { TASKS } from '../../../contract/tasks.ts'
import { useAnswerError, useIgnoreErrors, useRetryError } from '../../api/errors.ts'
import { useAnswerFee } from '../../api/office.ts'
import { ANSWER_WORDS } from '../../format/answer-words.ts'
import { TransferButtons } from '../../office/transfer-buttons.tsx'
import { hashOf, OPEN, setParams } from '../../ui/address.ts'
import { notify } from '../../ui/notices.tsx'

/** Where the buttons of an error stand: small ones on its row, or those of its panel. */
export type ActionsPlace = 'row' | 'panel'

interface ActionProps {
  error: SyncErrorRow
  place: ActionsPlace
}

/** The ways out that an error offers, as buttons. */
export function ErrorActions({ error, place }: ActionProps) {
  return (
    <div className={place === 'row' ? 'fb-row-actions' : 'fb-buttons'}>
      {error.transfer === null ? null : <TransferButtons transfers={[error.transfer]} place={place} />}
      {error.actions.map(action => (
        <ActionButton key={action.kind} error={error} place={place} action={action} />
      ))}
    </div>
  )
}

function ActionButton({ error, place, action }: ActionProps & { action: SyncErrorAction }) {
  switch (action.kind) {
    case 'reprocess':
      return <RetryButton error={error} place={place} words="Reprocess" />
    case 'run-again':
      return <RetryButton error={error} place={place} words={`Run ${TASKS[action.task].name} again`} />
    case 'accept-change':
    case 'keep-ours':
      return <AnswerButton error={error} place={place} answer={action.kind} />
    case 'choose-person':
      // In the panel the people themselves stand above the buttons.
      return place === 'panel' ? null : (
        <PlainButton place={place} words="Choose person…" onClick={() => setParams({ [OPEN]: error.id }, 'push')} />
      )
    case 'open-settings':
      return <SettingsWay place={place} page={action.page} />
    case 'owed-again':
    case 'waive-too':
    case 'keep-credit':
      return <FeeAnswerButton place={place} feeId={action.feeId} answer={action.kind} />
    case 'retry-delivery':
    case 'mark-sent':
    case 'ignore-delivery':
      // The buttons of the transfer itself stand first.
      return null
    case 'ignore':
      return <IgnoreButton error={error} place={place} />
    default:
      return assertNever(action)
  }
}

interface PlainButtonProps {
  place: ActionsPlace
  words: string
  /** The first thing to do; at most one or two of an error's buttons are. */
  isMain?: boolean
  isBusy?: boolean
  onClick: () => void
}

/** A button of an error. On a row it is no tab stop of its own: the keyboard's way is Enter, which opens the panel with the same buttons. */
function PlainButton({ place, words, isMain = false, isBusy = false, onClick }: PlainButtonProps) {
  const isRow = place === 'row'
  return (
    <Button
      variant={isRow ? 'subtle' : isMain ? 'filled' : 'default'}
      size={isRow ? 'compact-sm' : 'xs'}
      tabIndex={isRow ? -1 : undefined}
      loading={isBusy}
      onClick={event => {
        // The row behind it opens its story; its buttons do not.
        event.stopPropagation()
        onClick()
      }}
    >
      {words}
    </Button>
  )
}

/** What came of it is announced when the run that did it closes. */
function RetryButton({ error, place, words }: ActionProps & { words: string }) {
  const retry = useRetryError()
  return (
    <PlainButton place={place} words={words} isMain isBusy={retry.isPending} onClick={() => retry.mutate(error.id)} />
  )
}

function AnswerButton({ error, place, answer }: ActionProps & { answer: 'accept-change' | 'keep-ours' }) {
  const answering = useAnswerError()
  const isChange = answer === 'accept-change'
  return (
    <PlainButton
      place={place}
      words={isChange ? 'Accept the change' : 'Keep ours'}
      isMain={isChange}
      isBusy={answering.isPending}
      onClick={() =>
        answering.mutate(
          { id: error.id, answer },
          { onSuccess: () => notify('good', isChange ? 'The change is entered.' : 'Ours is kept.') },
        )
      }
    />
  )
}

/** The answer to a question of a fee itself (M6, M7). */
function FeeAnswerButton({
  place,
  feeId,
  answer,
}: {
  place: ActionsPlace
  feeId: string
  answer: keyof typeof ANSWER_WORDS
}) {
  const answering = useAnswerFee()
  const { words, done } = ANSWER_WORDS[answer]
  return (
    <PlainButton
      place={place}
      words={words}
      isBusy={answering.isPending}
      onClick={() => answering.mutate({ id: feeId, answer }, { onSuccess: () => notify('good', done) })}
    />
  )
}

/** Leads to the page of Settings that is meant. */
function SettingsWay({ place, page }: { place: ActionsPlace; page: string }) {
  const isRow = place === 'row'
  return (
    <Button
      component="a"
      href={hashOf('settings', { page })}
      variant={isRow ? 'subtle' : 'default'}
      size={isRow ? 'compact-sm' : 'xs'}
      tabIndex={isRow ? -1 : undefined}
      onClick={event => event.stopPropagation()}
    >
      Open settings
    </Button>
  )
}

function IgnoreButton({ error, place }: ActionProps) {
  const ignore = useIgnoreErrors()
  return (
    <PlainButton
      place={place}
      words="Ignore"
      isBusy={ignore.isPending}
      onClick={() => ignore.mutate([error.id], { onSuccess: () => notify('good', 'Ignored, with your name on it.') })}
    />
  )
}
