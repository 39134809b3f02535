import type { Paper } from './paper.ts'
import { writeWholeFile } from './whole-file.ts'

/** How writing a paper ended; `message` is a sentence for the clerk. */
export type PaperReply = { kind: 'written'; pages: number; bytes: number } | { kind: 'failed'; message: string }

/** Writes a drawn paper whole or not at all. Papers are short: they are drawn before anything is written. */
export async function writePdfFile(outFile: string, thing: 'receipt' | 'statement', paper: Paper): Promise<PaperReply> {
  const { pages, bytes } = await paper.finish()
  const words = { thing, example: `${thing}.pdf`, program: 'another program' }
  const reply = await writeWholeFile(outFile, words, async out => {
    out.end(bytes)
    return pages
  })
  if (reply.kind === 'failed') return reply
  return { kind: 'written', pages: reply.count, bytes: reply.bytes }
}
