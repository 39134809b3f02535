import { expect, it } from 'vitest'
import { slugWords } from '../../../../renderer/format/slug-words.ts'

it('reads short names as words', () => {
  expect(slugWords('before-cut-off')).toBe('before cut off')
  expect(slugWords('fee')).toBe('fee')
})
