import { expect, test } from 'vitest'
import { paidWords, tookBackWords, wrongInTakeBack } from '../../../../renderer/office/take-back-draft.ts'
import { entryRow } from '../format/fee-facts.ts'

const TYPED = { amount: '10.00', reason: '', sku: '', charge: '' }

test('no more can be given back than is left of the payment', () => {
  expect(wrongInTakeBack(TYPED, 1000)).toEqual({})
  expect(wrongInTakeBack(TYPED, 999)).toEqual({ amount: 'Only $9.99 of this payment is still on this fee.' })
  expect(wrongInTakeBack({ ...TYPED, amount: '0' }, 1000)).toEqual({ amount: 'Enter an amount above $0.00.' })
})

test('the fee for a bounced check needs an amount only where one is charged', () => {
  expect(wrongInTakeBack({ ...TYPED, sku: 'NSF' }, 1000)).toEqual({ charge: 'Enter an amount such as 12.50.' })
  expect(wrongInTakeBack({ ...TYPED, sku: 'NSF', charge: '25' }, 1000)).toEqual({})
})

test('says which payment it is, and that what was paid elsewhere is given back there', () => {
  const payment = { kind: 'payment' as const, amountCents: -1500, occurredOn: '2026-10-01' }
  const here = entryRow('entry-02', { ...payment, system: 'feebridge', checkNumber: '1042' })
  expect(paidWords(here, 1500)).toBe('$15.00 was paid on Oct 1, 2026 by check 1042.')
  expect(paidWords(here, 600)).toBe('$15.00 was paid on Oct 1, 2026 by check 1042; $6.00 of it is still on this fee.')
  expect(paidWords(entryRow('entry-02', payment), 1500)).toBe(
    '$15.00 was paid on Oct 1, 2026 in Incident IQ. Give the money back where it was paid; here it is only entered.',
  )
})

test('tells what was entered, with the fee for it', () => {
  expect(tookBackWords('refund', 1000, 0)).toBe('Refunded $10.00.')
  expect(tookBackWords('bounced-check', 1000, 0)).toBe('The check of $10.00 is entered as bounced.')
  expect(tookBackWords('bounced-check', 1000, 2500)).toBe(
    'The check of $10.00 is entered as bounced, and charged $25.00 for it.',
  )
})
