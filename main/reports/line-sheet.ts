import type { TestRunLine } from '../../contract/rows/test-run.ts'
import type { StreamingWorkbook } from './streaming-workbook.ts'

/** Adds a sheet of labels and values, each shown as its line says. */
export async function addLineSheet(
  book: StreamingWorkbook,
  name: string,
  lines: readonly TestRunLine[],
): Promise<void> {
  const sheet = book.openSheet<TestRunLine>({
    name,
    columns: [
      { header: 'What', width: 34, kind: 'text', read: line => line.label },
      { header: 'Value', width: 70, kind: line => line.as, read: line => line.value },
    ],
  })
  await sheet.add(lines)
  sheet.close()
}
