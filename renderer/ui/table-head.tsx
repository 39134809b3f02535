import type { Header, ReactTable, RowData } from '@tanstack/react-table'
import { type FocusEvent, type KeyboardEvent, type PointerEvent, useState } from 'react'
import { useAddress } from './address.ts'
import type { RowSelection } from './selection.ts'
import { cellClass, type ListFeatures, type SortDirection } from './table-columns.ts'
import type { TableLayout } from './table-layout.ts'
import { COLUMN_PX_LEAST, COLUMN_PX_MOST } from './table-memory.ts'
import { changeSort, directionOf } from './table-sort.ts'

interface TableHeadProps<Row extends RowData> {
  table: ReactTable<ListFeatures, Row>
  layout: TableLayout
  /** The selection with the number of rows of the list, where rows can be selected. */
  selecting: { selection: RowSelection; count: number } | null
}

/** Width of the column of checkboxes, as in table.css. */
const CHECK_PX = 40

/** Column widths and the header row. The header is one tab stop: arrows lead from column to column; a second one is the edge of the column that one is at. */
export function TableHead<Row extends RowData>({ table, layout, selecting }: TableHeadProps<Row>) {
  const [current, setCurrent] = useState(0)
  const headers = table.getHeaderGroups()[0]?.headers ?? []
  const at = Math.min(current, headers.length - 1)
  return (
    <>
      <colgroup>
        {selecting === null ? null : <col style={{ width: CHECK_PX }} />}
        {headers.map(({ column }) => (
          <col key={column.id} style={isGrowing(column, layout) ? undefined : { width: column.getSize() }} />
        ))}
      </colgroup>
      <thead>
        <tr aria-rowindex={1} onKeyDown={event => walkHeaders(event, at, headers.length)}>
          {selecting === null ? null : <SelectAll {...selecting} />}
          {headers.map((header, index) => (
            <HeadCell
              key={header.id}
              table={table}
              header={header}
              layout={layout}
              place={index}
              isCurrent={index === at}
              onFocus={() => setCurrent(index)}
            />
          ))}
        </tr>
      </thead>
    </>
  )
}

/** A column that takes what is left, as long as nobody gave it a width. */
export function isGrowing(
  column: { id: string; columnDef: { meta?: { grow?: boolean } | undefined } },
  layout: TableLayout,
): boolean {
  return column.columnDef.meta?.grow === true && layout.widths[column.id] === undefined
}

interface HeadCellProps<Row extends RowData> {
  table: ReactTable<ListFeatures, Row>
  header: Header<ListFeatures, Row, unknown>
  layout: TableLayout
  place: number
  isCurrent: boolean
  onFocus: (event: FocusEvent) => void
}

function HeadCell<Row extends RowData>({ table, header, layout, place, isCurrent, onFocus }: HeadCellProps<Row>) {
  const { params } = useAddress()
  const { column } = header
  const sort = column.columnDef.meta?.sort
  const direction = sort === undefined ? null : directionOf(sort, params)
  const words = <table.FlexRender header={header} />
  return (
    <th
      scope="col"
      className={cellClass(place, column.columnDef.meta?.align)}
      aria-sort={sort === undefined ? undefined : (direction ?? 'none')}
      tabIndex={sort === undefined ? (isCurrent ? 0 : -1) : undefined}
      data-head={sort === undefined ? '' : undefined}
      onFocus={onFocus}
    >
      {sort === undefined ? (
        words
      ) : (
        <button
          type="button"
          className="fb-sort"
          data-head=""
          tabIndex={isCurrent ? 0 : -1}
          onClick={() => changeSort(sort, params)}
        >
          <span>{words}</span>
          {direction === null ? null : <SortMark direction={direction} />}
        </button>
      )}
      <ColumnEdge
        label={layout.choices.find(choice => choice.id === column.id)?.label ?? String(column.columnDef.header)}
        widthPx={column.getSize()}
        isCurrent={isCurrent}
        setWidth={widthPx => layout.setWidth(column.id, widthPx)}
      />
    </th>
  )
}

