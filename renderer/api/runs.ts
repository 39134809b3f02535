import { infiniteQueryOptions, useMutation } from '@tanstack/react-query'
import { call } from './bridge.ts'

/** A run with its items, page by page; every page repeats the run's row and its brake reasons. */
export function runDetail(id: string) {
  return infiniteQueryOptions({
    queryKey: ['runs.show', id],
    queryFn: ({ pageParam }) =>
      call('runs.show', pageParam === null ? { id, limit: 200 } : { id, limit: 200, after: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: last => last.next,
  })
}

/** Asks a running run to stop between pages or batches. */
export function useCancelRun() {
  return useMutation({ mutationFn: (id: string) => call('runs.cancel', { id }) })
}

/** Approves a waiting run: it plans anew and goes on. */
export function useApproveRun() {
  return useMutation({ mutationFn: (id: string) => call('runs.approve', { id }) })
}

/** Discards what a waiting run would waive or remove; its imports stay. */
export function useDiscardRun() {
  return useMutation({ mutationFn: (id: string) => call('runs.discard', { id }) })
}
