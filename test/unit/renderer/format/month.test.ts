import { expect, test } from 'vitest'
import { monthShort, monthWords } from '../../../../renderer/format/month.ts'

test('a month is named in full, and in short for pictures, in whatever zone the window is', () => {
  expect(monthWords('2026-11')).toBe('November 2026')
  expect(monthShort('2026-11')).toBe('Nov')
  expect(monthShort('2026-01')).toBe('Jan')
})
