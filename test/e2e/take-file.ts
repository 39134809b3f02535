import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import ExcelJS from 'exceljs'
import type { RunningFeebridge } from './fixtures.ts'

/** Does what makes a file, and gives the path under which it was taken: downloaded by the browser, or saved where the desktop's dialog was told. */
export async function takeFile(
  page: Page,
  { app }: RunningFeebridge,
  act: () => Promise<void>,
  name = 'taken.xlsx',
): Promise<string> {
  const file = join(mkdtempSync(join(tmpdir(), 'feebridge-file-')), name)
  if (app === null) {
    const [download] = await Promise.all([page.waitForEvent('download'), act()])
    await download.saveAs(file)
    return file
  }
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
  }, file)
  await act()
  return file
}

/** The first sheet of a workbook: its header, and its rows by header. */
export async function readSheet(file: string): Promise<{ headers: string[]; rows: Record<string, unknown>[] }> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(file)
  const [sheet] = book.worksheets
  if (sheet === undefined) throw new Error(`${file} has no sheet.`)
  const valuesOf = (row: number) => {
    const values: unknown[] = []
    sheet.getRow(row).eachCell({ includeEmpty: true }, (cell, column) => {
      values[column - 1] = cell.value
    })
    return values
  }
  const headers = valuesOf(1).map(String)
  const rows = Array.from({ length: sheet.rowCount - 1 }, (_, index) => {
    const values = valuesOf(index + 2)
    return Object.fromEntries(headers.map((header, column) => [header, values[column] ?? null]))
  })
  return { headers, rows }
}
