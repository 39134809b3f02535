import { describe, expect, test } from 'vitest'
import { CELL_TEXT_UNITS, encodeCell } from '../../../main/reports/cell.ts'

describe('encodeCell', () => {
  test('M1 writes integer cents as the exact number of dollars that was typed', () => {
    for (const [cents, dollars] of [
      [1, 0.01],
      [29, 0.29],
      [1_005, 10.05],
      [-4_050, -40.5],
      [0, 0],
      [999_999_999, 9_999_999.99],
    ] as const)
      expect(encodeCell('money', cents)).toBe(dollars)
    for (let cents = 0; cents < 200_000; cents += 7)
      expect(Number(encodeCell('money', cents)).toFixed(2)).toBe((cents / 100).toFixed(2))
  })

  test('writes a day as Excel counts days, without a time', () => {
    expect(encodeCell('day', '1970-01-01')).toBe(25_569)
    expect(encodeCell('day', '2026-03-08')).toBe(46_089)
    expect(encodeCell('day', '2026-11-01')).toBe(46_327)
  })

  test('shows a day that is none as its text', () => {
    expect(encodeCell('day', 'soon')).toBe('soon')
  })

  test('leaves a cell empty for null and for empty text', () => {
    expect(encodeCell('text', null)).toBeUndefined()
    expect(encodeCell('text', '')).toBeUndefined()
    expect(encodeCell('money', null)).toBeUndefined()
  })

  test('keeps text that looks like a formula or a number as it is', () => {
    for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '0012', '1e3', 'TRUE'])
      expect(encodeCell('text', text)).toBe(text)
  })

  test('shows control characters that XML cannot hold, and keeps line breaks', () => {
    expect(encodeCell('text', 'a\u0000b\u0007c\u007fd')).toBe('a␀b␇c␡d')
    expect(encodeCell('text', 'two\nlines')).toBe('two\nlines')
    expect(encodeCell('text', 'x\ufffe\uffffy\ud800z')).toBe('x\ufffd\ufffdy\ufffdz')
    expect(encodeCell('text', 'whole 😀 pair')).toBe('whole 😀 pair')
  })

  test('keeps outer white space, which readers strip from plain text cells', () => {
    expect(encodeCell('text', '\t=1+1')).toEqual({ richText: [{ text: '\t=1+1' }] })
    expect(encodeCell('text', '1234 ')).toEqual({ richText: [{ text: '1234 ' }] })
  })

  test('cuts text beyond the limit of a cell and says so, never inside a pair of surrogates', () => {
    const long = encodeCell('text', `${'x'.repeat(32_000)}${'😀'.repeat(1_000)}`)
    expect(typeof long).toBe('string')
    expect(String(long).length).toBeLessThanOrEqual(CELL_TEXT_UNITS)
    expect(String(long)).toMatch(/😀 … \[cut here: the whole text has 34000 characters\]$/u)
    expect(String(long).isWellFormed()).toBe(true)
    expect(encodeCell('text', 'x'.repeat(CELL_TEXT_UNITS))).toHaveLength(CELL_TEXT_UNITS)
  })
})
