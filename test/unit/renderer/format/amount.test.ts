import { expect, test } from 'vitest'
import { amountText, amountTrouble, plainAmount, typedCents } from '../../../../renderer/format/amount.ts'

test('takes an amount as people write it', () => {
  expect(['$25.00', ' 25 ', '$ 1,240.50', '1,240,000', '−5', '+12.50'].map(plainAmount)).toEqual([
    '25.00',
    '25',
    '1240.50',
    '1240000',
    '-5',
    '12.50',
  ])
})

test('leaves what is no amount as it was typed, for a refusal that quotes it', () => {
  expect(['12,50', 'ten', '', '1,24'].map(plainAmount)).toEqual(['12,50', 'ten', '', '1,24'])
})

test('M1 reads integer cents and never rounds', () => {
  expect(['40', '40.5', '$1,200', '−0.01', '12.345', '12,50', '1e3'].map(typedCents)).toEqual([
    4000,
    4050,
    120_000,
    -1,
    null,
    null,
    null,
  ])
  expect([4000, -5, 120_000].map(amountText)).toEqual(['40.00', '-0.05', '1200.00'])
})

test('says what is wrong with an amount that must be above zero', () => {
  expect(['12.50', '0', '-3', 'x'].map(amountTrouble)).toEqual([
    null,
    'Enter an amount above $0.00.',
    'Enter an amount above $0.00.',
    'Enter an amount such as 12.50.',
  ])
})
