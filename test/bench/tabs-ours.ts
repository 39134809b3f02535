import { join } from 'node:path'
import { openThreadReader, type Reader } from '../../main/engine/reader.ts'
import { LEDGER_NAME, MOMENT, percentile, SEARCH_NAME, SILENT, tell, timeOf, whileRunWrites } from './busy-ledger.ts'
import { runSide } from './side.ts'
import { type Question, tabQuestions } from './tabs-questions.ts'

/** How often each question is asked: promised ones often enough for a p95, combinations enough to be warm. */
const PROMISED_ROUNDS = 40
const COMBINED_ROUNDS = 3
const SOUGHT_ROUNDS = 20
/** The most that a combination, a search of fees by words, and the count of a whole list may take. */
const COMBINED_MS = 1_000
const SOUGHT_MS = 300
const COUNTED_MS = 1_000

await runSide(async ({ dir, rows }) => {
  const ledgerFile = join(dir, LEDGER_NAME)
  const { promised, combined, sought, counted } = tabQuestions(ledgerFile)
  const reader = openThreadReader({ ledgerFile, searchFile: join(dir, SEARCH_NAME), log: SILENT })
  return async () => {
    const faults: string[] = []
    let slowest = 0
    const written = await whileRunWrites(ledgerFile, async () => {
      const times = await askOften(reader, promised, PROMISED_ROUNDS)
      slowest = tellSlowest('promised', times, ms => percentile(ms, 95))
      const others = await askOften(reader, combined, COMBINED_ROUNDS)
      const slowestOther = tellSlowest('combined', others, ms => percentile(ms, 50))
      if (slowestOther > COMBINED_MS) faults.push(`A combination of filters took ${Math.round(slowestOther)} ms.`)
      const found = await askOften(reader, sought, SOUGHT_ROUNDS)
      const slowestSearch = tellSlowest('sought', found, ms => percentile(ms, 95))
      if (slowestSearch > SOUGHT_MS) faults.push(`A search of fees took ${Math.round(slowestSearch)} ms.`)
      const counts = await askOften(reader, counted, COMBINED_ROUNDS)
      const slowestCount = tellSlowest('counted', counts, ms => percentile(ms, 50))
      if (slowestCount > COUNTED_MS) faults.push(`Counting a list took ${Math.round(slowestCount)} ms.`)
    })
    tell(
      `tabs: ${promised.length} promised and ${combined.length} other questions, while ${written} imports were written`,
    )
    await reader.close()
    return { rows, ms: slowest, faults }
  }
})

type Times = Map<Question, number[]>

/** Asks each question once to warm it, then in rounds, so that what the writer does falls on all of them alike. */
async function askOften(reader: Reader, questions: readonly Question[], rounds: number): Promise<Times> {
  const times: Times = new Map(questions.map(question => [question, []]))
  for (let round = 0; round <= rounds; round += 1) {
    for (const [question, taken] of times) {
      const ms = await timeOf(() => reader.query(question.name, question.request, MOMENT))
      if (round > 0) taken.push(ms)
    }
  }
  return times
}

/** Tells the slowest three questions and gives the figure of the slowest. */
function tellSlowest(kind: string, times: Times, figureOf: (ms: number[]) => number): number {
  const figures = [...times].map(([question, ms]) => ({ question, figure: figureOf(ms) }))
  const sorted = figures.toSorted((a, b) => b.figure - a.figure)
  for (const { question, figure } of sorted.slice(0, 3))
    tell(`tabs, ${kind}: ${figure.toFixed(1)} ms for ${question.name} ${JSON.stringify(question.request)}`)
  return sorted[0]?.figure ?? 0
}
