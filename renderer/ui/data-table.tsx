import { type ReactTable, type RowData, useTable } from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useRef } from 'react'
import { ROW_PX, useKeptPlace, useRowWalk } from './row-walk.ts'
import { type ListColumn, type ListFeatures, listFeatures } from './table-columns.ts'

/** Rows before the end at which the next page is asked for. */
const AHEAD_ROWS = 40

export interface DataTableProps<Row extends RowData> {
  /** What the table lists, for screen readers. */
  label: string
  columns: ListColumn<Row>[]
  rows: Row[]
  rowId: (row: Row) => string
  /** What was asked, as a text; when it changes the list begins at its top. */
  asked: string
  /** True while newer rows are on their way; the old ones stay. */
  loading: boolean
  hasMore: boolean
  loadMore: () => void
}

/** A list of any length: real table semantics, only the visible rows in the document, further pages loaded as one scrolls. */
export function DataTable<Row extends RowData>({
  label,
  columns,
  rows,
  rowId,
  asked,
  loading,
  hasMore,
  loadMore,
}: DataTableProps<Row>) {
  const scroller = useRef<HTMLDivElement>(null)
  const table = useTable({ features: listFeatures, columns, data: rows, getRowId: rowId })
  const tableRows = table.getRowModel().rows
  const virtualizer = useVirtualizer({
    count: tableRows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    // The header takes the first row's height in the scrolled content, and covers as much of the top while one scrolls.
    scrollMargin: ROW_PX,
    scrollPaddingStart: ROW_PX,
    overscan: 10,
  })
  const walk = useRowWalk(tableRows, useId(), index => virtualizer.scrollToIndex(index, { align: 'auto' }))
  const items = virtualizer.getVirtualItems()
  const first = items[0]
  const last = items.at(-1)
  const lastIndex = last?.index ?? 0
  useEffect(() => {
    if (hasMore && !loading && lastIndex >= tableRows.length - AHEAD_ROWS) loadMore()
  }, [hasMore, loading, lastIndex, tableRows.length, loadMore])
  useKeptPlace(scroller, tableRows, asked)
  const drawn = items
    .map(item => ({ index: item.index, row: tableRows[item.index] }))
    .filter(each => each.row !== undefined)

  return (
    <div ref={scroller} className="fb-table-scroller" aria-busy={loading}>
      <table
        {...walk.gridProps(id => drawn.some(({ row }) => row?.id === id))}
        className={loading ? 'fb-table fb-table-loading' : 'fb-table'}
        style={{ minWidth: table.getTotalSize() }}
        aria-label={label}
        aria-rowcount={hasMore ? -1 : tableRows.length + 1}
      >
        <TableHead table={table} />
        <Gap height={first === undefined ? 0 : first.start - ROW_PX} />
        <tbody>
          {drawn.map(({ index, row }) =>
            row === undefined ? null : (
              <tr
                key={row.id}
                id={walk.rowDomId(row.id)}
                aria-rowindex={index + 2}
                aria-selected={row.id === walk.openId}
                className={row.id === walk.activeId ? 'fb-row fb-row-active' : 'fb-row'}
                onClick={() => walk.show(row.id)}
              >
                {row.getAllCells().map(cell => (
                  <td key={cell.id} className={alignClass(cell.column.columnDef.meta?.align)}>
                    <table.FlexRender cell={cell} />
                  </td>
                ))}
              </tr>
            ),
          )}
        </tbody>
        <Gap height={last === undefined ? 0 : virtualizer.getTotalSize() - (last.end - ROW_PX)} />
      </table>
    </div>
  )
}

/** Column widths and the header row. */
function TableHead<Row extends RowData>({ table }: { table: ReactTable<ListFeatures, Row> }) {
  return (
    <>
      <colgroup>
        {table.getAllLeafColumns().map(column => (
          <col key={column.id} style={column.columnDef.meta?.grow ? undefined : { width: column.getSize() }} />
        ))}
      </colgroup>
      <thead>
        {table.getHeaderGroups().map(group => (
          <tr key={group.id} aria-rowindex={1}>
            {group.headers.map(header => (
              <th key={header.id} scope="col" className={alignClass(header.column.columnDef.meta?.align)}>
                <table.FlexRender header={header} />
              </th>
            ))}
          </tr>
        ))}
      </thead>
    </>
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

function alignClass(align: 'end' | undefined): string | undefined {
  return align === 'end' ? 'fb-end' : undefined
}
