import { mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Log } from '../../../main/domain/ports.ts'
import { type Indexer, startIndexer } from '../../../main/engine/indexer.ts'
import { openReader } from '../../../main/ledger/open.ts'
import { openSearchIndex, removeSearchIndex } from '../../../main/ledger/search-index.ts'
import { seedLedger } from '../../fixtures/seed-ledger.ts'

const dir = mkdtempSync(join(tmpdir(), 'feebridge-indexer-'))
const ledgerFile = join(dir, 'ledger.db')
const searchFile = join(dir, 'search.db')

beforeAll(() => void seedLedger(ledgerFile, { fees: 2_000, seed: 3 }))
beforeEach(() => removeSearchIndex(searchFile))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** A log whose next lines can be waited for. */
function listen() {
  const told: string[] = []
  let wake: () => void = () => undefined
  const note = (text: string) => {
    told.push(text)
    wake()
  }
  const log: Log = { info: note, warn: note, error: note }
  const hear = async (part: string): Promise<void> => {
    while (!told.some(text => text.includes(part))) {
      await new Promise<void>(resolve => {
        wake = resolve
      })
    }
    told.length = 0
  }
  return { log, hear, told }
}

async function withIndexer(work: (indexer: Indexer, ears: ReturnType<typeof listen>) => Promise<void>): Promise<void> {
  const ears = listen()
  const indexer = startIndexer({ ledgerFile, searchFile, log: ears.log })
  try {
    await work(indexer, ears)
  } finally {
    await indexer.close()
  }
}

/** How far the index has come, and how far the ledger. */
function progress(): { covered: number; newest: number } {
  const ledger = openReader(ledgerFile)
  const index = openSearchIndex(searchFile)
  const newest = ledger.prepare<[], number>('SELECT max(seq) FROM imports').pluck().get() ?? 0
  const covered = index?.coveredThrough(ledger) ?? 0
  index?.close()
  ledger.close()
  return { covered, newest }
}

function addImport(): void {
  const writer = new Database(ledgerFile)
  writer.exec(`INSERT INTO imports (id, system, feed, kind, external_key, run_seq, decided_run_seq, received_at, status)
    SELECT 'added-' || max(seq), 'iiq', 'line-items', 'fee', 'added-' || max(seq), 1, 1, '2026-01-15T20:00:00.000Z', 'Unprocessed' FROM imports;
    INSERT INTO import_bodies SELECT max(seq), '{"Name":"A brand-new record"}' FROM imports`)
  writer.close()
}

it('indexes what is there at the start, and what is added once it is told', () =>
  withIndexer(async (indexer, ears) => {
    await ears.hear('covers all imports')
    expect(progress().covered).toBe(progress().newest)
    addImport()
    indexer.poke()
    await ears.hear('covers all imports')
    expect(progress().covered).toBe(progress().newest)
  }))

it('throws a damaged index away and builds it anew', async () => {
  await withIndexer((_, ears) => ears.hear('covers all imports'))
  truncateSync(searchFile, Math.floor(statSync(searchFile).size / 2))
  addImport()
  await withIndexer(async (_, ears) => {
    await ears.hear('covers all imports')
    expect(progress().covered).toBe(progress().newest)
  })
})

it('says so when the ledger cannot be read, and tries again when it is told', async () => {
  const ears = listen()
  const lateFile = join(dir, 'late.db')
  const indexer = startIndexer({ ledgerFile: lateFile, searchFile, log: ears.log })
  await ears.hear('could not be built')
  seedLedger(lateFile, { fees: 100, seed: 1 })
  indexer.poke()
  await ears.hear('covers all imports')
  await indexer.close()
})

it('stops when it is closed, also in the middle of its work', async () => {
  const { log, told } = listen()
  const indexer = startIndexer({ ledgerFile, searchFile, log })
  await indexer.close()
  indexer.poke()
  expect(told.filter(text => text.includes('not'))).toEqual([])
})
