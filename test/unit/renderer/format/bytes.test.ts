import { expect, test } from 'vitest'
import { bytesWords } from '../../../../renderer/format/bytes.ts'

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1_200, '1.2 KB'],
  [45_678, '46 KB'],
  [999_600, '1.0 MB'],
  [1_234_567_890, '1.2 GB'],
])('says %i bytes as %s', (bytes, words) => {
  expect(bytesWords(bytes)).toBe(words)
})
