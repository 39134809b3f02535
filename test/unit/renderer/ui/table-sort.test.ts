import { expect, it } from 'vitest'
import { columnHelper, sortAs, sortBy, sortHere } from '../../../../renderer/ui/table-columns.ts'
import { moveId } from '../../../../renderer/ui/table-layout.ts'
import { directionOf, nextSort, sortRows } from '../../../../renderer/ui/table-sort.ts'

it('tells the direction from the address, and turns it round with the next click', () => {
  const due = sortBy('due', 'ascending')
  expect(directionOf(due, {})).toBeNull()
  expect(nextSort(due, { order: 'balance' })).toEqual({ order: 'due', reverse: null })
  expect(directionOf(due, { order: 'due' })).toBe('ascending')
  expect(nextSort(due, { order: 'due' })).toEqual({ order: 'due', reverse: 'yes' })
  expect(directionOf(due, { order: 'due', reverse: 'yes' })).toBe('descending')
  expect(nextSort(due, { order: 'due', reverse: 'yes' })).toEqual({ order: 'due', reverse: null })
})

it('knows the order that a list has when none is asked for', () => {
  const created = sortAs('oldest', null, 'descending')
  expect(directionOf(created, {})).toBe('descending')
  expect(nextSort(created, {})).toEqual({ order: 'oldest', reverse: null })
  expect(directionOf(created, { order: 'due' })).toBeNull()
})

interface Thing {
  name: string | null
  cents: number
}
const column = columnHelper<Thing>()
const COLUMNS = column.columns([
  column.accessor('name', { header: 'Name', meta: { sort: sortHere('name') } }),
  column.accessor(row => row.cents, {
    id: 'amount',
    header: 'Amount',
    meta: { sort: sortHere('amount', 'descending') },
  }),
])
const THINGS: Thing[] = [
  { name: 'item 10', cents: 5 },
  { name: null, cents: 70 },
  { name: 'Item 9', cents: -3 },
]

it('sorts a list that is here whole as people look things up, and leaves it as it came when nothing is asked', () => {
  expect(sortRows(THINGS, COLUMNS, {})).toBe(THINGS)
  expect(sortRows(THINGS, COLUMNS, { order: 'name' }).map(row => row.name)).toEqual(['Item 9', 'item 10', null])
  expect(sortRows(THINGS, COLUMNS, { order: 'amount', reverse: 'yes' }).map(row => row.cents)).toEqual([70, 5, -3])
})

it('moves a column past its neighbour, and never past the first', () => {
  expect(moveId(['a', 'b', 'c'], 'c', -1)).toEqual(['a', 'c', 'b'])
  expect(moveId(['a', 'b', 'c'], 'b', -1)).toEqual(['a', 'b', 'c'])
  expect(moveId(['a', 'b', 'c'], 'c', 1)).toEqual(['a', 'b', 'c'])
})
