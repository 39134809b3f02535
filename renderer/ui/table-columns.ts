import {
  type ColumnDef,
  columnOrderingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  type RowData,
  tableFeatures,
} from '@tanstack/react-table'

export type SortDirection = 'ascending' | 'descending'

/** The address parameters that ask for an order; null takes one away. */
export type SortParams = Readonly<Record<'order' | 'reverse', string | null>>

/**
 * How a column sorts. Only columns whose order the engine (or, for short lists, the window) can give have one. `here` sorts the rows in the window by the
 * column's value: for lists that are here whole.
 */
export interface ColumnSort {
  ascending: SortParams
  descending: SortParams
  /** The direction of the first click. */
  first: SortDirection
  here?: boolean
}

/** What a column says about itself beside its size. */
export interface ColumnLook {
  /** Amounts and counts stand at the right. */
  align?: 'end'
  /** Takes the width that is left. */
  grow?: boolean
  /** Its name in the Columns menu, where the header is no text. */
  label?: string
  /** Not shown until chosen in the Columns menu. */
  hidden?: boolean
  sort?: ColumnSort
}

/** A sort by one of the engine's orders: `order=due`, and turned round `order=due&reverse=yes`. */
export function sortBy(order: string, natural: SortDirection): ColumnSort {
  const [plain, turned] = [
    { order, reverse: null },
    { order, reverse: 'yes' },
  ]
  return natural === 'ascending'
    ? { ascending: plain, descending: turned, first: natural }
    : { ascending: turned, descending: plain, first: natural }
}

/** A sort whose directions have names of their own; null is the list's order when none is asked for. */
export function sortAs(ascending: string | null, descending: string | null, first: SortDirection): ColumnSort {
  const params = (order: string | null) => ({ order, reverse: null })
  return { ascending: params(ascending), descending: params(descending), first }
}

/** A sort in the window by the column's own value, for a list that is here whole. */
export function sortHere(columnId: string, first: SortDirection = 'ascending'): ColumnSort {
  return { ...sortBy(columnId, 'ascending'), first, here: true }
}

/** The table features in use. Filters, sorting and pages are the engine's. */
export const listFeatures = tableFeatures({
  columnSizingFeature,
  columnVisibilityFeature,
  columnOrderingFeature,
  columnMeta: {} as ColumnLook,
})
export type ListFeatures = typeof listFeatures
export type ListColumn<Row extends RowData> = ColumnDef<ListFeatures, Row, unknown>

/** Helper for a list's columns; keep the result at module scope, so that it stays the same. */
export function columnHelper<Row extends RowData>() {
  return createColumnHelper<ListFeatures, Row>()
}

/** The classes of a cell: the first column stays in sight. */
export function cellClass(place: number, align: 'end' | undefined): string | undefined {
  if (place === 0) return align === 'end' ? 'fb-first fb-end' : 'fb-first'
  return align === 'end' ? 'fb-end' : undefined
}
