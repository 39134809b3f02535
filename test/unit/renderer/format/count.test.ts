import { expect, test } from 'vitest'
import { countDigits, countWords } from '../../../../renderer/format/count.ts'

test('a count has its noun, in one or in many', () => {
  expect(countWords(1, 'fee')).toBe('1 fee')
  expect(countWords(0, 'fee')).toBe('0 fees')
  expect(countWords(1204, 'entry', 'entries')).toBe('1,204 entries')
  expect(countDigits(1_000_000)).toBe('1,000,000')
})
