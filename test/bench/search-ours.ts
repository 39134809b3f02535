import { join } from 'node:path'
import { startIndexer } from '../../main/engine/indexer.ts'
import { openThreadReader, type Reader } from '../../main/engine/reader.ts'
import {
  buildIndex,
  LEDGER_NAME,
  MOMENT,
  percentile,
  SEARCH_NAME,
  SILENT,
  tell,
  timeOf,
  whileRunWrites,
} from './busy-ledger.ts'
import { type SearchTexts, searchTexts } from './search-texts.ts'
import { runSide } from './side.ts'

const INDEXED_ROUNDS = 5
/** The most that phrases of common words, and texts without an index, may take. */
const PHRASE_MS = 600
const UNINDEXED_MS = 3_000
/** As often as a run ends in a busy hour, and far oftener: the index follows the ledger. */
const POKE_MS = 1_000

await runSide(async ({ dir, rows }) => {
  // What the round before wrote is taken in off the clock: the promise is about a ledger that is indexed, and is written to meanwhile.
  buildIndex(join(dir, LEDGER_NAME), join(dir, SEARCH_NAME))
  const files = { ledgerFile: join(dir, LEDGER_NAME), log: SILENT }
  const texts = searchTexts(files.ledgerFile)
  const indexed = openThreadReader({ ...files, searchFile: join(dir, SEARCH_NAME) })
  const unindexed = openThreadReader({ ...files, searchFile: join(dir, 'no-index.db') })
  const indexer = startIndexer({ ...files, searchFile: join(dir, SEARCH_NAME) })
  return async () => {
    const faults: string[] = []
    let slowest = 0
    await whileRunWrites(files.ledgerFile, async () => {
      const poking = setInterval(() => indexer.poke(), POKE_MS)
      slowest = await askIndexed(indexed, texts, faults)
      clearInterval(poking)
      const without = await timesOf(unindexed, texts.unindexed)
      tell(`search, without an index: ${Math.max(...without).toFixed(0)} ms at most`)
      if (Math.max(...without) > UNINDEXED_MS) faults.push('A search without an index took more than 3 s.')
    })
    await Promise.all([indexed.close(), unindexed.close(), indexer.close()])
    return { rows, ms: slowest, faults }
  }
})

/** The p95 of the slowest sort of text but phrases, which have a limit of their own. */
async function askIndexed(reader: Reader, texts: SearchTexts, faults: string[]): Promise<number> {
  let slowest = 0
  for (const [sort, list] of Object.entries(texts.indexed)) {
    await timesOf(reader, list)
    const times: number[] = []
    for (let round = 0; round < INDEXED_ROUNDS; round += 1) times.push(...(await timesOf(reader, list)))
    const figure = percentile(times, 95)
    tell(`search, ${sort}: p50 ${percentile(times, 50).toFixed(1)} ms, p95 ${figure.toFixed(1)} ms`)
    if (sort !== 'phrases') slowest = Math.max(slowest, figure)
    else if (figure > PHRASE_MS) faults.push(`Phrases of common words took ${Math.round(figure)} ms.`)
  }
  return slowest
}

async function timesOf(reader: Reader, texts: readonly string[]): Promise<number[]> {
  const times: number[] = []
  for (const raw of texts) {
    times.push(await timeOf(() => reader.query('imports.list', { raw, limit: 100 }, MOMENT)))
  }
  return times
}
