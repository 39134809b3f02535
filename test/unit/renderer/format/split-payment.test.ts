import { expect, test } from 'vitest'
import { splitPayment } from '../../../../renderer/format/split-payment.ts'

test('pays fees in their order, each in full before the next', () => {
  expect(splitPayment(4100, [2500, 1000, 600])).toEqual([2500, 1000, 600])
  expect(splitPayment(3000, [2500, 1000, 600])).toEqual([2500, 500, 0])
  expect(splitPayment(0, [2500, 1000])).toEqual([0, 0])
})

test('M7 enters more than is due as it is, on the last fee that is paid', () => {
  expect(splitPayment(5000, [2500, 1000])).toEqual([2500, 2500])
  expect(splitPayment(5000, [2500, 0])).toEqual([5000, 0])
  expect(splitPayment(500, [0])).toEqual([500])
  expect(splitPayment(500, [-400])).toEqual([500])
})

test('no cent is lost, whatever is received', () => {
  for (const received of [0, 1, 99, 4101, 1_000_000])
    expect(splitPayment(received, [1, 33, 0, 500]).reduce((sum, part) => sum + part, 0)).toBe(received)
})
