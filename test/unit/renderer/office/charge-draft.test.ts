import { expect, test } from 'vitest'
import { bulkOf, EMPTY_CHARGE, hangsOn, whatOf, wrongInCharge } from '../../../../renderer/office/charge-draft.ts'

const LIST = { ...EMPTY_CHARGE, target: 'students', sku: 'LB-CHARGER', amount: '$39.99' }

test('says what keeps a charge from being entered, at its field', () => {
  expect(Object.keys(wrongInCharge(EMPTY_CHARGE))).toEqual(['sku', 'amount', 'student'])
  expect(wrongInCharge({ ...EMPTY_CHARGE, sku: 'A', amount: '0', student: 'p1' })).toEqual({
    amount: 'Enter an amount above $0.00.',
  })
  expect(Object.keys(wrongInCharge(LIST))).toEqual(['names'])
  expect(Object.keys(wrongInCharge({ ...LIST, target: 'place' }))).toEqual(['place'])
  expect(wrongInCharge({ ...LIST, target: 'place', grade: '07' })).toEqual({})
})

test('asks for many only once it is said who, what and how much', () => {
  expect(bulkOf(LIST)).toBeNull()
  expect(bulkOf({ ...LIST, names: '200113, 200114\n;200115', amount: 'x' })).toBeNull()
  expect(bulkOf({ ...LIST, names: '200113, 200114\n;200115' })).toEqual({
    to: { students: ['200113', '200114', '200115'] },
    sku: 'LB-CHARGER',
    amount: '39.99',
  })
  expect(bulkOf({ ...LIST, target: 'assets', names: 'A-1' })?.to).toEqual({ assets: ['A-1'] })
  expect(bulkOf({ ...LIST, target: 'place', place: 'QLMS', grade: ' 07 ' })?.to).toEqual({
    location: 'QLMS',
    grade: '07',
  })
})

test('leaves out what the engine fills in', () => {
  const draft = { ...EMPTY_CHARGE, sku: 'A', amount: '5', student: 'p1' }
  expect({ ...whatOf(draft), ...hangsOn(draft) }).toEqual({ sku: 'A', amount: '5.00' })
  const full = { ...draft, dueOn: '2026-12-01', location: 'QLMS', description: ' New ', asset: 'A-1', ticket: 'T-2' }
  expect({ ...whatOf(full), ...hangsOn(full) }).toEqual({
    sku: 'A',
    amount: '5.00',
    dueOn: '2026-12-01',
    location: 'QLMS',
    description: 'New',
    asset: 'A-1',
    ticket: 'T-2',
  })
})
