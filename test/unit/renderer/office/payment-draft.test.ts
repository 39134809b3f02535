import { describe, expect, test } from 'vitest'
import {
  firstDraft,
  partName,
  partsOf,
  requestOf,
  splitOver,
  surplusOf,
  tookWords,
  wrongInPayment,
} from '../../../../renderer/office/payment-draft.ts'
import { deliveryRow, feeRow } from '../format/fee-facts.ts'

const folder = feeRow({ id: 'folder', balanceCents: 1000 })
const shirt = feeRow({ id: 'shirt', balanceCents: 2500 })
const credit = feeRow({ id: 'credit', balanceCents: -300, status: 'overpaid' })
const BOTH = [folder, shirt]
const KEY = 'key-of-one-click'

describe('a payment as it is typed', () => {
  test('begins with all that is due, in cash, so that Enter is enough', () => {
    expect(firstDraft(BOTH)).toMatchObject({ amount: '35.00', [partName(folder)]: '10.00', [partName(shirt)]: '25.00' })
    expect(firstDraft(BOTH).method).toBe('cash')
  })

  test('M7 begins with nothing where nothing is due; a credit is never due', () => {
    expect(firstDraft([credit])).toMatchObject({ amount: '', [partName(credit)]: '0.00' })
    expect(firstDraft([credit, folder]).amount).toBe('10.00')
  })

  test('pays each fee in full before the next', () => {
    expect(splitOver(BOTH, 1200)).toEqual({ [partName(folder)]: '10.00', [partName(shirt)]: '2.00' })
  })

  test('M7 counts what is paid beyond what is due on any fee', () => {
    const parts = partsOf([...BOTH, credit], {
      [partName(folder)]: '15.00',
      [partName(shirt)]: '5',
      [partName(credit)]: '1.00',
    })
    expect(surplusOf(parts)).toBe(600)
  })
})

describe('what is wrong, and what is sent', () => {
  const typed = {
    amount: '12',
    [partName(folder)]: '10.00',
    [partName(shirt)]: '2',
    method: 'check',
    checkNumber: ' 77 ',
  }

  test('M1 sends cents as they were typed, the number of the check, and no note that is empty', () => {
    expect(requestOf(partsOf(BOTH, typed), { ...typed, note: '  ' }, KEY)).toEqual({
      parts: [
        { id: 'folder', amount: '10.00' },
        { id: 'shirt', amount: '2.00' },
      ],
      method: 'check',
      checkNumber: '77',
      key: KEY,
    })
  })

  test('leaves out fees on which nothing is paid, and the check number of what is no check', () => {
    const some = { ...typed, [partName(shirt)]: '', method: 'cash', note: 'From the aunt' }
    expect(requestOf(partsOf(BOTH, some), some, KEY)).toEqual({
      parts: [{ id: 'folder', amount: '10.00' }],
      method: 'cash',
      note: 'From the aunt',
      key: KEY,
    })
  })

  test('M1 names the part that is no amount, and never rounds one', () => {
    const wrong = (changes: Record<string, string>) =>
      wrongInPayment(partsOf(BOTH, { ...typed, ...changes }), { ...typed, ...changes })
    expect(wrong({})).toEqual({})
    expect(Object.keys(wrong({ [partName(shirt)]: '2.005' }))).toEqual([partName(shirt)])
    expect(Object.keys(wrong({ [partName(shirt)]: '-2' }))).toEqual([partName(shirt)])
    expect(wrong({ amount: '0.00' })).toEqual({ amount: 'Enter an amount above $0.00.' })
    expect(wrong({ checkNumber: ' ' })).toEqual({ checkNumber: 'Enter the number of the check.' })
    expect(wrong({ checkNumber: '', method: 'cash' })).toEqual({})
  })

  test('tells what was taken, how, and its receipt', () => {
    const taken = { receiptNumber: 17, results: [] }
    expect(tookWords(10_000_000, { method: 'cash' }, taken)).toBe('Took $100,000.00 in cash, receipt 17.')
    expect(tookWords(1200, typed, taken)).toBe('Took $12.00 by check, receipt 17.')
  })

  test('D1 says at once what is held back, and why', () => {
    const results = [
      { feeId: 'folder', entryIds: [], deliveries: [deliveryRow({ state: 'waiting' })] },
      {
        feeId: 'shirt',
        entryIds: [],
        deliveries: [deliveryRow({ state: 'held', reason: 'Its category is not selected for Incident IQ' })],
      },
    ]
    expect(tookWords(1200, { method: 'cash' }, { receiptNumber: 17, results })).toBe(
      'Took $12.00 in cash, receipt 17. Held back from Incident IQ: Its category is not selected for Incident IQ.',
    )
  })
})
