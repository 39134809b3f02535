import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, dayInZone, schoolYearSince, startOfDayMs, widenedUtcDay } from '../../../main/domain/zone.ts'

const utc = (day: string, timeZone: string) => new Date(startOfDayMs(day, timeZone)).toISOString()

test('Z1 a day begins at 00:00 in the district’s zone', () => {
  expect(utc('2026-10-01', 'America/New_York')).toBe('2026-10-01T04:00:00.000Z')
  expect(utc('2026-12-01', 'America/New_York')).toBe('2026-12-01T05:00:00.000Z')
  expect(utc('2026-10-01', 'Pacific/Kiritimati')).toBe('2026-09-30T10:00:00.000Z')
  expect(utc('2026-10-01', 'Pacific/Pago_Pago')).toBe('2026-10-01T11:00:00.000Z')
  expect(utc('2026-10-01', 'Asia/Kathmandu')).toBe('2026-09-30T18:15:00.000Z')
  expect(utc('2026-10-01', 'UTC')).toBe('2026-10-01T00:00:00.000Z')
})

test('Z1 on the days of a clock change a day begins at its first instant', () => {
  expect(utc('2026-03-08', 'America/New_York')).toBe('2026-03-08T05:00:00.000Z')
  expect(utc('2026-03-09', 'America/New_York')).toBe('2026-03-09T04:00:00.000Z')
  expect(utc('2026-11-01', 'America/New_York')).toBe('2026-11-01T04:00:00.000Z')
  expect(utc('2026-11-02', 'America/New_York')).toBe('2026-11-02T05:00:00.000Z')
})

test('Z1 where the clock skips midnight, the day begins at 01:00', () => {
  // Santiago goes from 23:59:59 on September 5 to 01:00 on September 6, Cairo likewise on April 24.
  expect(utc('2026-09-06', 'America/Santiago')).toBe('2026-09-06T04:00:00.000Z')
  expect(utc('2026-04-24', 'Africa/Cairo')).toBe('2026-04-23T22:00:00.000Z')
})

test('Z1 where midnight comes twice, the day begins at the first one', () => {
  // Havana goes back from 01:00 to 00:00 on November 1.
  expect(utc('2026-11-01', 'America/Havana')).toBe('2026-11-01T04:00:00.000Z')
})

const zones = fc.constantFrom(
  'America/New_York',
  'America/Santiago',
  'America/Havana',
  'Africa/Cairo',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'Asia/Kathmandu',
  'Europe/London',
)
const days = fc.integer({ min: 0, max: 1_500 }).map(count => addDays('2024-01-01', count))

test('Z1 the first instant of a day lies in it, and the millisecond before does not', () => {
  fc.assert(
    fc.property(zones, days, (zone, day) => {
      const start = startOfDayMs(day, zone)
      expect(dayInZone(start, zone)).toBe(day)
      expect(dayInZone(start - 1, zone)).toBe(addDays(day, -1))
    }),
  )
})

test('P4 the UTC day that is sent leaves out no instant of the cut-off’s day', () => {
  fc.assert(
    fc.property(zones, days, (zone, day) => {
      const sent = Date.parse(`${widenedUtcDay(day, zone)}T00:00:00Z`)
      const start = startOfDayMs(day, zone)
      expect(start - sent).toBeGreaterThanOrEqual(24 * 3_600_000)
      expect(start - sent).toBeLessThan(48 * 3_600_000)
    }),
  )
})

test('adding days crosses months and leap days', () => {
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
})

test('Z1 a school year begins on the first of July', () => {
  expect(['2026-06-30', '2026-07-01', '2027-01-15'].map(schoolYearSince)).toEqual([
    '2025-07-01',
    '2026-07-01',
    '2026-07-01',
  ])
})
