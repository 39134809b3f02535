/**
 * What a table shows: the rows that are here, how many there are in all, and how to get the others. The api's lists have this shape; for a short list
 * that is here whole, {@link wholeRows} makes it.
 */
export interface ListRows<Row> {
  /** The rows that are here, in order. Where `total` is not known they are the first ones, without a gap. */
  rows: Row[]
  /** True until there is a row to show, or it is known that there is none. */
  first: boolean
  /** True while anything is being asked; the old rows stay. */
  loading: boolean
  error: Error | null
  hasMore: boolean
  /** True when the list has changed since, and was too long to be asked again by itself. */
  outdated: boolean
  loadMore: () => void
  restart: () => void
  retry: () => void
  /** Rows of the whole list, where that is known: then the scroll bar stands for all of them, and they are fetched where one looks. */
  total?: number | null
  /** The row at a place of the whole list, or undefined while it is not here. */
  rowAt?: (index: number) => Row | undefined
  /** Says which places are looked at. */
  show?: (first: number, last: number) => void
  /** Fetches every row, for a selection of all; only asked of lists up to {@link SELECT_ALL_MOST}. */
  loadAll?: () => Promise<Row[]>
}

/** Rows that Ctrl+A selects beyond those that are loaded. */
export const SELECT_ALL_MOST = 10_000

/** How a query of a short list stands. */
export interface WholeQuery {
  isPending: boolean
  isFetching: boolean
  error: Error | null
  refetch: () => unknown
}

/** A list that is here whole: item types, categories and the like. */
export function wholeRows<Row>(rows: Row[], query: WholeQuery): ListRows<Row> {
  return {
    rows,
    first: query.isPending,
    loading: query.isFetching,
    error: query.error,
    hasMore: false,
    outdated: false,
    loadMore: () => undefined,
    restart: () => void query.refetch(),
    retry: () => void query.refetch(),
    total: rows.length,
    rowAt: index => rows[index],
    show: () => undefined,
    loadAll: async () => rows,
  }
}
