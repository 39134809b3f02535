import { type ReactTable, type RowData, useTable } from '@tanstack/react-table'
import { useEffect, useId, useMemo, useRef } from 'react'
import { useKeptPlace } from './kept-place.ts'
import { NO_KEYS, type RowKeys, useRowKeys } from './row-keys.ts'
import { useRowWalk } from './row-walk.ts'
import type { RowSelection } from './selection.ts'
import { type ListColumn, type ListFeatures, listFeatures } from './table-columns.ts'
import { isGrowing, TableHead } from './table-head.tsx'
import type { TableLayout } from './table-layout.ts'
import { MemoRow, type RowActions } from './table-row.tsx'
import type { ListRows } from './table-rows.ts'
import { useTableScroll } from './table-scroll.ts'

/** Rows before the end at which the next page is asked for, where the list's length is not known. */
const AHEAD_ROWS = 40

export interface DataTableProps<Row extends RowData> {
  /** What the table lists, for screen readers. */
  label: string
  columns: ListColumn<Row>[]
  layout: TableLayout
  list: ListRows<Row>
  rowId: (row: Row) => string
  /** What was asked, as a text; when it changes the list begins at its top. */
  asked: string
  selection: RowSelection | null
  /** What letters do with the active row, where letters are shortcuts. */
  rowKeys?: RowKeys<Row>
}

/** A list of any length: real table semantics, only the visible rows in the document, rows fetched where one looks. */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { label, columns, layout, list, rowId, asked, selection, rowKeys } = props
  const scroller = useRef<HTMLDivElement>(null)
  const table = useListTable(columns, layout, list.rows, rowId)
  const places = usePlaces(list, rowId)
  const scroll = useTableScroll(scroller, places.count)
  const walk = useRowWalk({ ...places, reach: scroll.reach, asked, busy: list.loading }, useId(), selection)
  const onRowKey = useRowKeys<Row>(rowKeys ?? NO_KEYS, { busy: list.loading, row: places.rowAt(walk.activeIndex) })
  useKeptPlace({ ...places, top: scroll.top, moveBy: scroll.moveBy, toTop: scroll.toTop }, asked)
  useFetching(list, places.count, scroll.drawn)
  const actions = useRowActions(walk, selection)
  const { first, last, abovePx, belowPx } = scroll.drawn
  const shown = table.getVisibleLeafColumns()
  const grows = shown.some(column => isGrowing(column, layout))
  const byId = table.getRowModel().rowsById
  const drawn = Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => first + step)
  const keyOf = useElementKeys(first, last)
  const grid = walk.gridProps(index => index >= first && index <= last)
  return (
    <div
      ref={scroller}
      className={selection === null ? 'fb-table-scroller' : 'fb-table-scroller fb-table-checked'}
      aria-busy={list.loading}
      style={{ scrollPaddingLeft: (shown[0]?.getSize() ?? 0) + (selection === null ? 0 : 40) }}
    >
      <table
        {...grid}
        onKeyDown={event => {
          if (!onRowKey(event)) grid.onKeyDown(event)
        }}
        className={list.loading ? 'fb-table fb-table-loading' : 'fb-table'}
        style={grows ? { minWidth: table.getTotalSize() } : { width: table.getTotalSize() }}
        aria-label={label}
        aria-rowcount={list.hasMore && (list.total ?? null) === null ? -1 : places.count + 1}
      >
        <TableHead
          table={table}
          layout={layout}
          selecting={selection === null ? null : { selection, count: places.count }}
        />
        <Gap height={abovePx} />
        <tbody>
          {drawn.map(index => {
            const id = places.idAt(index)
            return (
              <MemoRow
                key={keyOf(index)}
                table={table}
                columns={shown}
                row={id === undefined ? undefined : byId[id]}
                index={index}
                domId={walk.rowDomId(index)}
                isActive={index === walk.activeIndex}
                isOpen={id !== undefined && id === walk.openId}
                isSelected={id !== undefined && selection?.has(id) === true}
                actions={actions}
              />
            )
          })}
        </tbody>
        <Gap height={belowPx} />
      </table>
    </div>
  )
}

/**
 * Keys of the rows' elements: as many as were ever drawn at once. A row that leaves the view lends its element to one that comes, and where one jumps to
 * another part of the list, every element stays in its place and shows another row.
 */
function useElementKeys(first: number, last: number): (index: number) => number {
  const drawn = useRef({ first: 0, last: -1, base: 0, size: 1 })
  const before = drawn.current
  const size = Math.max(before.size, last - first + 1)
  const isApart = first > before.last || last < before.first
  const base = isApart ? first - modulo(before.first - before.base, before.size) : before.base
  drawn.current = { first, last, base, size }
  return index => modulo(index - base, size)
}

function modulo(value: number, size: number): number {
  return ((value % size) + size) % size
}

/** The table's model of what is here: columns as they are chosen, ordered and sized. */
function useListTable<Row extends RowData>(
  columns: ListColumn<Row>[],
  layout: TableLayout,
  rows: Row[],
  rowId: (row: Row) => string,
): ReactTable<ListFeatures, Row> {
  const { order, visibility, widths } = layout
  const state = useMemo(
    () => ({ columnOrder: order, columnVisibility: visibility, columnSizing: widths }),
    [order, visibility, widths],
  )
  return useTable({ features: listFeatures, columns, data: rows, getRowId: rowId, state })
}

/** The list by places: how many there are, and who stands where. */
function usePlaces<Row extends RowData>({ total, rows, rowAt }: ListRows<Row>, rowId: (row: Row) => string) {
  const count = total ?? rows.length
  const at = rowAt ?? ((index: number) => rows[index])
  return {
    count,
    rowAt: at,
    idAt: (index: number) => {
      const row = at(index)
      return row === undefined ? undefined : rowId(row)
    },
  }
}

/** Says what is looked at, and asks for more where the list's length is not known. */
function useFetching<Row extends RowData>(
  { show, loadMore, hasMore, loading, total }: ListRows<Row>,
  count: number,
  { first, last }: { first: number; last: number },
): void {
  useEffect(() => {
    if (last >= first) show?.(first, last)
  }, [show, first, last])
  const isEndNear = (total ?? null) === null && hasMore && last >= count - AHEAD_ROWS
  useEffect(() => {
    if (isEndNear && !loading) loadMore()
  }, [isEndNear, loading, loadMore])
}

/** What a click on a row does, as one object for all rows as long as they can or cannot be selected. */
function useRowActions(
  { show, activeIndex, setActive }: Pick<ReturnType<typeof useRowWalk>, 'show' | 'activeIndex' | 'setActive'>,
  selection: RowSelection | null,
): RowActions {
  const latest = useRef({ selection, activeIndex })
  latest.current = { selection, activeIndex }
  const canPick = selection !== null
  return useMemo(
    () => ({
      show,
      pick: canPick
        ? (index, id, isExtending) => {
            const { selection: picked, activeIndex: from } = latest.current
            if (isExtending) picked?.extend(from < 0 ? index : from, index)
            else picked?.toggle(index)
            setActive({ index, id })
          }
        : null,
    }),
    [show, canPick, setActive],
  )
}

/** The room of the rows that are not drawn. */
function Gap({ height }: { height: number }) {
  return height <= 0 ? null : (
    <tbody aria-hidden="true" className="fb-gap">
      <tr>
        <td style={{ height }} />
      </tr>
    </tbody>
  )
}
