import { expect, it } from 'vitest'
import { Refusal } from '../../../contract/app-error.ts'
import { readMark, writeMark } from '../../../main/ledger/views/page-mark.ts'

it('reads the values that it wrote', () => {
  const mark = writeMark('students', ['Zoë O’Neil', 7])
  expect(mark).toMatch(/^[A-Za-z0-9_-]+$/)
  expect(readMark('students', ['text', 'integer'], mark)).toEqual(['Zoë O’Neil', 7])
  expect(readMark('students', ['text', 'integer'], undefined)).toBeNull()
})

it('refuses what it did not write for this list: another list, another type, another length, no mark at all', () => {
  const marks = [
    writeMark('fees newest', ['Zoë', 7]),
    writeMark('students', [7, 7]),
    writeMark('students', ['Zoë', 1.5]),
    writeMark('students', ['Zoë']),
    Buffer.from('{"a":1}').toString('base64url'),
    'not a mark',
  ]
  for (const mark of marks) {
    expect(() => readMark('students', ['text', 'integer'], mark), mark).toThrow(Refusal)
  }
})
