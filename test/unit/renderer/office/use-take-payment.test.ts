import { expect, test } from 'vitest'
import { whyNotPaid } from '../../../../renderer/office/use-take-payment.ts'
import { feeRow } from '../format/fee-facts.ts'

test('a key that can take no payment says why', () => {
  expect(whyNotPaid([feeRow()])).toBeNull()
  expect(whyNotPaid([])).toContain('owes nothing')
  expect(whyNotPaid([feeRow({ status: 'void' })])).toBe('Laptop charger is void, so nothing can be paid on it.')
})
