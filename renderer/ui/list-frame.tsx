import { Button } from '@mantine/core'
import type { RowData } from '@tanstack/react-table'
import type { ReactNode } from 'react'
import { useAddress } from './address.ts'
import { DataTable } from './data-table.tsx'
import { clearFilters, FilterBar, type FilterField } from './filter-bar.tsx'
import { EmptyByFilter, ErrorState, LoadingRows } from './states.tsx'
import type { ListColumn } from './table-columns.ts'

/** What a list has loaded so far; the shape that the api's lists give. */
export interface ListRows<Row> {
  rows: Row[]
  first: boolean
  loading: boolean
  error: Error | null
  hasMore: boolean
  outdated: boolean
  loadMore: () => void
  restart: () => void
  retry: () => void
}

interface ListFrameProps<Row extends RowData> {
  title: string
  /** What is shown, in words: "200 imports and more". */
  summary: ReactNode
  actions?: ReactNode
  fields: readonly FilterField[]
  list: ListRows<Row>
  errorSentence: string
  columns: ListColumn<Row>[]
  rowId: (row: Row) => string
  /** Shown when there is nothing and no filter is set. */
  empty: ReactNode
}

/** A tab that is a list: heading, filters, then rows or the state that stands in for them. */
export function ListFrame<Row extends RowData>(props: ListFrameProps<Row>) {
  const { title, summary, actions, fields, list } = props
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
        <div className="fb-actions">{actions}</div>
      </header>
      <FilterBar fields={fields} />
      <ListBody {...props} />
    </div>
  )
}

function ListBody<Row extends RowData>({
  title,
  fields,
  list,
  columns,
  rowId,
  empty,
  errorSentence,
}: ListFrameProps<Row>) {
  const { params } = useAddress()
  if (list.error !== null && list.rows.length === 0) return <ErrorState sentence={errorSentence} onRetry={list.retry} />
  if (list.first) return <LoadingRows label={`Loading ${title}`} />
  if (list.rows.length === 0)
    return fields.some(field => params[field.key] !== undefined) ? (
      <EmptyByFilter onClear={() => clearFilters(fields)} />
    ) : (
      empty
    )
  return (
    <>
      {list.error === null ? null : <ErrorState sentence={errorSentence} onRetry={list.retry} />}
      <DataTable
        label={title}
        columns={columns}
        rows={list.rows}
        rowId={rowId}
        asked={fields.map(field => params[field.key] ?? '').join('\n')}
        loading={list.loading}
        hasMore={list.hasMore}
        loadMore={list.loadMore}
      />
    </>
  )
}
