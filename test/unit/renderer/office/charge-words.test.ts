import { expect, test } from 'vitest'
import { chargeWords, foundWords, whomWords } from '../../../../renderer/office/charge-words.ts'

test('the button names how many and the sum, and neither while it is not known whom it reaches', () => {
  expect(chargeWords('one', 1, 1200)).toBe('Charge $12.00')
  expect(chargeWords('students', 41, 1200)).toBe('Charge 41 students, $492.00')
  expect(chargeWords('assets', 2, 1200)).toBe('Charge the owners of 2 assets, $24.00')
  expect(chargeWords('place', null, 1200)).toBe('Charge')
  expect(chargeWords('place', 0, 1200)).toBe('Charge')
  expect(chargeWords('one', 1, 0)).toBe('Charge')
})

test('says whom it reaches, and how many names lead to nobody', () => {
  expect(foundWords('place', 1204, 0)).toBe('1,204 students will be charged.')
  expect(foundWords('assets', 1, 0)).toBe('The owners of 1 asset will be charged.')
  expect(foundWords('place', 0, 0)).toBe('Nobody is found there.')
  expect(foundWords('students', 1, 1)).toBe('1 student found; 1 name leads to nobody:')
  expect(foundWords('assets', 3, 2)).toBe('3 assets found; 2 names lead to nobody:')
  expect(whomWords('assets', 3)).toBe('the owners of 3 assets')
})
