import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { assertNever } from '../../contract/assert-never.ts'
import { OPEN, setParams, useAddress } from './address.ts'
import type { RowSelection } from './selection.ts'
import { type ListMove, moveOf } from './table-keys.ts'

/** A list as one walks it: ids by place, undefined where a row is not here. */
export interface WalkedList {
  count: number
  idAt: (index: number) => string | undefined
  /** Brings a row into view. */
  reach: (index: number) => void
  /** What was asked, as a text; and whether the answer is still on its way, with the rows of the last one shown meanwhile. */
  asked: string
  busy: boolean
}

/** Rows on each side of a place that are looked through for one that has moved. */
const NEAR_ROWS = 600

/** Finds a row that stood at a place before the list changed: first where it would stand if all new rows came above it, then near by. */
export function findMoved(list: Pick<WalkedList, 'idAt'>, id: string, places: readonly number[]): number | null {
  for (const place of places) if (list.idAt(place) === id) return place
  for (let step = 1; step <= NEAR_ROWS; step += 1) {
    for (const place of places) {
      if (list.idAt(place + step) === id) return place + step
      if (place >= step && list.idAt(place - step) === id) return place - step
    }
  }
  return null
}

/**
 * Walking a list by keyboard: one tab stop, arrows move the active row, Enter opens its story, and with a story open the arrows change it.
 * The focus stays on the grid, which names its active row; so rows can leave the document while one scrolls.
 */
export function useRowWalk(list: WalkedList, idPrefix: string, selection: RowSelection | null) {
  const openId = useAddress().params[OPEN] ?? null
  const [active, setActive] = useState<{ index: number; id: string | null }>({ index: -1, id: openId })
  const latest = useRef({ list, active, openId })
  latest.current = { list, active, openId }
  const show = useCallback((index: number, id: string) => {
    setActive({ index, id })
    setParams({ [OPEN]: id }, latest.current.openId === null ? 'push' : 'replace')
  }, [])
  useActiveRow(list, active, setActive, openId !== null)
  const begin = () => {
    const id = list.idAt(0) ?? null
    if (openId !== null && id !== null) show(0, id)
    else setActive({ index: 0, id })
  }
  const enter = useBeginning(list, begin, id => setActive({ index: -1, id }), openId)
  const go = (move: ListMove, event: KeyboardEvent) => {
    switch (move.kind) {
      case 'none':
        return
      case 'clear':
        if (selection === null || selection.count === 0) return
        selection.clear()
        break
      case 'select-all':
        selection?.selectAll()
        break
      case 'toggle':
        selection?.toggle(active.index)
        break
      case 'open':
        if (active.id !== null) show(active.index, active.id)
        break
      case 'move': {
        const id = list.idAt(move.index) ?? null
        if (move.extends) selection?.extend(active.index < 0 ? move.index : active.index, move.index)
        list.reach(move.index)
        if (openId !== null && id !== null) show(move.index, id)
        else setActive({ index: move.index, id })
        break
      }
      default:
        assertNever(move)
    }
    event.preventDefault()
  }
  return {
    openId,
    activeIndex: active.index,
    show,
    setActive,
    rowDomId: (index: number) => `${idPrefix}${index}`,
    /** For the table; a row that is scrolled out of the document cannot be named as active. */
    gridProps: (isDrawn: (index: number) => boolean) => ({
      role: 'grid',
      tabIndex: 0,
      'aria-activedescendant': isDrawn(active.index) ? `${idPrefix}${active.index}` : undefined,
      'aria-multiselectable': selection === null ? undefined : true,
      onKeyDown: (event: KeyboardEvent) => {
        if (event.target !== event.currentTarget) return
        go(moveOf(event, active.index, { count: list.count, canSelect: selection !== null }), event)
      },
      onFocus: (event: { target: unknown; currentTarget: unknown }) => {
        if (event.target === event.currentTarget && active.index < 0) enter()
      },
    }),
  }
}

/**
 * Begins a list anew when another question is asked: no row of the last answer stays active, so that no key can mean one. Whoever is in the list by then, or
 * goes there before the answer has come, begins at its first row. Gives what enters the list.
 */
function useBeginning(
  { asked, busy, count }: WalkedList,
  begin: () => void,
  leave: (id: string | null) => void,
  openId: string | null,
): () => void {
  const was = useRef(asked)
  const waits = useRef<'for-rows' | 'to-enter' | null>(null)
  useLayoutEffect(() => {
    if (was.current === asked) return
    was.current = asked
    waits.current = document.activeElement?.getAttribute('role') === 'grid' ? 'to-enter' : 'for-rows'
    leave(null)
  })
  useEffect(() => {
    if (waits.current === null || busy || count === 0) return
    const isEntered = waits.current === 'to-enter'
    waits.current = null
    if (isEntered) begin()
    else leave(openId)
  })
  return () => {
    if (busy) waits.current = 'to-enter'
    else begin()
  }
}

/** Keeps the active row the same row when others come or go, and opens one that was walked to before it was here. */
function useActiveRow(
  list: WalkedList,
  active: { index: number; id: string | null },
  setActive: (next: { index: number; id: string | null }) => void,
  hasPanel: boolean,
): void {
  const here = list.idAt(active.index) ?? null
  const count = useRef(list.count)
  useLayoutEffect(() => {
    const grown = list.count - count.current
    count.current = list.count
    if (active.id === null || active.id === here) return
    const from = Math.max(0, active.index)
    const found = findMoved(list, active.id, [from + grown, from])
    if (found !== null && found !== active.index) setActive({ index: found, id: active.id })
    else if (found === null && here !== null) setActive({ index: active.index, id: here })
  })
  useEffect(() => {
    if (active.id !== null || here === null || active.index < 0) return
    setActive({ index: active.index, id: here })
    if (hasPanel) setParams({ [OPEN]: here }, 'replace')
  }, [active, here, hasPanel, setActive])
}
