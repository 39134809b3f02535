// A browser cannot lay out a page as high as a million rows. A long list is therefore drawn in a limited number of slots, of which the scroll bar is made,
// and a shift says which row stands in the first slot. Small scrolls keep the shift, so that rows move with the wheel pixel by pixel; a jump (the scroll bar
// dragged, End pressed) sets it in proportion; and when all is quiet the scroll bar is put where it belongs, without a row moving on the screen.

/** Height of a row and of the header, as in tokens.css. */
export const ROW_PX = 36

/** Slots at most: 14,400,000 px, within the limits of every browser (Firefox: 17.8 million, Chromium: 33.5 million). */
export const SLOTS_MOST = 400_000

/** What the last digits of a fraction may be off, in rows. */
const ROUNDING = 1e-6

/** Where a table stands. `offset` is the scroll position in px; `shift` the row in the first slot. */
export interface SlotState {
  count: number
  /** Height of what is visible, header included. */
  viewPx: number
  offset: number
  shift: number
}

export const SLOTS_AT_FIRST: SlotState = { count: 0, viewPx: 0, offset: 0, shift: 0 }

export function slotsOf(count: number): number {
  return Math.min(count, SLOTS_MOST)
}

/** Rows that fit under the header, with their fraction. */
function rowsInView({ viewPx }: SlotState): number {
  return Math.max(1, viewPx / ROW_PX - 1)
}

function offsetMost(state: SlotState): number {
  return Math.max(0, (slotsOf(state.count) + 1) * ROW_PX - state.viewPx)
}

function shiftMost({ count }: SlotState): number {
  return count - slotsOf(count)
}

/** The row at the upper edge, with its fraction. */
export function topRow({ offset, shift }: SlotState): number {
  return offset / ROW_PX + shift
}

/** The same place in a list of another length, or a window of another height. */
export function resized(state: SlotState, count: number, viewPx: number): SlotState {
  if (state.count === count && state.viewPx === viewPx) return state
  const next = { ...state, count, viewPx }
  return shiftMost(next) === 0 && state.shift === 0 ? next : placedAt(next, topRow(state))
}

/** Puts the scroll bar in proportion to the row that is to stand at the upper edge. */
function placedAt(state: SlotState, top: number): SlotState {
  const topMost = offsetMost(state) / ROW_PX + shiftMost(state)
  const wanted = Math.max(0, Math.min(top, topMost))
  const share = topMost === 0 ? 0 : wanted / topMost
  const exact = share * shiftMost(state)
  // Rounded away from the nearer end, so that there is always room to scroll towards it; a whole number but for the last digits is one.
  const shift = share < 0.5 ? Math.floor(exact + ROUNDING) : Math.ceil(exact - ROUNDING)
  return { ...state, shift, offset: Math.max(0, Math.min(offsetMost(state), (wanted - shift) * ROW_PX)) }
}

/** Follows a scroll by whoever scrolled. */
export function scrolled(state: SlotState, offset: number): SlotState {
  const next = { ...state, offset }
  if (shiftMost(state) === 0) return { ...next, shift: 0 }
  const isJump = Math.abs(offset - state.offset) > 2 * state.viewPx
  if (isJump) return { ...next, shift: Math.round((offset / Math.max(1, offsetMost(state))) * shiftMost(state)) }
  // The end of the slots is not the end of the list: there is room again once the scroll bar stands where it belongs.
  const isAtEdge =
    (offset <= 0 && state.shift > 0) || (offset >= offsetMost(state) - 1 && state.shift < shiftMost(state))
  return isAtEdge ? placedAt(next, topRow(next)) : next
}

/** Puts the scroll bar where it belongs; no row moves. The same state where it stands there already. */
export function settled(state: SlotState): SlotState {
  if (shiftMost(state) === 0) return state
  const placed = placedAt(state, topRow(state))
  return placed.shift === state.shift ? state : placed
}

/** Scrolls as little as needed to have a whole row in view. */
export function reached(state: SlotState, row: number): SlotState {
  const top = topRow(state)
  const inView = rowsInView(state)
  if (row >= top && row + 1 <= top + inView) return state
  return movedTo(state, row < top ? row : row + 1 - inView)
}

/** Puts a row at the upper edge. */
export function movedTo(state: SlotState, top: number): SlotState {
  const offset = (top - state.shift) * ROW_PX
  const isNear = Math.abs(offset - state.offset) <= 2 * state.viewPx
  if ((isNear || shiftMost(state) === 0) && offset >= 0 && offset <= offsetMost(state)) return { ...state, offset }
  return placedAt(state, top)
}
