import { describe, expect, it } from 'vitest'
import { readRetryAfter } from '../../../main/systems/retry-after.ts'

const read = (headers: Record<string, string>, bodyValue: unknown = null) =>
  readRetryAfter({ get: name => headers[name] ?? null }, bodyValue, 60_000)

describe('Retry-After', () => {
  it('is null when neither header nor body asks for a pause', () => {
    expect(read({})).toBeNull()
  })

  it('reads seconds, of header and body the longer', () => {
    expect(read({ 'retry-after': '7' })).toBe(7_000)
    expect(read({}, 9)).toBe(9_000)
    expect(read({}, '9')).toBe(9_000)
    expect(read({ 'retry-after': '7' }, 3)).toBe(7_000)
    expect(read({ 'retry-after': '7' }, 30)).toBe(30_000)
  })

  it("reads a date, measured from the answer's own Date", () => {
    expect(read({ 'retry-after': 'Tue, 03 Nov 2026 10:00:30 GMT', date: 'Tue, 03 Nov 2026 10:00:00 GMT' })).toBe(30_000)
    expect(read({ 'retry-after': 'Tue, 03 Nov 2026 09:00:00 GMT', date: 'Tue, 03 Nov 2026 10:00:00 GMT' })).toBe(0)
    const soon = new Date(Date.now() + 90_000).toUTCString()
    expect(read({ 'retry-after': soon })).toBeGreaterThan(80_000)
  })

  it('counts as 60 s when it cannot be read', () => {
    for (const header of ['soon', '-5', '5.5', '', '2026-11-03', 'Smarch, 99 Foo'])
      expect(read({ 'retry-after': header })).toBe(60_000)
    expect(read({ 'retry-after': '7' }, 'soon')).toBe(60_000)
    expect(read({}, -1)).toBe(60_000)
    expect(read({}, Number.NaN)).toBe(60_000)
  })
})
