import type { Column, ReactTable, RowData, Row as TableRow } from '@tanstack/react-table'
import { type MouseEvent, memo } from 'react'
import { cellClass, type ListFeatures } from './table-columns.ts'

/** What a row does when it is clicked; the same for all rows, and the same object from drawing to drawing. */
export interface RowActions {
  /** Opens its story. */
  show: (index: number, id: string) => void
  /** Selects or unselects it, up to where Shift began when `isExtending`; null where rows cannot be selected. */
  pick: ((index: number, id: string, isExtending: boolean) => void) | null
}

export interface DrawnRowProps<Row extends RowData> {
  table: ReactTable<ListFeatures, Row>
  /** The columns that are shown; the same array until others are. */
  columns: Column<ListFeatures, Row, unknown>[]
  /** Undefined while the row is not here: then it is as high as a row, and quiet. */
  row: TableRow<ListFeatures, Row> | undefined
  index: number
  domId: string
  isActive: boolean
  isOpen: boolean
  isSelected: boolean
  actions: RowActions
}

/**
 * One row. Elements are used again for other rows as one scrolls, so cells are told apart by their columns alone; that is several times as fast as making
 * new ones.
 */
function DrawnRow<Row extends RowData>(props: DrawnRowProps<Row>) {
  const { table, columns, row, index, isActive, isOpen, isSelected, actions } = props
  const { pick } = actions
  const onClick = (event: MouseEvent) => {
    // A dialog that a cell has opened stands elsewhere in the document, and its clicks come here all the same.
    if (row === undefined || !event.currentTarget.contains(event.target as Node)) return
    if (pick !== null && (event.shiftKey || event.ctrlKey || event.metaKey)) pick(index, row.id, event.shiftKey)
    else actions.show(index, row.id)
  }
  const cells = row?.getVisibleCells()
  return (
    <tr
      id={props.domId}
      aria-rowindex={index + 2}
      aria-selected={pick === null ? isOpen : isSelected}
      aria-current={isOpen ? 'true' : undefined}
      className={classOf(row === undefined ? 'fb-ghost' : 'fb-row', { isActive, isOpen, isSelected })}
      onClick={onClick}
    >
      {pick === null ? null : <CheckCell index={index} id={row?.id ?? null} isSelected={isSelected} pick={pick} />}
      {columns.map((column, place) => {
        const cell = cells?.[place]
        return (
          <td key={column.id} className={cellClass(place, column.columnDef.meta?.align)}>
            {cell === undefined ? <Waiting isFirst={place === 0} /> : <table.FlexRender cell={cell} />}
          </td>
        )
      })}
    </tr>
  )
}

/** A row is drawn anew only when something of it changed: scrolling by one row draws one row. */
export const MemoRow = memo(
  DrawnRow,
  (before, after) =>
    before.row?.original === after.row?.original &&
    before.row?.id === after.row?.id &&
    before.index === after.index &&
    before.isActive === after.isActive &&
    before.isOpen === after.isOpen &&
    before.isSelected === after.isSelected &&
    before.columns === after.columns &&
    before.actions === after.actions,
) as typeof DrawnRow

function Waiting({ isFirst }: { isFirst: boolean }) {
  return isFirst ? <span className="fb-hidden">Loading</span> : null
}

interface CheckCellProps {
  index: number
  /** Null while the row is not here. */
  id: string | null
  isSelected: boolean
  pick: NonNullable<RowActions['pick']>
}

/** The keyboard's way is Space on the row, so a row's box is no tab stop and takes no focus from the grid. */
function CheckCell({ index, id, isSelected, pick }: CheckCellProps) {
  return (
    <td className="fb-check" onMouseDown={event => event.preventDefault()}>
      <input
        type="checkbox"
        tabIndex={-1}
        aria-label={`Select row ${index + 1}`}
        checked={isSelected}
        disabled={id === null}
        onChange={keepAsItIs}
        onClick={event => {
          event.stopPropagation()
          if (id !== null) pick(index, id, event.shiftKey)
        }}
      />
    </td>
  )
}

/** A box shows what is selected; its click says what is to be. */
function keepAsItIs(): void {
  return
}

function classOf(kind: string, is: { isActive: boolean; isOpen: boolean; isSelected: boolean }): string {
  let name = kind
  if (is.isActive) name += ' fb-row-active'
  if (is.isOpen) name += ' fb-row-open'
  if (is.isSelected) name += ' fb-row-selected'
  return name
}
