/** What is needed of an outline to find a row's page: `marks[i]` leads to row `(i + 1) * every`. */
export interface RowPlaces {
  count: number
  every: number
  marks: readonly string[]
}

/** Rows around what is visible that are fetched with it, so that a slow scroll never meets a gap. */
const AHEAD_ROWS = 100

/** The pages that hold some rows and their neighbourhood, in order. */
export function pagesAround({ count, every }: RowPlaces, first: number, last: number): number[] {
  const from = Math.max(0, Math.floor((first - AHEAD_ROWS) / every))
  const to = Math.min(Math.floor((count - 1) / every), Math.floor((last + AHEAD_ROWS) / every))
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
}

/** The mark behind which a page begins: null for the first; undefined where the outline does not know it. */
export function markOf({ marks }: RowPlaces, page: number): string | null | undefined {
  return page === 0 ? null : marks[page - 1]
}

/** The rows of some pages as a table needs them: one after another, and by their place in the whole list. */
export interface PlacedRows<Row> {
  rows: Row[]
  rowAt: (index: number) => Row | undefined
}

/** Puts pages in their places. The first rows stand in for the first page until it is here. */
export function placeRows<Row>(
  { count, every }: RowPlaces,
  firstRows: readonly Row[],
  pages: ReadonlyMap<number, readonly Row[]>,
): PlacedRows<Row> {
  const inOrder = [...pages].sort(([a], [b]) => a - b).flatMap(([, rows]) => rows)
  return {
    rows: pages.has(0) ? inOrder : [...firstRows, ...inOrder],
    rowAt: index => {
      if (index >= count) return undefined
      const page = pages.get(Math.floor(index / every))
      return page === undefined ? firstRows[index] : page[index % every]
    },
  }
}
