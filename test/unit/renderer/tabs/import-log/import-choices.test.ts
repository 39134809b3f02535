import { expect, test } from 'vitest'
import { choicesFor, selectionWords } from '../../../../../renderer/tabs/import-log/import-choices.ts'
import { importRow } from '../../format/fee-facts.ts'

const ROWS = [
  importRow('imported', { status: 'Imported', cause: 'entered' }),
  importRow('error', { status: 'Error', cause: 'unknown-student' }),
  importRow('waiting', { status: 'Unprocessed', cause: 'waiting-for-fee' }),
  importRow('by-rule', { status: 'Ignored', cause: 'before-cut-off' }),
  importRow('by-clerk', { status: 'Ignored', cause: 'ignored-by-clerk' }),
  importRow('past', { status: 'Ignored', cause: 'superseded' }),
]
const ids = (rows: readonly { id: string }[]) => rows.map(row => row.id)

test('offers each action for the imports that it fits, and leaves what is in the ledger', () => {
  const { reprocess, ignore, unignore } = choicesFor(ROWS)
  expect(ids(reprocess)).toEqual(['error', 'waiting', 'by-rule'])
  expect(ids(ignore)).toEqual(['error', 'waiting'])
  expect(ids(unignore)).toEqual(['by-clerk'])
})

test('says what is selected by status', () => {
  expect(selectionWords(ROWS)).toBe('6 imports: 1 Imported, 1 Error, 1 Unprocessed, 3 Ignored')
  expect(selectionWords(ROWS.slice(1, 2))).toBe('1 import: 1 Error')
})
