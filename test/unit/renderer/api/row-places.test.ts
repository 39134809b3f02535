import { expect, it } from 'vitest'
import { markOf, pagesAround, placeRows } from '../../../../renderer/api/row-places.ts'

const OUTLINE = { count: 1_234, every: 500, marks: ['after 500', 'after 1000'] }

it('asks for the pages that hold what is looked at and its neighbourhood, and for none beyond the list', () => {
  expect(pagesAround(OUTLINE, 0, 20)).toEqual([0])
  expect(pagesAround(OUTLINE, 380, 420)).toEqual([0, 1])
  expect(pagesAround(OUTLINE, 700, 740)).toEqual([1])
  expect(pagesAround(OUTLINE, 1_200, 1_233)).toEqual([2])
  expect(pagesAround({ ...OUTLINE, count: 0, marks: [] }, 0, 20)).toEqual([])
})

it('knows the mark of each page', () => {
  expect([0, 1, 2, 3].map(page => markOf(OUTLINE, page))).toEqual([null, 'after 500', 'after 1000', undefined])
})

it('puts pages in their places, and lets the first rows stand in for the first page', () => {
  const placed = placeRows(
    OUTLINE,
    ['a', 'b'],
    new Map([
      [2, ['x', 'y']],
      [1, ['m']],
    ]),
  )
  expect(placed.rows).toEqual(['a', 'b', 'm', 'x', 'y'])
  expect([0, 1, 2, 500, 501, 1_000, 1_001, 1_234].map(placed.rowAt)).toEqual([
    'a',
    'b',
    undefined,
    'm',
    undefined,
    'x',
    'y',
    undefined,
  ])
  const whole = placeRows(OUTLINE, ['a', 'b'], new Map([[0, ['a', 'b', 'c']]]))
  expect(whole.rows).toEqual(['a', 'b', 'c'])
})
