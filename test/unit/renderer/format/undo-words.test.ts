import { expect, test } from 'vitest'
import { owedWords } from '../../../../renderer/format/undo-words.ts'

test('U1 says what undoing does to what is owed, never as a minus', () => {
  expect(owedWords(61_200)).toBe('$612.00 back to owed')
  expect(owedWords(-4000)).toBe('$40.00 no longer owed')
  expect(owedWords(0)).toBe('nothing owed changes')
})
