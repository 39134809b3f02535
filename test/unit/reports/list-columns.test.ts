import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LIST_COLUMNS, type ReportList } from '../../../contract/rows/columns.ts'
import { sayFilter } from '../../../main/reports/filter-words.ts'
import { columnsOf } from '../../../main/reports/list-columns.ts'
import { wallClockOf } from '../../../main/reports/wall-clock.ts'
import { ROOT } from '../../source-files.ts'

const headersOf = (list: ReportList, ids?: readonly string[]) => columnsOf(list, ids, 'UTC').map(({ header }) => header)

test('gives all columns in their order, those that are named in theirs, each once, and none for a column of buttons', () => {
  for (const list of Object.keys(LIST_COLUMNS) as ReportList[])
    expect(headersOf(list), list).toHaveLength(LIST_COLUMNS[list].length)
  expect(headersOf('fees', ['balanceCents', 'details', 'student', 'student'])).toEqual(['Balance', 'Student'])
  expect(headersOf('fees', ['toString'])).toEqual([])
})

/** Columns of a table that hold buttons: nothing of them can be written. */
const BUTTONS = ['details', 'actions']

test.each([
  ['fees', 'fees'],
  ['students', 'students'],
  ['imports', 'import-log'],
  ['errors', 'errors'],
  ['runs', 'sync-history'],
] as const)('has a column for each one that the table of %s shows', (list, tab) => {
  const folder = join(ROOT, 'renderer', 'tabs', tab)
  const sources = readdirSync(folder).filter(name => name.endsWith('.tsx'))
  const shown = sources.flatMap(name =>
    [...readFileSync(join(folder, name), 'utf8').matchAll(/(?:accessor\(|\bcount\(|\bid: )'(\w+)'/g)].map(
      found => found[1],
    ),
  )
  const known: readonly string[] = LIST_COLUMNS[list]
  expect(shown.length).toBeGreaterThan(3)
  expect(shown.filter(id => id !== undefined && !known.includes(id) && !BUTTONS.includes(id))).toEqual([])
})

test.each([
  ['2026-03-08T06:59:59.999Z', '2026-03-08T01:59:59'],
  ['2026-03-08T07:00:00.000Z', '2026-03-08T03:00:00'],
  ['2026-11-01T05:30:00.000Z', '2026-11-01T01:30:00'],
  ['2026-11-01T06:30:00.000Z', '2026-11-01T01:30:00'],
])('Z1 tells %s as the clocks of New York showed it, also on the days when they change', (at, shown) => {
  expect(wallClockOf('America/New_York')(at)).toBe(shown)
})

test('tells no time where there is none', () => {
  expect(wallClockOf('UTC')(null)).toBeNull()
})

test('says a filter in words, and what an empty one means', () => {
  expect(sayFilter('fees', { status: 'open', location: 'MHHS', overdue: true, search: 'Ada', cause: undefined })).toBe(
    'status open, location MHHS, overdue, search "Ada"',
  )
  expect(sayFilter('errors', {})).toBe('Open errors.')
  expect(sayFilter('audit', { from: '2026-07-01', to: '2026-07-31' })).toBe('from 2026-07-01, to 2026-07-31')
})
