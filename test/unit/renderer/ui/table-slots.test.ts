import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  movedTo,
  ROW_PX,
  reached,
  resized,
  SLOTS_AT_FIRST,
  SLOTS_MOST,
  type SlotState,
  scrolled,
  settled,
  slotsOf,
  topRow,
} from '../../../../renderer/ui/table-slots.ts'

const VIEW_PX = 648
const MILLION = 1_000_000
const listOf = (count: number) => resized(SLOTS_AT_FIRST, count, VIEW_PX)
const offsetMost = (state: SlotState) => (slotsOf(state.count) + 1) * ROW_PX - VIEW_PX
/** The last row whose lower edge is in view. */
const lastRow = (state: SlotState) => topRow(state) + VIEW_PX / ROW_PX - 1

describe('a list that a browser can lay out', () => {
  it('stands where its scroll bar stands', () => {
    const state = scrolled(listOf(SLOTS_MOST), 3_600_000)
    expect(state.shift).toBe(0)
    expect(topRow(state)).toBe(100_000)
    expect(settled(state)).toBe(state)
  })
})

describe('a list of a million rows', () => {
  it('is no higher than a browser can lay out', () => {
    expect(slotsOf(MILLION) * ROW_PX).toBeLessThan(17_000_000)
  })

  it('begins with its first row, and ends with its last', () => {
    const top = listOf(MILLION)
    expect(topRow(top)).toBe(0)
    const end = scrolled(top, offsetMost(top))
    expect(lastRow(end)).toBe(MILLION)
  })

  it('shows the middle when the scroll bar is dragged to the middle', () => {
    const top = listOf(MILLION)
    const middle = scrolled(top, offsetMost(top) / 2)
    expect(Math.abs(topRow(middle) - MILLION / 2)).toBeLessThan(20)
  })

  it('moves with the wheel pixel by pixel', () => {
    const from = scrolled(listOf(MILLION), 7_000_000)
    const to = scrolled(from, 7_000_120)
    expect(topRow(to) - topRow(from)).toBeCloseTo(120 / ROW_PX)
  })

  it('moves no row when the scroll bar is put where it belongs', () => {
    fc.assert(
      fc.property(
        fc.nat(offsetMost(listOf(MILLION))),
        fc.array(fc.integer({ min: -1_000, max: 1_000 })),
        (from, wheel) => {
          const moved = wheel.reduce(
            (state, by) => {
              const offset = Math.max(0, Math.min(offsetMost(state), state.offset + by))
              return scrolled(state, offset)
            },
            scrolled(listOf(MILLION), from),
          )
          const still = settled(moved)
          expect(topRow(still)).toBeCloseTo(topRow(moved), 3)
          expect(settled(still)).toEqual(still)
        },
      ),
    )
  })

  it('stays where it belongs although a row is no whole fraction of the list', () => {
    const still = settled(
      [217, 458, -606].reduce((state, by) => scrolled(state, Math.max(0, state.offset + by)), listOf(MILLION)),
    )
    expect(settled(still)).toEqual(still)
  })

  it('can be wheeled to either end, however far off the scroll bar has come to stand', () => {
    let state = scrolled(listOf(MILLION), 90_000)
    for (let turn = 0; turn < 20_000 && topRow(state) > 0; turn += 1)
      state = scrolled(state, Math.max(0, state.offset - 1_000))
    expect(topRow(state)).toBe(0)
    state = scrolled(state, offsetMost(state) - 90_000)
    for (let turn = 0; turn < 20_000 && lastRow(state) < MILLION; turn += 1)
      state = scrolled(state, Math.min(offsetMost(state), state.offset + 1_000))
    expect(lastRow(state)).toBeCloseTo(MILLION, 6)
  })
})

describe('bringing a row into view', () => {
  it('leaves a row that is in view where it is', () => {
    const state = scrolled(listOf(1_000), 3_600)
    expect(reached(state, 105)).toBe(state)
  })

  it('has the whole row between the header and the lower edge, wherever it is', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(50, 1_000, MILLION),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(),
        (count, at, pick) => {
          const list = listOf(count)
          const row = pick % count
          const state = reached(scrolled(list, at * offsetMost(list)), row)
          expect(topRow(state)).toBeLessThanOrEqual(row + 0.001)
          expect(lastRow(state)).toBeGreaterThanOrEqual(row + 1 - 0.001)
        },
      ),
    )
  })

  it('moves by rows when rows come above the place', () => {
    const state = scrolled(listOf(MILLION), 5_000_000)
    expect(topRow(movedTo(state, topRow(state) + 12))).toBeCloseTo(topRow(state) + 12, 6)
  })
})
