import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo } from 'react'
import type { CallName, CallRequest, CallValue, Listing, Outline } from '../../contract/calls.ts'
import type { FeeRow, TransferRow } from '../../contract/rows/fee.ts'
import type { ImportRow } from '../../contract/rows/import.ts'
import type { CategoryRow, ItemTypeRow, LocationRow, StudentRow } from '../../contract/rows/reference.ts'
import type { RunRow } from '../../contract/rows/run.ts'
import type { SyncErrorRow } from '../../contract/rows/sync-error.ts'
import { call } from './bridge.ts'
import { useOutline } from './outlines.ts'
import { useRowPages } from './row-pages.ts'

/** The calls that list rows page by page, their rows, and the call that counts them, where there is one. */
interface Lists {
  'imports.list': { row: ImportRow; outline: 'imports.outline' }
  'fees.list': { row: FeeRow; outline: 'fees.outline' }
  'students.list': { row: StudentRow; outline: 'students.outline' }
  'runs.list': { row: RunRow; outline: 'runs.outline' }
  'errors.list': { row: SyncErrorRow; outline: null }
  'outbox.list': { row: TransferRow; outline: null }
  'locations.list': { row: LocationRow; outline: null }
  'categories.list': { row: CategoryRow; outline: null }
  'itemTypes.list': { row: ItemTypeRow; outline: null }
}
export type ListName = keyof Lists
export type RowOf<Name extends ListName> = Lists[Name]['row']
export type ListFilter<Name extends ListName> = Omit<CallRequest<Name>, 'limit' | 'after'>
/** What a list's outline tells: the count, and sums for fees; null where it is not known. */
export type OutlineOf<Name extends ListName> = Lists[Name]['outline'] extends CallName
  ? CallValue<Lists[Name]['outline']>
  : null

const OUTLINES: { readonly [Name in ListName]: Lists[Name]['outline'] } = {
  'imports.list': 'imports.outline',
  'fees.list': 'fees.outline',
  'students.list': 'students.outline',
  'runs.list': 'runs.outline',
  'errors.list': null,
  'outbox.list': null,
  'locations.list': null,
  'categories.list': null,
  'itemTypes.list': null,
}

/** Rows of the first page, and of each page where a list has no outline: some screens, so that they come at once. */
const PAGE_ROWS = 200
/** A short list is asked for whole: hundreds of rows. */
const WHOLE_ROWS = 2_000
const WHOLE_LISTS: readonly ListName[] = ['locations.list', 'categories.list', 'itemTypes.list']

/** A list as keyset pages, loaded as one scrolls. While another filter loads, the rows of the last one stay. */
export function listOptions<Name extends ListName>(name: Name, filter: ListFilter<Name>) {
  const limit = WHOLE_LISTS.includes(name) ? WHOLE_ROWS : PAGE_ROWS
  return infiniteQueryOptions({
    queryKey: [name, filter],
    queryFn: ({ pageParam }) => fetchRows(name, filter, { limit, after: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: last => last.next,
    placeholderData: keepPreviousData,
  })
}

/** Fetches one page of a list. */
export async function fetchRows<Name extends ListName>(
  name: Name,
  filter: ListFilter<Name>,
  { limit, after }: { limit: number; after: string | null },
): Promise<Listing<RowOf<Name>>> {
  const page = after === null ? { limit } : { limit, after }
  // A filter with a page is that list's request, and its reply a page of its rows; TypeScript cannot see it through the generic name.
  return (await call(name, { ...filter, ...page } as CallRequest<Name>)) as Listing<RowOf<Name>>
}

/** The rows of a list: those that are here, how many there are, and how to get the others. */
export interface LoadedRows<Name extends ListName> {
  /** The rows that are here, in order. Where `total` is not known they are the first ones, without a gap. */
  rows: RowOf<Name>[]
  /** True until there is a row to show, or it is known that there is none. */
  first: boolean
  /** True while the list is being asked; the old rows stay. */
  loading: boolean
  error: Error | null
  hasMore: boolean
  loadMore: () => void
  /** True when the list has changed since, and was too long to be asked again by itself. */
  outdated: boolean
  /** Begins the list anew from its first page. */
  restart: () => void
  retry: () => void
  /** Rows of the whole list; null where that is not known, or not yet. */
  total: number | null
  rowAt: (index: number) => RowOf<Name> | undefined
  /** Says which rows are looked at, so that they are fetched. */
  show: (first: number, last: number) => void
  /** Fetches all rows at once. */
  loadAll: () => Promise<RowOf<Name>[]>
  /** The count and the sums of what the filter holds; null where they are not known, or not yet. */
  outline: OutlineOf<Name> | null
}

/**
 * Uses a list. Its first page is asked for first; the outline tells how long the list is and where its pages begin, so that any place can be fetched at once.
 * A list without an outline is loaded as one scrolls.
 */
export function useRows<Name extends ListName>(name: Name, filter: ListFilter<Name>): LoadedRows<Name> {
  const client = useQueryClient()
  const options = listOptions(name, filter)
  const query = useInfiniteQuery(options)
  const firstRows = useMemo(() => (query.data?.pages ?? []).flatMap(page => page.items), [query.data])
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage, isPlaceholderData } = query
  const isHere = query.data !== undefined && !isPlaceholderData
  // The first page goes before the outline, so that rows are there at once however long counting takes.
  const outline = useOutline<Outline>(OUTLINES[name], filter, isHere)
  const edition = outline === null ? null : { name, filter, outline }
  const pages = useRowPages({ edition, firstRows, isPlaceholderData, fetchPage: fetchRows })
  // A search looks through so many rows at a time, so a page can be empty and not be the last: only `next: null` is the end.
  const searching = firstRows.length === 0 && hasNextPage && !isFetchNextPageError
  useEffect(() => {
    if (searching && !isFetching) void fetchNextPage()
  }, [searching, isFetching, fetchNextPage])
  const total = hasNextPage || isPlaceholderData ? pages.total : firstRows.length
  const loadAll = useCallback(
    async () => (await fetchRows(name, filter, { limit: 100_000, after: null })).items,
    [name, filter],
  )
  return {
    rows: pages.rows,
    first: query.isPending || searching,
    loading: isFetching,
    error: query.error ?? pages.error,
    hasMore: total === null ? hasNextPage : pages.rows.length < total,
    loadMore: () => {
      // After a refusal the clerk asks again; the list does not, or it would ask for ever.
      if (total === null && hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage()
    },
    outdated: query.isStale && !isFetching && query.error === null,
    restart: () => void client.resetQueries({ queryKey: options.queryKey, exact: true }),
    retry: () => {
      void query.refetch()
      pages.retry()
    },
    total,
    rowAt: pages.rowAt,
    show: pages.show,
    loadAll,
    outline: outline as OutlineOf<Name> | null,
  }
}
