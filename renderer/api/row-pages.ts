import { hashKey, type Query, type QueryClient, queryOptions, useQueries, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Outline } from '../../contract/calls.ts'
import type { ListFilter, ListName, RowOf } from './listing.ts'
import { markOf, type PlacedRows, pagesAround, placeRows } from './row-places.ts'

/** A list as it was when it was counted: its pages are fetched behind the marks of that count, so that they fit together. */
export interface Edition<Name extends ListName> {
  name: Name
  filter: ListFilter<Name>
  outline: Outline
}

interface RowPagesRequest<Name extends ListName> {
  /** What the asked list is, or null until it is counted or where it cannot be. */
  edition: Edition<Name> | null
  /** The list's first rows, which are there before its pages. */
  firstRows: RowOf<Name>[]
  /** True while the first rows are still those of the filter before. */
  isPlaceholderData: boolean
  fetchPage: (
    name: Name,
    filter: ListFilter<Name>,
    page: { limit: number; after: string | null },
  ) => Promise<{ items: RowOf<Name>[] }>
}

/** Pages kept beside those that are looked at; older ones are asked for again. */
const PAGES_KEPT = 30
/** While one scrolls, pages are asked for at most this often. */
const PAUSE_MS = 90

const PAGE = 'page'

/** Fetches the pages of a counted list around what is looked at, and keeps a few. */
export function useRowPages<Name extends ListName>(request: RowPagesRequest<Name>) {
  const { firstRows, isPlaceholderData, fetchPage } = request
  const client = useQueryClient()
  const [range, show] = useLookedAt()
  const optionsOf = useCallback(
    ({ name, filter, outline }: Edition<Name>, page: number) => {
      const after = markOf(outline, page)
      return queryOptions({
        queryKey: [name, filter, PAGE, after ?? page, outline.every],
        queryFn: async () => (await fetchPage(name, filter, { limit: outline.every, after: after ?? null })).items,
        enabled: after !== undefined,
      })
    },
    [fetchPage],
  )
  const prepare = useCallback(
    (next: Edition<Name>) =>
      Promise.all(
        pagesAround(next.outline, range.first, range.last).map(page => client.prefetchQuery(optionsOf(next, page))),
      ),
    [client, optionsOf, range],
  )
  const edition = useShownEdition(request.edition, isPlaceholderData, prepare)
  const wanted = useMemo(() => {
    if (edition === null || edition.outline.count <= firstRows.length) return []
    return pagesAround(edition.outline, range.first, range.last)
  }, [edition, firstRows.length, range])
  const results = useQueries({
    queries: edition === null ? [] : wanted.map(page => optionsOf(edition, page)),
    combine: combinePages,
  })
  useEffect(() => {
    if (wanted.length > 0) forgetPages(client)
  }, [client, wanted])
  const placed = useMemo((): PlacedRows<RowOf<Name>> => {
    if (edition === null) return { rows: firstRows, rowAt: index => firstRows[index] }
    const pages = new Map<number, RowOf<Name>[]>()
    wanted.forEach((page, index) => {
      const rows = results.data.get(index)
      if (rows !== undefined) pages.set(page, rows)
    })
    return placeRows(edition.outline, firstRows, pages)
  }, [edition, firstRows, wanted, results])
  return {
    ...placed,
    total: edition?.outline.count ?? null,
    error: results.error,
    retry: results.retry,
    show,
  }
}

interface PageResult<Row> {
  data: Row[] | undefined
  error: Error | null
  refetch: () => unknown
}

/** The pages in the order in which they were asked for. A Map, because the rows of plain arrays would be compared one by one with those of before. */
function combinePages<Row>(results: readonly PageResult<Row>[]) {
  return {
    data: new Map(results.map((result, index) => [index, result.data])),
    error: results.find(result => result.error !== null)?.error ?? null,
    retry: () => {
      for (const result of results) if (result.error !== null) void result.refetch()
    },
  }
}

