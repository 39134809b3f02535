import { infiniteQueryOptions, queryOptions, useMutation } from '@tanstack/react-query'
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

/** Held changes beyond this many are not added up: the brake's sentence has their number. */
const HELD_MOST = 5_000

/** What a waiting run would waive or remove, added up; null where there is too much of it. Held changes stand before all other items. */
export function heldSum(id: string) {
  return queryOptions({
    queryKey: ['runs.show', id, 'held'],
    queryFn: async () => {
      const { items, next } = await call('runs.show', { id, limit: HELD_MOST })
      const held = items.filter(item => item.what === 'held')
      if (held.length === 0 || (next !== null && held.length === items.length)) return null
      return { count: held.length, cents: held.reduce((sum, item) => sum + (item.amountCents ?? 0), 0) }
    },
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
