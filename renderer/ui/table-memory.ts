/** What a person has made of a list's columns. Columns that are not named are as the tab has them. */
export interface ColumnMemory {
  /** Ids in their order; columns that came later stand where the tab has them. */
  order: readonly string[]
  shown: Readonly<Record<string, boolean>>
  /** Widths in px. */
  widths: Readonly<Record<string, number>>
}

export const NOTHING_REMEMBERED: ColumnMemory = { order: [], shown: {}, widths: {} }

export const COLUMN_PX_LEAST = 48
export const COLUMN_PX_MOST = 900

/** Raised when the stored form changes; what an older or newer window stored is not read. */
const VERSION = 1

const keyOf = (list: string) => `feebridge.columns.${list}`

/** Reads what was stored, or nothing where it is not what this window stores. */
export function parseMemory(text: string | null): ColumnMemory {
  const stored = text === null ? null : readJson(text)
  if (!isRecord(stored) || stored.version !== VERSION) return NOTHING_REMEMBERED
  const { order, shown, widths } = stored
  if (!Array.isArray(order) || !isRecord(shown) || !isRecord(widths)) return NOTHING_REMEMBERED
  return {
    order: order.filter(id => typeof id === 'string'),
    shown: Object.fromEntries(Object.entries(shown).filter(isBooleanEntry)),
    widths: Object.fromEntries(Object.entries(widths).filter(isWidthEntry)),
  }
}

export function writeMemory(memory: ColumnMemory): string {
  return JSON.stringify({ version: VERSION, ...memory })
}

/** A width that a column may have. */
export function boundWidth(widthPx: number): number {
  return Math.round(Math.max(COLUMN_PX_LEAST, Math.min(COLUMN_PX_MOST, widthPx)))
}

/** The columns' ids in the remembered order: one that is not remembered stands behind its neighbour; the first always stays first. */
export function orderColumns(ids: readonly string[], remembered: readonly string[]): string[] {
  const ordered = remembered.filter((id, index) => ids.includes(id) && remembered.indexOf(id) === index)
  ids.forEach((id, index) => {
    if (ordered.includes(id)) return
    const before = ids[index - 1]
    ordered.splice(before === undefined ? 0 : ordered.indexOf(before) + 1, 0, id)
  })
  const [first] = ids
  return first === undefined ? [] : [first, ...ordered.filter(id => id !== first)]
}

/** What is remembered of a list's columns; a store that cannot be read is as one that holds nothing. */
export function recallColumns(list: string): ColumnMemory {
  return parseMemory(inStore(store => store.getItem(keyOf(list))))
}

export function rememberColumns(list: string, memory: ColumnMemory): void {
  inStore(store => {
    if (memory === NOTHING_REMEMBERED) store.removeItem(keyOf(list))
    else store.setItem(keyOf(list), writeMemory(memory))
    return null
  })
}

function inStore(work: (store: Storage) => string | null): string | null {
  try {
    return work(window.localStorage)
  } catch (error) {
    // Storage that is full or forbidden: the columns last as long as the window.
    if (error instanceof DOMException) return null
    throw error
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isBooleanEntry(entry: [string, unknown]): entry is [string, boolean] {
  return typeof entry[1] === 'boolean'
}

function isWidthEntry(entry: [string, unknown]): entry is [string, number] {
  const [, width] = entry
  return typeof width === 'number' && width >= COLUMN_PX_LEAST && width <= COLUMN_PX_MOST
}
