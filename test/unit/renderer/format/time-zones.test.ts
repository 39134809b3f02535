import { expect, test } from 'vitest'
import { timeZoneNames } from '../../../../renderer/format/time-zones.ts'

test('time zones are each listed once, those of the United States first, with the one that is set', () => {
  const names = timeZoneNames('Etc/GMT+5')
  expect(names.slice(0, 2)).toEqual(['America/New_York', 'America/Chicago'])
  expect(new Set(names).size).toBe(names.length)
  expect(names).toContain('Etc/GMT+5')
  expect(timeZoneNames('')).not.toContain('')
})
