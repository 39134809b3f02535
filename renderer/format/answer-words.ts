import type { CallRequest } from '../../contract/calls.ts'
import type { SyncErrorAction, SyncErrorRow } from '../../contract/rows/sync-error.ts'

export type Answer = CallRequest<'fees.answer'>['answer']

/** The answers to what a fee asks (M6, M7): what stands on the button, and what is told once it is given. */
export const ANSWER_WORDS: Record<Answer, { words: string; done: string }> = {
  'owed-again': { words: 'It is owed again', done: 'It is owed again.' },
  'waive-too': { words: 'Waive it too', done: 'What was left unpaid is waived.' },
  'keep-credit': { words: 'Keep as credit', done: 'It is kept as a credit.' },
}

/** The answers that a sync error asks for; none where it is no question of a fee. */
export function answersOf({ actions }: Pick<SyncErrorRow, 'actions'>): Answer[] {
  return actions.map(action => action.kind).filter(isAnswer)
}

function isAnswer(kind: SyncErrorAction['kind']): kind is Answer {
  return Object.hasOwn(ANSWER_WORDS, kind)
}
