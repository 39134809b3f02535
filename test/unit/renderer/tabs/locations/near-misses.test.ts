import { expect, test } from 'vitest'
import type { LocationRow } from '../../../../../contract/rows/reference.ts'
import { differenceWords, knownAs, nearMisses } from '../../../../../renderer/tabs/locations/near-misses.ts'

function locationOf(id: string, abbreviation: string | null, more: Partial<LocationRow> = {}): LocationRow {
  return { id, system: 'iiq', externalId: null, name: `School ${id}`, abbreviation, archived: false, ...more }
}

test.each([
  [['RHS', 'rhs'], 'only by case'],
  [['R HS', 'RHS'], 'only by blanks'],
  [[' 012', '012'], 'only by blanks'],
  [['012', '12'], 'only by leading zeros'],
  [['0 12a', '12A'], 'only by case and blanks and leading zeros'],
])('I2 says what tells %j apart', (keys, words) => {
  expect(differenceWords(keys)).toBe(words)
})

test('I2 names locations whose abbreviations fold alike, and not those that are equal', () => {
  const rows = [
    locationOf('1', 'RHS'),
    locationOf('2', 'rhs', { system: 'feebridge' }),
    locationOf('3', 'ELM'),
    locationOf('4', 'ELM', { system: 'feebridge' }),
    locationOf('5', null),
    locationOf('6', null),
  ]
  const found = nearMisses(rows)
  expect(found.map(each => each.rows.map(row => row.id))).toEqual([['1', '2']])
  expect(found[0]?.sentence).toBe(
    '“RHS” of School 1 (Incident IQ) and “rhs” of School 2 (Feebridge) differ only by case. A Fine Location Code matches exactly, so it fits one of them only.',
  )
})

test('I2 names an abbreviation with a blank at its end; what is archived is not named', () => {
  expect(nearMisses([locationOf('1', 'RHS '), locationOf('2', 'rhs', { archived: true })])).toMatchObject([
    { kind: 'blank', rows: [{ id: '1' }], sentence: expect.stringContaining('begins or ends with a blank') },
  ])
})

test('a location is known to every system that carries exactly its abbreviation', () => {
  const rows = [
    locationOf('1', 'RHS'),
    locationOf('2', 'RHS', { system: 'feebridge' }),
    locationOf('3', 'rhs'),
    locationOf('4', null),
  ]
  expect(rows.map(row => knownAs(row, rows).map(each => each.id))).toEqual([['1', '2'], ['2', '1'], ['3'], ['4']])
})
