import { expect, test } from 'vitest'
import { typedAmount } from '../../../../renderer/format/typed-amount.ts'

test.each([
  ['40', '40'],
  ['$40.50', '40.50'],
  [' 1,240.50 ', '1240.50'],
  ['$ 1,000,000', '1000000'],
  ['', ''],
  // Not an amount: left as it is, so that the sentence about it quotes what was typed.
  ['1,24', '1,24'],
  ['forty', 'forty'],
])('reads %j as %j', (typed, sent) => {
  expect(typedAmount(typed)).toBe(sent)
})
