import { expect, test } from 'vitest'
import { shortMoney } from '../../../../renderer/format/short-money.ts'

test.each([
  [0, '$0'],
  [63_950, '$640'],
  [99_999, '$1K'],
  [100_000, '$1K'],
  [284_000, '$2.8K'],
  [12_345_678, '$123K'],
  [199_990_000, '$2M'],
  [-31_000, '−$310'],
  [250_000_000_000, '$2.5B'],
])('%d cents are %s', (cents, words) => {
  expect(shortMoney(cents)).toBe(words)
})
