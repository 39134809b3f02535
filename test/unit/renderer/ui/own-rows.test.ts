import { expect, test } from 'vitest'
import { fittingRows, type OwnedRow, offersOf } from '../../../../renderer/ui/own-rows.ts'

interface Named extends OwnedRow {
  name: string | null
}
const rows: Named[] = [
  { id: '1', system: 'iiq', archived: false, name: 'Devices' },
  { id: '2', system: 'feebridge', archived: false, name: 'Field trips' },
  { id: '3', system: 'feebridge', archived: true, name: null },
]
const found = (params: Record<string, string>) => fittingRows(rows, params, row => [row.name]).map(row => row.id)

test('shows what is in use, unless archived rows or all are asked for', () => {
  expect(found({})).toEqual(['1', '2'])
  expect(found({ show: 'archived' })).toEqual(['3'])
  expect(found({ show: 'all' })).toEqual(['1', '2', '3'])
})

test('finds by a part of a text without case, and by system', () => {
  expect(found({ find: 'TRIP' })).toEqual(['2'])
  expect(found({ from: 'iiq' })).toEqual(['1'])
  expect(found({ from: 'iiq', find: 'trip' })).toEqual([])
})

test('C3 offers nothing of what a system owns, but to edit what is ours of it', () => {
  expect(rows.map(row => offersOf(row))).toEqual([[], ['edit', 'remove'], ['restore', 'remove']])
  expect(rows.map(row => offersOf(row, true))[0]).toEqual(['edit'])
})
