import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { openReader } from '../../main/ledger/open.ts'
import { listTransactions, newestEntrySeq } from '../../main/ledger/views/transactions.ts'
import { CELL_STYLES, encodeCell } from '../../main/reports/cell.ts'
import { TRANSACTION_COLUMNS } from '../../main/reports/transactions-workbook.ts'
import { LEDGER_NAME } from './export.ts'
import { runSide } from './side.ts'

/**
 * Bare exceljs streaming of the same cells. The cells' values are ready in memory and exceljs is loaded before the clock starts. Styles are set on the cells
 * and shared: this takes half the time of the column styles that exceljs's documentation shows, so it is the stricter floor.
 */
await runSide(async ({ dir }) => {
  const cells = readCells(join(dir, LEDGER_NAME))
  const styles = TRANSACTION_COLUMNS.map(({ kind }) => CELL_STYLES[typeof kind === 'string' ? kind : 'text'])
  return async () => {
    const book = new ExcelJS.stream.xlsx.WorkbookWriter({
      filename: join(dir, 'floor.xlsx'),
      useStyles: true,
      useSharedStrings: false,
    })
    const sheet = book.addWorksheet('Transactions', { views: [{ state: 'frozen', ySplit: 1 }] })
    sheet.columns = TRANSACTION_COLUMNS.map(({ header, width }) => ({ header, width }))
    for (const values of cells) {
      const row = sheet.addRow(values)
      row.eachCell((cell, column) => {
        cell.style = styles[column - 1] ?? {}
      })
      row.commit()
    }
    sheet.autoFilter = {
      from: { row: 1, column: 1 },
      to: { row: cells.length + 1, column: TRANSACTION_COLUMNS.length },
    }
    await book.commit()
    return { rows: cells.length }
  }
})

/** Every row of the sheet as the values that exceljs writes. */
function readCells(ledgerFile: string): unknown[][] {
  const db = openReader(ledgerFile)
  try {
    const { rows } = listTransactions(db, { afterSeq: 0, uptoSeq: newestEntrySeq(db), limit: Number.MAX_SAFE_INTEGER })
    return rows.map(row =>
      TRANSACTION_COLUMNS.map(({ kind, read }) => encodeCell(typeof kind === 'string' ? kind : kind(row), read(row))),
    )
  } finally {
    db.close()
  }
}
