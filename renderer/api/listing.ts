import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import type { CallRequest, Listing } from '../../contract/calls.ts'
import type { FeeRow } from '../../contract/rows/fee.ts'
import type { ImportRow } from '../../contract/rows/import.ts'
import type { RunRow } from '../../contract/rows/run.ts'
import type { SyncErrorRow } from '../../contract/rows/sync-error.ts'
import { call } from './bridge.ts'

/** The calls that list rows page by page, and their rows. */
interface ListRows {
  'imports.list': ImportRow
  'fees.list': FeeRow
  'errors.list': SyncErrorRow
  'runs.list': RunRow
}
export type ListName = keyof ListRows
export type ListFilter<Name extends ListName> = Omit<CallRequest<Name>, 'limit' | 'after'>

/** Rows of one page in the window: two screens, so that the first comes at once. */
const PAGE_ROWS = 200

/** A list as keyset pages, loaded as one scrolls. While another filter loads, the rows of the last one stay. */
export function listOptions<Name extends ListName>(name: Name, filter: ListFilter<Name>) {
  return infiniteQueryOptions({
    queryKey: [name, filter],
    queryFn: async ({ pageParam }): Promise<Listing<ListRows[Name]>> => {
      const page = pageParam === null ? { limit: PAGE_ROWS } : { limit: PAGE_ROWS, after: pageParam }
      // A filter with a page is that list's request, and its reply a page of its rows; TypeScript cannot see it through the generic name.
      return (await call(name, { ...filter, ...page } as CallRequest<Name>)) as Listing<ListRows[Name]>
    },
    initialPageParam: null as string | null,
    getNextPageParam: last => last.next,
    placeholderData: keepPreviousData,
  })
}

/** The rows of a list so far, and how to get more. */
export interface LoadedRows<Row> {
  rows: Row[]
  /** True until there is a row to show, or it is known that there is none. */
  first: boolean
  /** True while anything is being asked; the old rows stay. */
  loading: boolean
  error: Error | null
  hasMore: boolean
  loadMore: () => void
  /** True when the list has changed since, and was too long to be asked again by itself. */
  outdated: boolean
  /** Begins the list anew from its first page. */
  restart: () => void
  retry: () => void
}

/** Uses a list; see {@link listOptions}. */
export function useRows<Name extends ListName>(name: Name, filter: ListFilter<Name>): LoadedRows<ListRows[Name]> {
  const client = useQueryClient()
  const options = listOptions(name, filter)
  const query = useInfiniteQuery(options)
  const rows = useMemo(() => (query.data?.pages ?? []).flatMap(page => page.items), [query.data])
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = query
  // A search looks through so many rows at a time, so a page can be empty and not be the last: only `next: null` is the end.
  const searching = rows.length === 0 && hasNextPage && !isFetchNextPageError
  useEffect(() => {
    if (searching && !isFetching) void fetchNextPage()
  }, [searching, isFetching, fetchNextPage])
  return {
    rows,
    first: query.isPending || searching,
    loading: isFetching,
    error: query.error,
    hasMore: hasNextPage,
    loadMore: () => {
      // After a refusal the clerk asks again; the list does not, or it would ask for ever.
      if (hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage()
    },
    outdated: query.isStale && !isFetching && query.error === null,
    restart: () => void client.resetQueries({ queryKey: options.queryKey, exact: true }),
    retry: () => void query.refetch(),
  }
}