/**
 * The edition to show. One of another filter is shown at once, for its first rows are here. A newer count of the same list waits until its pages around what
 * is looked at are here, so that no row flickers.
 */
function useShownEdition<Name extends ListName>(
  latest: Edition<Name> | null,
  isPlaceholderData: boolean,
  prepare: (next: Edition<Name>) => Promise<unknown>,
): Edition<Name> | null {
  const [shown, setShown] = useState<Edition<Name> | null>(null)
  const isSame = shown !== null && latest !== null && listKey(shown) === listKey(latest)
  const isNew = latest !== null && shown?.outline !== latest.outline
  const latestPrepare = useRef(prepare)
  latestPrepare.current = prepare
  const next = useRef(latest)
  next.current = latest
  const outline = latest?.outline
  useEffect(() => {
    const edition = next.current
    if (edition === null || outline === undefined || !isNew) return
    if (!isSame) return setShown(edition)
    let isCurrent = true
    void latestPrepare.current(edition).then(() => {
      if (isCurrent) setShown(edition)
    })
    return () => {
      isCurrent = false
    }
  }, [outline, isNew, isSame])
  if (isPlaceholderData) return shown
  return isSame ? shown : latest
}

function listKey<Name extends ListName>({ name, filter }: Edition<Name>): string {
  return hashKey([name, filter])
}

/** Rows are told by the hundred, so that a slow scroll does not draw the whole tab anew with every row. */
const STEP_ROWS = 100

/** Rows that pass by faster than this cannot be read and are not fetched: 3,000 a second. */
const FAST_ROWS_PER_MS = 3
/** Who has not scrolled for so long jumps, and does not pass by. */
const STILL_MS = 150

/** Which rows are looked at. Told at once, but while one scrolls only now and then, and while rows fly past not until they come to rest. */
function useLookedAt() {
  const [range, setRange] = useState({ first: 0, last: 0 })
  const seen = useRef<Looking>({ row: 0, atMs: 0, toldAtMs: 0, timer: undefined })
  useEffect(() => () => clearTimeout(seen.current.timer), [])
  const show = useCallback((firstRow: number, lastRow: number) => {
    const looking = seen.current
    const nowMs = performance.now()
    const first = Math.floor(firstRow / STEP_ROWS) * STEP_ROWS
    const last = Math.ceil(lastRow / STEP_ROWS) * STEP_ROWS
    const tell = () => {
      looking.toldAtMs = performance.now()
      setRange(before => (before.first === first && before.last === last ? before : { first, last }))
    }
    const waitMs = fliesPast(looking, firstRow, nowMs) ? PAUSE_MS : looking.toldAtMs + PAUSE_MS - nowMs
    looking.row = firstRow
    looking.atMs = nowMs
    clearTimeout(looking.timer)
    if (waitMs <= 0) tell()
    else looking.timer = setTimeout(tell, waitMs)
  }, [])
  return [range, show] as const
}

interface Looking {
  /** The first row that was looked at last, and when. */
  row: number
  atMs: number
  toldAtMs: number
  timer: ReturnType<typeof setTimeout> | undefined
}

function fliesPast(before: Looking, row: number, nowMs: number): boolean {
  const passedMs = nowMs - before.atMs
  return passedMs < STILL_MS && Math.abs(row - before.row) > FAST_ROWS_PER_MS * passedMs
}

/** Lets go of the pages that were looked at longest ago. */
function forgetPages(client: QueryClient): void {
  const cache = client.getQueryCache()
  const idle = cache.findAll({
    predicate: (query: Query) => query.queryKey[2] === PAGE && query.getObserversCount() === 0,
  })
  if (idle.length <= PAGES_KEPT) return
  const oldest = idle.toSorted((a, b) => a.state.dataUpdatedAt - b.state.dataUpdatedAt)
  for (const query of oldest.slice(0, idle.length - PAGES_KEPT)) cache.remove(query)
}
