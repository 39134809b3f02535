import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { OPEN, setParams, useAddress } from './address.ts'
import { moveOf } from './table-keys.ts'

/** Height of a row and of the header, as in tokens.css. */
export const ROW_PX = 36

/**
 * Walking a list by keyboard: one tab stop, arrows move the active row, Enter opens its story, and with a story open the arrows change it.
 * The focus stays on the grid, which names its active row; so rows can leave the document while one scrolls.
 */
export function useRowWalk(rows: readonly { id: string }[], idPrefix: string, scrollTo: (index: number) => void) {
  const openId = useAddress().params[OPEN] ?? null
  const [activeId, setActiveId] = useState<string | null>(openId)
  const rowDomId = (id: string) => `${idPrefix}${id}`
  const show = (id: string) => {
    setActiveId(id)
    setParams({ [OPEN]: id }, openId === null ? 'push' : 'replace')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey) return
    const index = rows.findIndex(row => row.id === activeId)
    const move = moveOf(event.key, index, rows.length)
    if (move.kind === 'none') return
    event.preventDefault()
    const id = rows[move.kind === 'move' ? move.index : index]?.id
    if (id === undefined) return
    if (move.kind === 'move') scrollTo(move.index)
    if (move.kind === 'open' || openId !== null) show(id)
    else setActiveId(id)
  }
  return {
    openId,
    activeId,
    show,
    rowDomId,
    /** For the table; a row that is scrolled out of the document cannot be named as active. */
    gridProps: (isDrawn: (id: string) => boolean) => ({
      role: 'grid',
      tabIndex: 0,
      'aria-activedescendant': activeId !== null && isDrawn(activeId) ? rowDomId(activeId) : undefined,
      onKeyDown,
      onFocus: () => setActiveId(id => id ?? rows[0]?.id ?? null),
    }),
  }
}

/** When rows arrive above what is being read, the reader's rows stay where they are on the screen. Another question (`asked`) begins at the top. */
export function useKeptPlace(
  scroller: RefObject<HTMLElement | null>,
  rows: readonly { id: string }[],
  asked: string,
): void {
  const askedBefore = useRef(asked)
  useLayoutEffect(() => {
    if (askedBefore.current !== asked && scroller.current !== null) scroller.current.scrollTop = 0
    askedBefore.current = asked
  }, [asked, scroller])
  const before = useRef(rows)
  useLayoutEffect(() => {
    const element = scroller.current
    const was = before.current
    before.current = rows
    if (element === null || element.scrollTop === 0 || was === rows) return
    const index = Math.floor(element.scrollTop / ROW_PX)
    const id = was[index]?.id
    const now = id === undefined ? -1 : rows.findIndex(row => row.id === id)
    if (now > index) element.scrollTop += (now - index) * ROW_PX
  }, [rows, scroller])
}
