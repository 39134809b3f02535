import { expect, test } from 'vitest'
import { judgePull } from '../../../main/domain/completeness.ts'

const tally = { distinctIds: 10, firstTotal: 10, lastTotal: 10, pagesLost: 0 }

test('P3 complete means distinct ids received are the total, on the last page as on the first', () => {
  expect(judgePull(tally, 'fees')).toEqual({ kind: 'complete' })
  expect(judgePull({ ...tally, distinctIds: 9 }, 'fees')).toMatchObject({ kind: 'incomplete' })
  expect(judgePull({ ...tally, distinctIds: 11 }, 'fees')).toMatchObject({ kind: 'incomplete' })
})

test('P3 a total that moved is told apart, because it is pulled again', () => {
  expect(judgePull({ ...tally, lastTotal: 12, distinctIds: 12 }, 'fees')).toEqual({ kind: 'moved', from: 10, to: 12 })
  expect(judgePull({ ...tally, lastTotal: 9, pagesLost: 1 }, 'fees')).toMatchObject({ kind: 'moved' })
})

test('P3 a lost page is never complete, even when the count agrees', () => {
  expect(judgePull({ ...tally, pagesLost: 1 }, 'fees')).toEqual({
    kind: 'incomplete',
    reason: '1 page of fees could not be read.',
  })
})

test('P3 a list that states no total is complete by its last page', () => {
  expect(judgePull({ distinctIds: 4, firstTotal: null, lastTotal: null, pagesLost: 0 }, 'categories')).toEqual({
    kind: 'complete',
  })
})
