import { describe, expect, it } from 'vitest'
import { dayOf, dayWords, durationWords, momentExact, momentWords } from '../../../../renderer/format/time.ts'

const ZONE = 'America/New_York'
// Friday, November 20, 2026, 10:00 AM in New York.
const NOW = Date.parse('2026-11-20T15:00:00.000Z')

describe('momentWords', () => {
  it.each([
    ['2026-11-20T07:30:00.000Z', 'today 2:30 AM'],
    ['2026-11-20T04:59:59.999Z', 'yesterday 11:59 PM'],
    ['2026-11-21T07:30:00.000Z', 'tomorrow 2:30 AM'],
    ['2026-11-25T07:30:00.000Z', 'Wed 2:30 AM'],
    ['2026-11-03T07:30:00.000Z', 'Nov 3, 2:30 AM'],
    ['2025-11-03T07:30:00.000Z', 'Nov 3, 2025'],
  ])('says %s as "%s" in the district', (at, words) => {
    expect(momentWords(at, ZONE, NOW)).toBe(words)
  })

  it('decides what today is in the zone of the district, not of the machine', () => {
    expect(momentWords('2026-11-20T15:30:00.000Z', 'Pacific/Auckland', NOW)).toBe('today 4:30 AM')
    expect(dayOf(NOW, 'Pacific/Auckland')).toBe('2026-11-21')
  })

  it('keeps a whole day apart over the end of daylight saving time', () => {
    const afterChange = Date.parse('2026-11-01T20:00:00.000Z')
    expect(momentWords('2026-10-31T12:00:00.000Z', ZONE, afterChange)).toBe('yesterday 8:00 AM')
  })
})

it('gives the second and the zone on hover', () => {
  expect(momentExact('2026-11-20T07:30:15.000Z', ZONE)).toContain('2:30:15')
  expect(momentExact('2026-11-20T07:30:15.000Z', ZONE)).toContain('EST')
})

it('does not move a day by a time zone', () => {
  expect(dayWords('2026-11-03')).toBe('Nov 3, 2026')
})

it.each([
  [30, '< 0.1 s'],
  [400, '0.4 s'],
  [12_400, '12 s'],
  [192_000, '3 min 12 s'],
  [3_900_000, '1 h 5 min'],
])('says %i ms as "%s"', (durationMs, words) => {
  expect(durationWords(durationMs)).toBe(words)
})
