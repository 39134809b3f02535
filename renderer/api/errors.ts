import { queryOptions, useMutation } from '@tanstack/react-query'
import type { CallRequest } from '../../contract/calls.ts'
import { call } from './bridge.ts'

/** Does what an error offers: reprocesses its import, or runs its task again. */
export function useRetryError() {
  return useMutation({ mutationFn: (id: string) => call('errors.retry', { id }) })
}

export function useIgnoreError() {
  return useMutation({ mutationFn: (id: string) => call('errors.ignore', { id }) })
}

export function useAnswerError() {
  return useMutation({ mutationFn: (answer: CallRequest<'errors.answer'>) => call('errors.answer', answer) })
}

/** Students with a part of a School Id (or name), from whom the clerk chooses. */
export function studentsLike(part: string) {
  return queryOptions({
    queryKey: ['students.list', part],
    queryFn: () => call('students.list', { search: part }),
  })
}

export function useChoosePerson() {
  return useMutation({ mutationFn: (choice: CallRequest<'students.choose'>) => call('students.choose', choice) })
}
