import { Button, CloseButton } from '@mantine/core'
import type { RowData } from '@tanstack/react-table'
import { type ReactNode, useMemo } from 'react'
import type { FileOutcome } from '../../contract/host-calls.ts'
import { useAddress } from './address.ts'
import { DataTable } from './data-table.tsx'
import { clearFilters, FilterBar, type FilterField, hasFilter } from './filter-bar.tsx'
import { NO_KEYS, type RowKeys } from './row-keys.ts'
import { type ListSelection, useSelection } from './selection.ts'
import { EmptyByFilter, ErrorState, LoadingRows } from './states.tsx'
import type { ListColumn } from './table-columns.ts'
import { type TableLayout, useTableLayout } from './table-layout.ts'
import type { ListRows } from './table-rows.ts'
import { sortRows } from './table-sort.ts'
import { ColumnsButton, ExportButton } from './table-tools.tsx'

interface ListFrameProps<Row extends RowData> {
  title: string
  /** Under this name the list's columns are remembered; the title unless it is given. */
  name?: string
  /** What the filter holds, in words: "1,204 fees, $31,220.50 owed". */
  summary: ReactNode
  actions?: ReactNode
  /** Stands between the heading and the filters: what concerns the whole list. */
  lead?: ReactNode
  fields: readonly FilterField[]
  list: ListRows<Row>
  errorSentence: string
  columns: ListColumn<Row>[]
  rowId: (row: Row) => string
  /** Shown when there is nothing and no filter is set. */
  empty: ReactNode
  /** Gives the list a column of checkboxes, a sum of what is selected, and what can be done with it. */
  selection?: ListSelection<Row>
  /** What letters do with the active row. */
  rowKeys?: RowKeys<Row>
  /**
   * Gives the list an Export button. It is told the ids of the visible columns in their order and answers how the file left; what goes wrong it tells itself
   * and rejects. The api's `useExportList` is one.
   */
  onExport?: (columns: string[]) => Promise<FileOutcome>
}

/** A tab that is a list: heading, filters, then rows or the state that stands in for them. */
export function ListFrame<Row extends RowData>(props: ListFrameProps<Row>) {
  const { title, summary, actions, fields, columns, onExport } = props
  const { params } = useAddress()
  const layout = useTableLayout(props.name ?? title, columns)
  const list = useMemo(() => sortedHere(props.list, columns, params), [props.list, columns, params])
  return (
    <div className="fb-list">
      <header className="fb-head">
        <h1>{title}</h1>
        <p className="fb-summary" role="status">
          {list.first ? '' : summary}
        </p>
        {list.outdated ? (
          <Button variant="light" size="compact-sm" onClick={list.restart}>
            The list has changed: show it from the top
          </Button>
        ) : null}
        <div className="fb-actions">
          {actions}
          <ColumnsButton layout={layout} />
          {onExport === undefined ? null : <ExportButton columns={layout.shownIds} onExport={onExport} />}
        </div>
      </header>
      {props.lead}
      {fields.length === 0 ? null : <FilterBar fields={fields} />}
      <ListBody {...props} list={list} layout={layout} />
    </div>
  )
}

/** A list that is here whole can be sorted by any of its columns. */
function sortedHere<Row extends RowData>(
  list: ListRows<Row>,
  columns: ListColumn<Row>[],
  params: Readonly<Record<string, string>>,
): ListRows<Row> {
  if (list.hasMore) return list
  const rows = sortRows(list.rows, columns, params)
  return rows === list.rows ? list : { ...list, rows, total: rows.length, rowAt: index => rows[index] }
}

type ListBodyProps<Row extends RowData> = ListFrameProps<Row> & { layout: TableLayout }

function ListBody<Row extends RowData>(props: ListBodyProps<Row>) {
  const { title, fields, list, empty, errorSentence } = props
  const { params } = useAddress()
  if (list.error !== null && list.rows.length === 0) return <ErrorState sentence={errorSentence} onRetry={list.retry} />
  if (list.first) return <LoadingRows label={`Loading ${title}`} />
  if (list.rows.length === 0)
    return hasFilter(fields, params) ? <EmptyByFilter onClear={() => clearFilters(fields)} /> : empty
  const asked = [...fields.map(field => field.key), 'order', 'reverse'].map(key => params[key] ?? '').join('\n')
  return (
    <>
      {list.error === null ? null : <ErrorState sentence={errorSentence} onRetry={list.retry} />}
      {props.selection === undefined ? (
        <DataTable {...tableProps(props, asked)} selection={null} />
      ) : (
        <SelectableTable {...props} asked={asked} offers={props.selection} />
      )}
    </>
  )
}

function tableProps<Row extends RowData>(
  { title, columns, layout, list, rowId, rowKeys = NO_KEYS }: ListBodyProps<Row>,
  asked: string,
) {
  return { label: title, columns, layout, list, rowId, rowKeys, asked }
}

/** The table with the bar that says what is selected. The bar stands below, so that no row moves when it comes. */
function SelectableTable<Row extends RowData>(
  props: ListBodyProps<Row> & { asked: string; offers: ListSelection<Row> },
) {
  const { list, rowId, asked, offers } = props
  const { selection, rows } = useSelection(list, rowId, asked)
  return (
    <>
      <DataTable {...tableProps(props, asked)} selection={selection} />
      <p className="fb-hidden" role="status">
        {rows.length === 0 ? '' : `Selected: ${offers.sum(rows)}`}
      </p>
      {rows.length === 0 ? null : (
        <section className="fb-selection" aria-label="Selection">
          <strong>{offers.sum(rows)}</strong> <span className="fb-soft">selected</span>
          <div className="fb-buttons">{offers.actions?.(rows, selection.clear)}</div>
          <CloseButton aria-label="Clear selection (Escape)" onClick={selection.clear} />
        </section>
      )}
    </>
  )
}
