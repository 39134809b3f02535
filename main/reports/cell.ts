// main/reports writes files that people open: workbooks and PDF papers now, CSV later. It takes rows and knows no SQL, no run and no setting.
// This file: what may stand in a cell, and how money, days and text get there unharmed.
import type { Style } from 'exceljs'

/**
 * How a value is shown: `money` takes integer cents, `day` takes `YYYY-MM-DD`, `moment` a time as clocks on the wall show it (`YYYY-MM-DDTHH:MM:SS`),
 * `count` a whole number, `seconds` any number of them, `text` any text.
 */
export type CellKind = 'text' | 'money' | 'day' | 'moment' | 'count' | 'seconds'

/** A cell's content as exceljs takes it; undefined leaves the cell empty. The last form is text whose outer white space must be kept. */
export type CellContent = string | number | undefined | KeptText
export interface KeptText {
  richText: [{ text: string }]
}

/** One object for each style, never copied: exceljs knows a style that it has seen by its identity, and writes its XML again to compare it otherwise. */
export const CELL_STYLES: Record<CellKind | 'header', Partial<Style>> = {
  // "@" is Excel's Text format: text such as "=1+1" stays text even after a clerk has edited the cell.
  text: { numFmt: '@' },
  money: { numFmt: '"$"#,##0.00;[Red]-"$"#,##0.00' },
  day: { numFmt: 'yyyy-mm-dd' },
  moment: { numFmt: 'yyyy-mm-dd hh:mm:ss' },
  count: { numFmt: '#,##0' },
  seconds: { numFmt: '#,##0.0' },
  header: {
    font: { bold: true, color: { argb: 'FFFFFFFF' } },
    fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF1F3A5F' } },
    alignment: { vertical: 'middle' },
  },
}

/** Excel's limit for the text of one cell, in UTF-16 units. */
export const CELL_TEXT_UNITS = 32_767

/** Turns a value into a cell's content. A number of kind `money` is integer cents; null and empty text leave the cell empty. */
export function encodeCell(kind: CellKind, value: string | number | null): CellContent {
  if (value === null || value === '') return undefined
  // Dividing by 100 gives the double nearest to the cents: the very number that Excel keeps for the amount when it is typed.
  if (typeof value === 'number') return kind === 'money' ? value / 100 : value
  if (kind === 'day') return serialOf(DAY, value) ?? encodeText(value)
  if (kind === 'moment') return serialOf(WALL_CLOCK, value) ?? encodeText(value)
  return encodeText(value)
}

const DAY = /^\d{4}-\d{2}-\d{2}$/
const WALL_CLOCK = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/
const DAYS_BEFORE_1970 = 25_569
const DAY_MS = 86_400_000

/** Excel's number for a calendar day or a time of one, or null when the text is none. Both are read as UTC on any machine, so they never move. */
function serialOf(form: RegExp, text: string): number | null {
  const atMs = form.test(text) ? Date.parse(text.length > 10 ? `${text}Z` : text) : Number.NaN
  return Number.isNaN(atMs) ? null : atMs / DAY_MS + DAYS_BEFORE_1970
}

/** What XML 1.0 cannot hold, and DEL, which exceljs drops: control characters, halves of surrogate pairs, U+FFFE and U+FFFF. */
const UNWRITABLE_CLASS = '[\\p{Cs}\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f\\ufffe\\uffff]'
const UNWRITABLE = new RegExp(UNWRITABLE_CLASS, 'u')
const EVERY_UNWRITABLE = new RegExp(UNWRITABLE_CLASS, 'gu')

/** Text of any origin as a cell of text: never a formula, nothing dropped in silence, within Excel's limit. */
function encodeText(text: string): CellContent {
  const fitting = text.length > CELL_TEXT_UNITS ? cutText(text) : text
  const writable = UNWRITABLE.test(fitting) ? fitting.replace(EVERY_UNWRITABLE, showCharacter) : fitting
  // Readers strip the outer white space of plain text cells, and a leading tab with it; a cell of formatted text keeps both.
  return writable.trim().length < writable.length ? { richText: [{ text: writable }] } : writable
}

/** The picture that Unicode has for each control character (U+0000 is shown as ␀), and � for what has none. */
function showCharacter(character: string): string {
  const code = character.charCodeAt(0)
  if (code === 0x7f) return '\u2421'
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\ufffd'
}

function cutText(text: string): string {
  const note = ` … [cut here: the whole text has ${text.length} characters]`
  const kept = text.slice(0, CELL_TEXT_UNITS - note.length)
  // A pair of surrogates is not cut in two.
  return `${/[\ud800-\udbff]$/.test(kept) ? kept.slice(0, -1) : kept}${note}`
}
