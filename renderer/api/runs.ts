import { infiniteQueryOptions, queryOptions, useMutation } from '@tanstack/react-query'
import type { Listing } from '../../contract/calls.ts'
import type { RunItem, RunRow } from '../../contract/rows/run.ts'
import { askHost, call } from './bridge.ts'
import { fetchFile } from './files.ts'

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

/** Items of one page while looking for those of a group, and how many are wanted before they are shown. */
const LOOKED_THROUGH = 2_000
const WANTED = 100
/** Pages looked through before the clerk is asked whether to go on. */
const PAGES_MOST = 25

/** Items of a run that fit a group, page by page: the engine gives all of them, so others are passed over here. */
export function runItemsThat(id: string, group: { id: string; fits: (item: RunItem) => boolean }) {
  return infiniteQueryOptions({
    queryKey: ['runs.show', id, 'group', group.id],
    queryFn: async ({ pageParam }) => {
      const items: RunItem[] = []
      let after = pageParam
      for (let pages = 0; pages < PAGES_MOST && items.length < WANTED; pages += 1) {
        const page = await call('runs.show', { id, limit: LOOKED_THROUGH, ...(after === null ? {} : { after }) })
        items.push(...page.items.filter(group.fits))
        after = page.next
        if (after === null) break
      }
      return { items, next: after }
    },
    initialPageParam: null as string | null,
    getNextPageParam: last => last.next,
  })
}

/** Runs of one page while looking for the one before another. */
const RUNS_OF_A_PAGE = 500

/** The live run before a run: as it left the ledger, the other found it. Null for the first. */
export function runBefore(id: string) {
  return queryOptions({
    queryKey: ['runs.list', 'before', id],
    queryFn: async (): Promise<RunRow | null> => {
      let isPast = false
      let after: string | null = null
      do {
        const page: Listing<RunRow> = await call('runs.list', {
          limit: RUNS_OF_A_PAGE,
          ...(after === null ? {} : { after }),
        })
        for (const run of page.items) {
          if (isPast && run.mode === 'live' && run.outcome !== 'running') return run
          isPast ||= run.runId === id
        }
        after = page.next
      } while (after !== null)
      return null
    },
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
      // A held change says in its last words whether it waives a fee or voids an entry.
      const waivers = held.filter(item => item.message?.endsWith(' would be waived.'))
      return { count: held.length, cents: sumOf(held), waivers: waivers.length, waivedCents: -sumOf(waivers) }
    },
  })
}

function sumOf(items: readonly RunItem[]): number {
  return items.reduce((sum, item) => sum + (item.amountCents ?? 0), 0)
}

/** Opens the workbook of a test run, or lets the browser take it. */
export function useOpenWorkbook() {
  return useMutation({
    mutationFn: (runId: string) => askHost('files.openWorkbook', { runId }),
    onSuccess: outcome => {
      if (outcome.kind === 'download') fetchFile(outcome)
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

/** What undoing a run would do, fee by fee; asked anew each time, because any payment can change it. */
export function undoPlan(id: string) {
  return queryOptions({
    queryKey: ['runs.undo', id],
    queryFn: () => call('runs.undo', { id }),
    retry: false,
    gcTime: 0,
    staleTime: 0,
  })
}

/** Undoes a run, as a run of its own (U1); the dialog says in its place what was refused. */
export function useUndoRun() {
  return useMutation({
    meta: { saidInPlace: true },
    mutationFn: (id: string) => call('runs.undo', { id, approve: true }),
  })
}
