import { expect, it } from 'vitest'
import { balanceWords } from '../../../../renderer/format/balance.ts'

it('says a credit in words and a debt as an amount', () => {
  expect(balanceWords(-400)).toBe('credit $4.00')
  expect(balanceWords(124_050)).toBe('$1,240.50')
  expect(balanceWords(0)).toBe('$0.00')
})
