// The streaming writer alone: loading the whole of exceljs takes three times as long, and every export waits for it. exceljs is finished and its version
// is pinned, so the inner parts that are named here stay as they are.
declare module 'exceljs/lib/stream/xlsx/workbook-writer.js' {
  import type { EventEmitter } from 'node:events'
  import type { Writable } from 'node:stream'
  import type { Style, WorksheetView } from 'exceljs'

  class WorkbookWriter {
    constructor(options: {
      stream: Writable
      useStyles: boolean
      useSharedStrings: boolean
      creator: string
      lastModifiedBy: string
      created: Date
    })
    /** The windows on the book: the sheets' views refer to the first one. */
    views: { x: number; y: number; width: number; height: number }[]
    /** The book's names. Set whole, because exceljs's own list cannot hold a name of one sheet. */
    _definedNames: { model: { name: string; ranges: string[]; localSheetId: number }[] }
    /** The zip; its errors come out nowhere else. */
    readonly zip: EventEmitter<{ error: [Error] }>
    addWorksheet(name: string, options: { views: Partial<WorksheetView>[] }): WorkbookWriter.WorksheetWriter
    /** Writes what is left and resolves when the last byte has gone into the stream. */
    commit(): Promise<unknown>
  }

  namespace WorkbookWriter {
    interface WorksheetWriter {
      /** Counted from 1. */
      readonly id: number
      columns: { width: number }[]
      autoFilter: string
      /** Where the sheet's XML goes; `pipes` are the streams that the zip reads. */
      readonly stream: { pipes: ZipInput[] }
      /** Writes one finished row: what `addRow` and `commit` come to, without making an object for each cell in between. */
      _writeRow(row: { hasValues: true; model: RowModel }): void
      commit(): void
    }

    /** A stream of the generation before `writableLength`: how many bytes wait in it stands in its state only. */
    interface ZipInput extends EventEmitter<{ drain: [] }> {
      readonly _writableState: { length: number }
    }

    interface RowModel {
      cells: CellModel[]
      number: number
      min: number
      max: number
      style: Partial<Style>
    }

    interface CellModel {
      /** Such as `B7`. */
      address: string
      /** exceljs's ValueType: 2 number, 3 text, 8 formatted text. */
      type: 2 | 3 | 8
      value: string | number | { richText: { text: string }[] }
      style: Partial<Style>
    }
  }

  export = WorkbookWriter
}
