import {
  type ColumnDef,
  columnSizingFeature,
  createColumnHelper,
  type RowData,
  tableFeatures,
} from '@tanstack/react-table'

/** What a column says about itself beside its size. */
export interface ColumnLook {
  /** Amounts and counts stand at the right. */
  align?: 'end'
  /** Takes the width that is left. */
  grow?: boolean
}

/** The table features in use: sizes only. Filters, sorting and pages are the engine's. */
export const listFeatures = tableFeatures({ columnSizingFeature, columnMeta: {} as ColumnLook })
export type ListFeatures = typeof listFeatures
export type ListColumn<Row extends RowData> = ColumnDef<ListFeatures, Row, unknown>

/** Helper for a list's columns; keep the result at module scope, so that it stays the same. */
export function columnHelper<Row extends RowData>() {
  return createColumnHelper<ListFeatures, Row>()
}
