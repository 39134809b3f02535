import type { RowData } from '@tanstack/react-table'
import { useCallback, useMemo, useState } from 'react'
import type { ListColumn } from './table-columns.ts'
import {
  boundWidth,
  type ColumnMemory,
  NOTHING_REMEMBERED,
  orderColumns,
  recallColumns,
  rememberColumns,
} from './table-memory.ts'

/** One column as the Columns menu lists it. */
export interface ColumnChoice {
  id: string
  label: string
  isShown: boolean
}

/** Which columns a list shows, in which order and how wide; what a person changes is remembered under the list's name. */
export interface TableLayout {
  order: string[]
  visibility: Record<string, boolean>
  widths: Record<string, number>
  /** All columns but the first, which says what a row is and always stays. */
  choices: ColumnChoice[]
  /** Ids of the columns that are shown, in order. */
  shownIds: string[]
  isChanged: boolean
  setShown: (id: string, isShown: boolean) => void
  setWidth: (id: string, widthPx: number | null) => void
  /** Moves a column one place up or down among those that the menu lists. */
  move: (id: string, by: -1 | 1) => void
  reset: () => void
}

export function useTableLayout<Row extends RowData>(list: string, columns: readonly ListColumn<Row>[]): TableLayout {
  const [memory, setMemory] = useState(() => recallColumns(list))
  const change = useCallback(
    (to: (before: ColumnMemory) => ColumnMemory) =>
      setMemory(before => {
        const after = to(before)
        rememberColumns(list, after)
        return after
      }),
    [list],
  )
  const ids = useMemo(() => columns.map(columnId), [columns])
  const order = useMemo(() => orderColumns(ids, memory.order), [ids, memory.order])
  const visibility = useMemo(() => visibilityOf(columns, memory.shown), [columns, memory.shown])
  const setWidth = useCallback(
    (id: string, widthPx: number | null) =>
      change(before => {
        const { [id]: _, ...others } = before.widths
        return { ...before, widths: widthPx === null ? others : { ...others, [id]: boundWidth(widthPx) } }
      }),
    [change],
  )
  // One object as long as nothing changes: the toolbar is not drawn anew with every row that comes into sight.
  return useMemo(
    () => ({
      order,
      visibility,
      widths: memory.widths,
      choices: order.slice(1).map(id => ({ id, label: labelOf(columns, id), isShown: visibility[id] !== false })),
      shownIds: order.filter(id => visibility[id] !== false),
      isChanged: memory !== NOTHING_REMEMBERED,
      setShown: (id, isShown) => change(before => ({ ...before, shown: { ...before.shown, [id]: isShown } })),
      setWidth,
      move: (id, by) => change(before => ({ ...before, order: moveId(order, id, by) })),
      reset: () => change(() => NOTHING_REMEMBERED),
    }),
    [columns, order, visibility, memory, setWidth, change],
  )
}

/** The id that the table gives a column: its own, or the field that it shows. */
export function columnId<Row extends RowData>(column: ListColumn<Row>): string {
  if (column.id !== undefined) return column.id
  return 'accessorKey' in column ? String(column.accessorKey) : ''
}

function visibilityOf<Row extends RowData>(
  columns: readonly ListColumn<Row>[],
  shown: Readonly<Record<string, boolean>>,
): Record<string, boolean> {
  return Object.fromEntries(
    columns.map((column, index) => {
      const id = columnId(column)
      return [id, index === 0 || (shown[id] ?? column.meta?.hidden !== true)]
    }),
  )
}

function labelOf<Row extends RowData>(columns: readonly ListColumn<Row>[], id: string): string {
  const column = columns.find(each => columnId(each) === id)
  if (column?.meta?.label !== undefined) return column.meta.label
  return typeof column?.header === 'string' ? column.header : id
}

/** Neighbours change places; the first column stays where it is. */
export function moveId(order: readonly string[], id: string, by: -1 | 1): string[] {
  const from = order.indexOf(id)
  const to = from + by
  const neighbour = order[to]
  if (from < 1 || to < 1 || neighbour === undefined) return [...order]
  return order.map((each, index) => (index === from ? neighbour : index === to ? id : each))
}
