import { queryOptions, useMutation } from '@tanstack/react-query'
import type { CallRequest } from '../../contract/calls.ts'
import type { SyncErrorRow } from '../../contract/rows/sync-error.ts'
import { call } from './bridge.ts'

/** Errors looked through for one of them. */
const LOOKED_THROUGH = 2_000

/** One error, also when it is closed meanwhile and has left the list; null when it is none of the open and none of the latest ones. */
export function errorDetail(id: string) {
  return queryOptions({
    queryKey: ['errors.list', 'one', id],
    queryFn: async () => {
      for (const state of ['open', 'all'] as const) {
        const { items } = await call('errors.list', { state, limit: LOOKED_THROUGH })
        const found = items.find(each => each.id === id)
        if (found !== undefined) return found
      }
      return null
    },
  })
}

/** Does what an error offers: reprocesses its import, or runs its task again. */
export function useRetryError() {
  return useMutation({ mutationFn: (id: string) => call('errors.retry', { id }) })
}

/** Does what several errors offer: their imports are tried again in one run, each of their tasks is run once, and each of their deliveries is sent again. */
export function useRetryErrors() {
  return useMutation({
    mutationFn: async (errors: readonly SyncErrorRow[]) => {
      const actions = errors.flatMap(error => error.actions)
      const ids = new Set(actions.flatMap(action => (action.kind === 'reprocess' ? [action.importId] : [])))
      const tasks = new Set(actions.flatMap(action => (action.kind === 'run-again' ? [action.task] : [])))
      const deliveries = new Set(actions.flatMap(each => (each.kind === 'retry-delivery' ? [each.deliveryId] : [])))
      if (ids.size > 0) await call('imports.reprocess', { ids: [...ids] })
      for (const id of deliveries) await call('outbox.retry', { id })
      // One after another: only one run of a task at a time, and a reprocess is one too.
      for (const task of tasks) await call('runs.start', { task, trigger: 'clerk', wait: true })
    },
  })
}

/** Ignores errors, one after another, with the clerk's name on each. Gives how many. */
export function useIgnoreErrors() {
  return useMutation({
    mutationFn: async (ids: readonly string[]) => {
      for (const id of ids) await call('errors.ignore', { id })
      return ids.length
    },
  })
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
