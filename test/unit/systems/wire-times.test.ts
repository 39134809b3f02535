import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openWireTimes } from '../../../main/systems/wire-times.ts'

const newYork = openWireTimes('America/New_York')

describe('times from the wire', () => {
  it.each([
    ['2026-03-01T08:05:09', '2026-03-01T08:05:09.000Z'],
    ['2026-03-01T08:05:09Z', '2026-03-01T08:05:09.000Z'],
    ['2026-03-01T08:05:09.5', '2026-03-01T08:05:09.500Z'],
    ['2026-03-01T08:05:09.1239999Z', '2026-03-01T08:05:09.123Z'],
    ['2026-03-01T08:05:09.123Z', '2026-03-01T08:05:09.123Z'],
    ['2026-03-01T20:05:09-05:00', '2026-03-02T01:05:09.000Z'],
    ['2026-03-01T00:05:09.25+0530', '2026-02-28T18:35:09.250Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ])('reads %s as UTC', (text, at) => {
    expect(newYork.at(text)).toBe(at)
  })

  it.each([
    '',
    'yesterday',
    '2026-02-29T00:00:00',
    '2026-13-01T00:00:00',
    '2026-04-31',
    '2026-03-01T24:00:00',
    '2026-03-01T08:60:00',
    '2026-03-01 08:00:00',
    '03/01/2026',
    '2026-03-01T08:05',
    '2026-03-01T08:05:09.Z',
    ' 2026-03-01',
  ])('refuses %j', text => {
    expect(newYork.at(text)).toBeNull()
    expect(newYork.on(text)).toBeNull()
  })

  it('agrees with the built-in reading for every instant', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true }),
        date => {
          expect(newYork.at(date.toISOString())).toBe(date.toISOString())
          expect(newYork.at(date.toISOString().slice(0, 19))).toBe(`${date.toISOString().slice(0, 19)}.000Z`)
        },
      ),
    )
  })

  it('takes a bare day and a clock part of 00:00:00 as the day as written, with or without an offset', () => {
    for (const clock of ['', 'T00:00:00', 'T00:00:00Z', 'T00:00:00.000', 'T00:00:00.0000000Z', 'T00:00:00+09:00'])
      expect(newYork.on(`2026-03-01${clock}`)).toBe('2026-03-01')
  })

  it("takes any other time as the day in the district's zone, also on the days when the clocks change", () => {
    expect(newYork.on('2026-03-01T00:00:01Z')).toBe('2026-02-28')
    expect(newYork.on('2026-03-01T00:00:00.5Z')).toBe('2026-02-28')
    expect(newYork.on('2026-03-08T04:59:59Z')).toBe('2026-03-07')
    expect(newYork.on('2026-03-09T03:59:59Z')).toBe('2026-03-08')
    expect(newYork.on('2026-11-01T03:59:59Z')).toBe('2026-10-31')
    expect(newYork.on('2026-11-02T04:59:59Z')).toBe('2026-11-01')
    expect(openWireTimes('Pacific/Auckland').on('2026-03-01T12:00:00Z')).toBe('2026-03-02')
  })
})
