import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import WorkbookWriter, { type CellModel, type WorksheetWriter } from 'exceljs/lib/stream/xlsx/workbook-writer.js'
import { LIMITS } from '../../contract/limits.ts'
import { CELL_STYLES, type CellContent, type CellKind, encodeCell } from './cell.ts'

/** A column of a sheet: its header, its width in characters, how its cells are shown, and what stands in them. */
export interface Column<Row> {
  header: string
  width: number
  kind: CellKind | ((row: Row) => CellKind)
  read: (row: Row) => string | number | null
}

/** What a sheet is made of. `whenEmpty` is said below the header of a sheet without rows. */
export interface SheetPlan<Row> {
  name: string
  columns: readonly Column<Row>[]
  whenEmpty?: string
  /** Rows of one sheet; {@link LIMITS.sheetRows} unless a test says less. */
  mostRows?: number
}

/** One sheet being written. Beyond {@link LIMITS.sheetRows} rows it goes on in a further one with the same columns. */
export interface Sheet<Row> {
  /** Writes rows and resolves when the zip is ready for more. */
  add(rows: readonly Row[]): Promise<void>
  /** Ends the sheet; the filter gets its full range. */
  close(): void
}

/** A workbook that is written as it is made: only what waits for the zip is in memory. Sheets are opened one after another. */
export interface StreamingWorkbook {
  openSheet<Row>(plan: SheetPlan<Row>): Sheet<Row>
  /** Writes what stands behind the sheets, and resolves when the last byte has gone into the stream. */
  finish(): Promise<void>
}

/** Rows between two turns of the zip: some 25 KB of XML. With more, the zip falls behind and is still at work when the last row is written. */
const ROWS_AT_ONCE = 20
const NO_STYLE = {}
/** XML that may wait for the zip before rows wait too. */
const WAITING_BYTES = 4 * 1024 * 1024

/** Opens a workbook on a stream. `signal` ends all waiting when that stream has broken; the workbook then throws its reason. */
export function openStreamingWorkbook(out: Writable, generatedAt: string, signal: AbortSignal): StreamingWorkbook {
  const book = new WorkbookWriter({
    stream: out,
    useStyles: true,
    useSharedStrings: false,
    creator: 'Feebridge',
    lastModifiedBy: 'Feebridge',
    created: new Date(generatedAt),
  })
  book.views = [{ x: 0, y: 0, width: 24_000, height: 12_000 }]
  book._definedNames = { model: [] }
  book.zip.on('error', error => out.destroy(error))
  return {
    openSheet: plan => openSheet(book, plan, signal),
    async finish() {
      signal.throwIfAborted()
      await orBroken(book.commit(), signal)
    },
  }
}

function openSheet<Row>(book: WorkbookWriter, plan: SheetPlan<Row>, signal: AbortSignal): Sheet<Row> {
  const mostRows = plan.mostRows ?? LIMITS.sheetRows
  let part = openPart(book, plan, plan.name)
  let parts = 1
  return {
    async add(rows) {
      let next = 0
      while (next < rows.length) {
        if (part.rows() === mostRows) {
          part.close()
          parts += 1
          part = openPart(book, plan, `${plan.name} ${parts}`)
        }
        const end = Math.min(rows.length, next + ROWS_AT_ONCE, next + mostRows - part.rows())
        for (const row of rows.slice(next, end)) part.add(row)
        next = end
        await waitForZip(part.sheet, signal)
      }
    },
    close: () => part.close(),
  }
}

/** One sheet of the file: its header is written at once. */
function openPart<Row>(book: WorkbookWriter, { columns, whenEmpty }: SheetPlan<Row>, name: string) {
  const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = columns.map(({ width }) => ({ width }))
  const letters = columns.map((_, index) => columnLetters(index))
  let lastRow = 0
  const write = (cells: CellModel[]) => {
    lastRow += 1
    // A row's own style would cover its empty cells; there is none, and one shared object says so cheaply.
    sheet._writeRow({
      hasValues: true,
      model: { cells, number: lastRow, min: 1, max: columns.length, style: NO_STYLE },
    })
  }
  const cell = (index: number, value: NonNullable<CellContent>, style: CellModel['style']): CellModel => ({
    address: `${letters[index]}${lastRow + 1}`,
    type: valueType(value),
    value,
    style,
  })

  write(columns.map(({ header }, index) => cell(index, header, CELL_STYLES.header)))
  return {
    sheet,
    rows: () => lastRow - 1,
    add(row: Row) {
      const cells: CellModel[] = []
      for (const [index, column] of columns.entries()) {
        const kind = typeof column.kind === 'string' ? column.kind : column.kind(row)
        const value = encodeCell(kind, column.read(row))
        if (value !== undefined) cells.push(cell(index, value, CELL_STYLES[kind]))
      }
      write(cells)
    },
    close() {
      sheet.autoFilter = `A1:${letters.at(-1)}${lastRow}`
      // Excel goes by the filter above, LibreOffice by this name.
      const range = `'${name}'!$A$1:$${letters.at(-1)}$${lastRow}`
      book._definedNames.model.push({ name: '_xlnm._FilterDatabase', ranges: [range], localSheetId: sheet.id - 1 })
      if (lastRow === 1 && whenEmpty !== undefined) write([cell(0, whenEmpty, CELL_STYLES.text)])
      sheet.commit()
    },
  }
}

/** exceljs's number for the type of a value. */
function valueType(value: NonNullable<CellContent>): CellModel['type'] {
  if (typeof value === 'number') return 2
  return typeof value === 'string' ? 3 : 8
}

/** `A` for 0, `AA` for 26. */
function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : `${columnLetters(Math.floor(index / 26) - 1)}${last}`
}

/** Lets the zip take what has been written. exceljs itself never waits for it, and would hold a whole sheet of XML in memory. */
async function waitForZip(sheet: WorksheetWriter, signal: AbortSignal): Promise<void> {
  await setImmediate()
  signal.throwIfAborted()
  for (const pipe of sheet.stream.pipes) {
    if (pipe._writableState.length > WAITING_BYTES) await orBroken(once(pipe, 'drain'), signal)
  }
}

/** Waits, but no longer than the stream lives: a broken one neither drains nor finishes. */
async function orBroken(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const settled = new AbortController()
  const broken = once(signal, 'abort', { signal: settled.signal }).then((): never => {
    throw signal.reason
  })
  try {
    await Promise.race([work, broken])
  } finally {
    settled.abort()
  }
}
