import { expect, test } from 'vitest'
import { readFilterDay, startOfSchoolYear, writeDay, writeTime } from '../../../main/practice/calendar.ts'

test('a filter day is read as a UTC midnight, and only a real day is read', () => {
  expect(readFilterDay('11/17/2026')).toBe(Date.parse('2026-11-17T00:00:00Z'))
  for (const text of ['2026-11-17', '13/01/2026', '02/30/2026', '1/7/2026', '']) {
    expect(readFilterDay(text)).toBeUndefined()
  }
})

test('the school year in hand starts on July 1, and in July it is still the old one', () => {
  const yearOf = (day: string) => writeDay(startOfSchoolYear(Date.parse(`${day}T00:00:00Z`)))
  expect(yearOf('2026-11-17')).toBe('2026-07-01')
  expect(yearOf('2027-06-30')).toBe('2026-07-01')
  expect(yearOf('2026-07-02')).toBe('2025-07-01')
  expect(yearOf('2026-08-01')).toBe('2026-07-01')
})

test('the three spellings of a time name one moment', () => {
  const at = Date.parse('2026-07-02T02:26:08.724Z')
  expect(writeTime(at, 'zulu')).toBe('2026-07-02T02:26:08.724Z')
  expect(writeTime(at, 'bare')).toBe('2026-07-02T02:26:08.724')
  expect(Date.parse(writeTime(at, 'offset'))).toBe(at)
})
