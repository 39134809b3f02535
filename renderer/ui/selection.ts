import type { RowData } from '@tanstack/react-table'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import { notify } from './notices.tsx'
import { type ListRows, SELECT_ALL_MOST } from './table-rows.ts'

/** What a tab does with selected rows. With it the list has a column of checkboxes. */
export interface ListSelection<Row> {
  /** What the rows come to: "12 fees, $340.00". */
  sum: (rows: readonly Row[]) => string
  /** What can be done with them: buttons. `clear` ends the selection. */
  actions?: (rows: readonly Row[], clear: () => void) => ReactNode
}

/** A selection as the table handles it, by places. */
export interface RowSelection {
  count: number
  has: (id: string) => boolean
  toggle: (index: number) => void
  /** Selects from where this selecting began (`from`, the first time) up to a place. */
  extend: (from: number, to: number) => void
  selectAll: () => void
  clear: () => void
}

const TOO_MANY = `At most ${SELECT_ALL_MOST.toLocaleString('en-US')} rows can be selected at once. Set a filter that holds fewer, then select them all.`

/** The selection of a list: rows, as they are now where they are here, else as they were when they were selected. It ends when another list is asked for. */
export function useSelection<Row extends RowData>(
  list: ListRows<Row>,
  rowId: (row: Row) => string,
  asked: string,
): { selection: RowSelection; rows: Row[] } {
  const [chosen, setChosen] = useState<{ asked: string; rows: ReadonlyMap<string, Row> }>({ asked, rows: new Map() })
  const selected: ReadonlyMap<string, Row> = chosen.asked === asked ? chosen.rows : NOTHING
  const rowAt = list.rowAt ?? (index => list.rows[index])
  /** Where Shift began, and what was selected then. */
  const began = useRef<{ index: number; rows: ReadonlyMap<string, Row> } | null>(null)
  const choose = (rows: ReadonlyMap<string, Row>) => setChosen({ asked, rows })
  const add = (to: ReadonlyMap<string, Row>, rows: readonly Row[]) =>
    choose(new Map([...to, ...rows.map(row => [rowId(row), row] as const)]))
  const total = list.total ?? null
  const isWhole = total !== null && total <= SELECT_ALL_MOST && list.loadAll !== undefined
  const selection: RowSelection = {
    count: selected.size,
    has: id => selected.has(id),
    toggle: index => {
      const row = rowAt(index)
      if (row === undefined) return
      const next = new Map(selected)
      if (!next.delete(rowId(row))) next.set(rowId(row), row)
      choose(next)
      began.current = { index, rows: next }
    },
    extend: (from, to) => {
      began.current ??= { index: from, rows: selected }
      const { index, rows: base } = began.current
      const [first, last] = [Math.min(index, to), Math.max(index, to)]
      const between = Array.from({ length: Math.min(last - first + 1, SELECT_ALL_MOST + 1) }, (_, step) =>
        rowAt(first + step),
      )
      const here = between.filter(row => row !== undefined)
      if (last - first + 1 > SELECT_ALL_MOST) notify('warn', TOO_MANY)
      else if (here.length === between.length) add(base, here)
      else if (isWhole) list.loadAll?.().then(rows => add(base, rows.slice(first, last + 1)), tellFailure)
      else notify('warn', 'Rows that are not loaded yet were not selected. Scroll to them first, or set a filter.')
    },
    selectAll: () => {
      if (isWhole) list.loadAll?.().then(rows => add(NOTHING, rows), tellFailure)
      else {
        add(NOTHING, list.rows)
        if (list.hasMore)
          notify(
            'warn',
            `Only the ${list.rows.length.toLocaleString('en-US')} rows that are loaded are selected. ${TOO_MANY}`,
          )
      }
    },
    clear: () => {
      began.current = null
      choose(new Map())
    },
  }
  const rows = useMemo(() => {
    if (selected.size === 0) return []
    const now = new Map(list.rows.map(row => [rowId(row), row]))
    return [...selected].map(([id, row]) => now.get(id) ?? row)
  }, [selected, list.rows, rowId])
  return { selection, rows }
}

const NOTHING: ReadonlyMap<string, never> = new Map<string, never>()

function tellFailure(error: unknown): void {
  notify('bad', error instanceof Error ? error.message : String(error))
}
