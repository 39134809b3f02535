import type { RowData } from '@tanstack/react-table'
import { setParams } from './address.ts'
import type { ColumnSort, ListColumn, SortDirection, SortParams } from './table-columns.ts'

type Params = Readonly<Record<string, string>>

/** The direction in which a column sorts the list now, or null. */
export function directionOf(sort: ColumnSort, params: Params): SortDirection | null {
  const isAsked = (wanted: SortParams) =>
    (params.order ?? null) === wanted.order && (params.reverse ?? null) === wanted.reverse
  if (isAsked(sort.ascending)) return 'ascending'
  return isAsked(sort.descending) ? 'descending' : null
}

/** The parameters of the next click: first direction, then the other one, and so on. */
export function nextSort(sort: ColumnSort, params: Params): SortParams {
  const now = directionOf(sort, params)
  if (now === null) return sort[sort.first]
  return now === 'ascending' ? sort.descending : sort.ascending
}

export function changeSort(sort: ColumnSort, params: Params): void {
  setParams(nextSort(sort, params))
}

/** Sorts a list that is here whole by the column that is asked for; as it came where none is. */
export function sortRows<Row extends RowData>(rows: Row[], columns: readonly ListColumn<Row>[], params: Params): Row[] {
  const column = columns.find(each => each.meta?.sort?.here === true && directionOf(each.meta.sort, params) !== null)
  const sort = column?.meta?.sort
  if (column === undefined || sort === undefined) return rows
  const sign = directionOf(sort, params) === 'descending' ? -1 : 1
  const values = new Map(rows.map((row, index) => [row, cellValue(column, row, index)]))
  return rows.toSorted((a, b) => sign * compareValues(values.get(a), values.get(b)))
}

function cellValue<Row extends RowData>(column: ListColumn<Row>, row: Row, index: number): unknown {
  if ('accessorFn' in column && column.accessorFn !== undefined) return column.accessorFn(row, index)
  return 'accessorKey' in column ? (row as Record<string, unknown>)[String(column.accessorKey)] : undefined
}

const WORDS = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Numbers by size, words as people look them up; what is not there comes last. */
export function compareValues(a: unknown, b: unknown): number {
  const [isNoA, isNoB] = [a === null || a === undefined, b === null || b === undefined]
  if (isNoA || isNoB) return Number(isNoA) - Number(isNoB)
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return WORDS.compare(String(a), String(b))
}
