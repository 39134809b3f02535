import { expect, it } from 'vitest'
import { accountWords, balanceWords } from '../../../../renderer/format/balance.ts'

it('says a credit in words and a debt as an amount', () => {
  expect(balanceWords(-400)).toBe('credit $4.00')
  expect(balanceWords(124_050)).toBe('$1,240.50')
  expect(balanceWords(0)).toBe('$0.00')
})

it('says what a student owes, and the credit that is counted in it', () => {
  expect(accountWords(1050, 0)).toBe('Owes $10.50')
  expect(accountWords(150, 900)).toBe('Owes $1.50: $10.50 due, less a credit of $9.00')
  expect(accountWords(0, 900)).toBe('Owes nothing: $9.00 due, less a credit of $9.00')
  expect(accountWords(-400, 900)).toBe('Has a credit of $4.00: $5.00 due, less a credit of $9.00')
  expect(accountWords(-400, 400)).toBe('Has a credit of $4.00')
  expect(accountWords(0, 0)).toBe('Owes nothing')
})
