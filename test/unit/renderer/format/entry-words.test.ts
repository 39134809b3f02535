import { expect, test } from 'vitest'
import { ENTRY_KINDS } from '../../../../contract/rows/fee.ts'
import { entriesNoun, entrySourceWords, entryWords, methodWords } from '../../../../renderer/format/entry-words.ts'

test('every kind of entry has a word and a noun of its own', () => {
  expect(new Set(ENTRY_KINDS.map(entryWords)).size).toBe(ENTRY_KINDS.length)
  expect(entriesNoun('bounced-check')).toBe('bounced checks')
})

test('says where an entry was made: a system, the office with who it was, or Feebridge by a rule', () => {
  expect(entrySourceWords({ system: 'iiq', operator: null })).toBe('Incident IQ')
  expect(entrySourceWords({ system: 'feebridge', operator: 'Ada Brook' })).toBe('Office, Ada Brook')
  expect(entrySourceWords({ system: 'feebridge', operator: null })).toBe('Feebridge, by rule')
})

test('names the check by its number', () => {
  expect(methodWords({ method: 'check', checkNumber: '1042' })).toBe('check 1042')
  expect(methodWords({ method: 'cash', checkNumber: null })).toBe('cash')
  expect(methodWords({ method: null, checkNumber: null })).toBeNull()
})
