import { expect, test } from 'vitest'
import { answersOf } from '../../../../renderer/format/answer-words.ts'

test('M6, M7 a question is what offers answers; other errors offer none', () => {
  expect(
    answersOf({
      actions: [
        { kind: 'owed-again', feeId: 'f' },
        { kind: 'waive-too', feeId: 'f' },
      ],
    }),
  ).toEqual(['owed-again', 'waive-too'])
  expect(answersOf({ actions: [{ kind: 'reprocess', importId: 'i' }] })).toEqual([])
})
