import { formatMoney } from '../../../contract/money.ts'

/** One column of a list in the terminal. */
export interface Column<Row> {
  head: string
  of: (row: Row) => string | number | null
  right?: boolean
}

/** Widest cell; longer texts are cut with an ellipsis, for the whole text is a `show` away. */
const CELL_MOST = 60

/** Rows as aligned columns under their heads; a sentence when there are none. */
export function textTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[], none: string): string {
  if (rows.length === 0) return none
  const lines = [columns.map(column => column.head), ...rows.map(row => columns.map(column => cell(column.of(row))))]
  const widths = columns.map((_, index) => Math.max(...lines.map(line => line[index]?.length ?? 0)))
  return lines
    .map(line =>
      line.map((text, index) =>
        columns[index]?.right === true ? text.padStart(widths[index] ?? 0) : text.padEnd(widths[index] ?? 0),
      ),
    )
    .map(line => line.join('  ').trimEnd())
    .join('\n')
}

/** A listing's rows, and how to get the next ones when there are more. */
export function listingTable<Row>(
  listing: { items: readonly Row[]; next: string | null },
  columns: readonly Column<Row>[],
  none: string,
): string {
  const more = listing.next === null ? '' : `\nThere are more: add --after ${listing.next}`
  return textTable(listing.items, columns, none) + more
}

/** Facts one below the other. */
export function factLines(facts: readonly (readonly [string, string | number | null])[]): string {
  const width = Math.max(...facts.map(([name]) => name.length))
  return facts.map(([name, value]) => `${name.padEnd(width)}  ${value ?? '–'}`).join('\n')
}

/** A column of cents, read as money. */
export function moneyColumn<Row>(head: string, of: (row: Row) => number | null): Column<Row> {
  return { head, right: true, of: row => moneyOrDash(of(row)) }
}

export function moneyOrDash(cents: number | null): string {
  return cents === null ? '–' : formatMoney(cents)
}

/** A stored UTC time on this machine's wall clock, `2026-03-08 02:30:00`. */
export function localTime(at: string | null): string {
  return at === null ? '–' : new Date(at).toLocaleString('sv-SE')
}

/** Records from outside can hold anything: control characters must not reach the terminal. */
function cell(value: string | number | null): string {
  const text = value === null ? '–' : String(value).replace(/\p{Cc}+/gu, ' ')
  return text.length > CELL_MOST ? `${text.slice(0, CELL_MOST - 1)}…` : text
}