function SortMark({ direction }: { direction: SortDirection }) {
  const shape = direction === 'ascending' ? 'M1 7 5 2.5 9 7z' : 'M1 3 5 7.5 9 3z'
  return (
    <svg className="fb-sort-mark" width="10" height="10" viewBox="0 0 10 10" aria-hidden="true" focusable="false">
      <path d={shape} fill="currentColor" />
    </svg>
  )
}

/** Left and Right lead from header to header; on a column's edge they are the edge's. Down leads into the rows. */
function walkHeaders(event: KeyboardEvent<HTMLTableRowElement>, at: number, count: number): void {
  if (event.target instanceof Element && event.target.matches('hr')) return
  const steps: Record<string, number> = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: count - 1 }
  const to = steps[event.key]
  if (to !== undefined) {
    event.currentTarget.querySelectorAll<HTMLElement>('[data-head]')[Math.max(0, Math.min(count - 1, to))]?.focus()
  } else if (event.key === 'ArrowDown') {
    event.currentTarget.closest<HTMLElement>('[role="grid"]')?.focus()
  } else return
  event.preventDefault()
}

interface ColumnEdgeProps {
  label: string
  widthPx: number
  isCurrent: boolean
  /** Null gives the column its own width again. */
  setWidth: (widthPx: number | null) => void
}

const STEP_PX = 10

/** The edge by which a column is made wider or narrower: dragged, or moved with Left and Right; Enter or a double click give it its own width again. */
function ColumnEdge({ label, widthPx, isCurrent, setWidth }: ColumnEdgeProps) {
  // A column that takes what is left is wider than its own size: one begins at what is seen.
  const seenPx = (edge: Element) => edge.parentElement?.offsetWidth ?? widthPx
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = event.shiftKey ? 5 * STEP_PX : STEP_PX
    if (event.key === 'ArrowLeft') setWidth(seenPx(event.currentTarget) - step)
    else if (event.key === 'ArrowRight') setWidth(seenPx(event.currentTarget) + step)
    else if (event.key === 'Home') setWidth(COLUMN_PX_LEAST)
    else if (event.key === 'Enter') setWidth(null)
    else return
    event.preventDefault()
  }
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return
    event.preventDefault()
    const edge = event.currentTarget
    const [fromPx, fromX] = [seenPx(edge), event.clientX]
    const stop = new AbortController()
    edge.setPointerCapture(event.pointerId)
    const listen = (kind: 'pointermove' | 'pointerup' | 'pointercancel', heard: (moved: { clientX: number }) => void) =>
      edge.addEventListener(kind, heard, { signal: stop.signal })
    listen('pointermove', moved => setWidth(fromPx + moved.clientX - fromX))
    for (const end of ['pointerup', 'pointercancel'] as const) listen(end, () => stop.abort())
  }
  return (
    <hr
      className="fb-edge"
      aria-orientation="vertical"
      title={`Width of ${label}`}
      aria-valuenow={widthPx}
      aria-valuemin={COLUMN_PX_LEAST}
      aria-valuemax={COLUMN_PX_MOST}
      tabIndex={isCurrent ? 0 : -1}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onDoubleClick={() => setWidth(null)}
    />
  )
}

function SelectAll({ selection, count }: { selection: RowSelection; count: number }) {
  const isAll = count > 0 && selection.count >= count
  return (
    <th scope="col" className="fb-check">
      <input
        type="checkbox"
        aria-label={isAll ? 'Select no row' : 'Select all rows'}
        checked={isAll}
        ref={box => {
          if (box !== null) box.indeterminate = !isAll && selection.count > 0
        }}
        onChange={() => (selection.count > 0 ? selection.clear() : selection.selectAll())}
      />
    </th>
  )
}
