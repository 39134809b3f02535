import { observeElementOffset, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useLayoutEffect, useReducer, useRef } from 'react'
import {
  movedTo,
  ROW_PX,
  reached,
  resized,
  SLOTS_AT_FIRST,
  type SlotState,
  scrolled,
  settled,
  slotsOf,
  topRow,
} from './table-slots.ts'

type Scroller = Virtualizer<HTMLDivElement, Element>
type Heard = (offset: number, isScrolling: boolean) => void

/** What is drawn of a long table: which rows, and the height of what is above and below them. */
export interface DrawnRows {
  first: number
  last: number
  abovePx: number
  belowPx: number
}

/** Scrolls a table of any length; see table-slots.ts. */
export function useTableScroll(scroller: RefObject<HTMLDivElement | null>, count: number) {
  const state = useRef<SlotState>(SLOTS_AT_FIRST)
  const [, redraw] = useReducer((drawn: number) => drawn + 1, 0)
  const apply = useCallback(
    (next: SlotState) => {
      const before = state.current
      state.current = next
      const element = scroller.current
      if (element === null) return
      if (Math.abs(element.scrollTop - next.offset) > 0.5) element.scrollTop = next.offset
      // A browser rounds; what it made of it is where it is.
      state.current = { ...next, offset: element.scrollTop }
      if (before.shift !== next.shift) redraw()
    },
    [scroller],
  )
  const observe = useCallback(
    (instance: Scroller, heard: Heard) =>
      observeElementOffset(instance, (offset, isScrolling) => {
        const followed = scrolled(state.current, offset)
        state.current = followed
        heard(offset, isScrolling)
        if (!isScrolling) apply(settled(followed))
        else if (followed.offset !== offset) apply(followed)
      }),
    [apply],
  )
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: slotsOf(count),
    getScrollElement: () => scroller.current,
    estimateSize: rowPx,
    // The header takes the first row's height in the scrolled content, and covers as much of the top while one scrolls.
    scrollMargin: ROW_PX,
    overscan: 4,
    observeElementOffset: observe,
  })
  const viewPx = virtualizer.scrollRect?.height ?? 0
  useLayoutEffect(() => {
    apply(resized(state.current, count, viewPx))
  }, [apply, count, viewPx])
  return {
    drawn: drawnRows(virtualizer, state.current, count),
    /** The row at the upper edge, and whether the list stands at its very top. */
    top: () => ({ row: Math.floor(topRow(state.current)), isAtTop: state.current.offset <= 0 }),
    reach: (row: number) => apply(reached(state.current, row)),
    moveBy: (rows: number) => apply(movedTo(state.current, topRow(state.current) + rows)),
    toTop: () => apply({ ...state.current, offset: 0, shift: 0 }),
  }
}

function rowPx(): number {
  return ROW_PX
}

function drawnRows(virtualizer: Scroller, { shift }: SlotState, count: number): DrawnRows {
  const items = virtualizer.getVirtualItems()
  const [first, last] = [items[0], items.at(-1)]
  if (first === undefined || last === undefined) return { first: 0, last: -1, abovePx: 0, belowPx: 0 }
  return {
    first: first.index + shift,
    last: Math.min(count - 1, last.index + shift),
    abovePx: first.start - ROW_PX,
    belowPx: virtualizer.getTotalSize() - (last.end - ROW_PX),
  }
}
