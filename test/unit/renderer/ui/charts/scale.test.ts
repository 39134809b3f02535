import { expect, test } from 'vitest'
import { niceScale } from '../../../../../renderer/ui/charts/scale.ts'

test('a scale ends at a round number that nothing is above, in few round steps', () => {
  expect(niceScale(0, 284_000)).toEqual({ low: 0, high: 300_000, ticks: [0, 100_000, 200_000, 300_000] })
  expect(niceScale(0, 1)).toMatchObject({ high: 1 })
})

test('a scale reaches as far below zero as there is something, with lines only where a whole step is', () => {
  expect(niceScale(-31_000, 284_000)).toMatchObject({ low: -31_000, ticks: [0, 100_000, 200_000, 300_000] })
  expect(niceScale(-210_000, 190_000).ticks[0]).toBe(-200_000)
})

test('a scale of zeros alone still has a top', () => {
  const { low, high } = niceScale(0, 0)
  expect(high).toBeGreaterThan(low)
})
