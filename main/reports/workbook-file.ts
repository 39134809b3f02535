import { openStreamingWorkbook, type StreamingWorkbook } from './streaming-workbook.ts'
import { writeWholeFile } from './whole-file.ts'

/** How writing a workbook ended. `rows` are data rows without headers; `message` is a sentence for the clerk. */
export type WorkbookReply = { kind: 'written'; rows: number; bytes: number } | { kind: 'failed'; message: string }

/** What a workbook says about itself. `generatedAt` is UTC. */
export interface WorkbookFacts {
  district: string
  timeZone: string
  generatedAt: string
}

/** Writes the sheets of a workbook and gives the number of data rows. */
export type FillWorkbook = (book: StreamingWorkbook) => Promise<number>

const WORKBOOK = { thing: 'workbook', example: 'transactions.xlsx', program: 'Excel' }

/** Writes a workbook whole or not at all; see {@link writeWholeFile}. */
export async function writeWorkbookFile(
  outFile: string,
  generatedAt: string,
  fill: FillWorkbook,
): Promise<WorkbookReply> {
  const reply = await writeWholeFile(outFile, WORKBOOK, async (out, broken) => {
    const book = openStreamingWorkbook(out, generatedAt, broken)
    const rows = await fill(book)
    await book.finish()
    return rows
  })
  if (reply.kind === 'failed') return reply
  return { kind: 'written', rows: reply.count, bytes: reply.bytes }
}
