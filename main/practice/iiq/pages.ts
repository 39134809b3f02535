import { type FieldError, listReply, type Reply, type Warnings } from './envelope.ts'
import { type Faults, type RouteName, takeFault } from './faults.ts'
import type { Office } from './office.ts'

/** The vendor's page size when none is asked for. */
const DEFAULT_PAGE_ROWS = 20

/** What a request asked for: by page number (query) or by row number (body). */
export type AskedPage = { by: 'page'; index: number; size: number } | { by: 'row'; skip: number; limit: number }

/** Reads `$s` and `$p`; what is no such number counts as not asked. */
export function readQueryPage(query: URLSearchParams): AskedPage {
  return {
    by: 'page',
    index: readCount(query.get('$p')) ?? 0,
    size: readCount(query.get('$s')) || DEFAULT_PAGE_ROWS,
  }
}

/** Reads `Skip` and `Limit` of a body. */
export function readBodyPage(body: Readonly<Record<string, unknown>>): AskedPage {
  return { by: 'row', skip: readCount(body.Skip) ?? 0, limit: readCount(body.Limit) || DEFAULT_PAGE_ROWS }
}

/** Cuts the asked page out of a whole list, with the faults that concern pages. */
export function pageReply<Kept extends { id: string }>(
  office: Office,
  route: RouteName,
  list: { rows: readonly Kept[]; textOf(row: Kept): string },
  asked: AskedPage,
): Reply {
  const { faults } = office
  const cap = takeFault(faults, 'capPage', route)?.rows ?? office.switches.pageCap
  const pageSize = Math.min(asked.by === 'page' ? asked.size : asked.limit, cap)
  const skip = asked.by === 'page' ? asked.index * pageSize : asked.skip
  const pageIndex = asked.by === 'page' ? asked.index : Math.floor(skip / pageSize)
  const repeats = skip > 0 && takeFault(faults, 'repeatPage', route) !== null
  const start = repeats ? Math.max(0, skip - pageSize) : skip
  let rows = list.rows.slice(start, start + pageSize)
  if (rows.length > 0) {
    const short = takeFault(faults, 'shortPage', route)
    if (short !== null) rows = rows.slice(0, Math.max(0, rows.length - (short.rows ?? 1)))
  }
  const texts = rows.map(row => list.textOf(row))
  spoilRow(faults, route, rows, texts)
  const off = takeFault(faults, 'totalOff', route)?.by ?? 0
  const moved = (takeFault(faults, 'totalMoves', route)?.by ?? 0) * pageIndex
  const totalRows = Math.max(0, list.rows.length + off + moved)
  return listReply(texts, { totalRows, pageSize, pageIndex }, takeWarnings(faults, route))
}

/** The non-fatal errors that a fault adds to the next answer. */
export function takeWarnings(faults: Faults, route: RouteName): Warnings {
  const fault = takeFault(faults, 'nonFatalErrors', route)
  if (fault === null) return []
  const messages = fault.messages ?? ['One of the linked records could not be read.']
  return messages.map((message): FieldError => ({ field: 'Items', message }))
}

/** Writes a wrong value into one row of the page, if the fault is on and its row is here. */
function spoilRow(faults: Faults, route: RouteName, rows: readonly { id: string }[], texts: string[]): void {
  const wanted = faults.badRow?.id?.toLowerCase()
  const index = wanted === undefined ? 0 : rows.findIndex(row => row.id.toLowerCase() === wanted)
  const text = texts[index]
  if (text === undefined) return
  const fault = takeFault(faults, 'badRow', route)
  if (fault === null) return
  const value = Object.hasOwn(fault, 'value') ? fault.value : 'twelve'
  texts[index] = JSON.stringify({ ...JSON.parse(text), [fault.field ?? 'Amount']: value })
}

function readCount(value: unknown): number | undefined {
  const count = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined
}
