// The indexer's thread: a program of its own (`out/main/indexer.mjs`). It reads the ledger, writes the search index, and touches nothing else.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { type Db, openReader } from '../ledger/open.ts'
import { isUnusable, openSearchBuilder, removeSearchIndex, searchIndexBytes } from '../ledger/search-index.ts'
import type { IndexerFiles, IndexerNews } from './indexer.ts'

const { ledgerFile, searchFile }: IndexerFiles = workerData

let isAsked = true
let isClosing = false
let wake: () => void = () => undefined

function say(news: IndexerNews): void {
  parentPort?.postMessage(news)
}

/** Indexes until the index covers the ledger, letting messages in between two batches. The index is held open only meanwhile. */
async function catchUp(ledger: Db): Promise<void> {
  const startedAt = performance.now()
  const builder = openSearchBuilder(searchFile, ledger)
  let indexed = 0
  try {
    for (let added = builder.advance(); added > 0 && !isClosing; added = builder.advance()) {
      indexed += added
      await nextTurn()
    }
  } finally {
    builder.close()
  }
  if (indexed === 0 || isClosing) return
  say({ kind: 'done', indexed, tookMs: performance.now() - startedAt, bytes: searchIndexBytes(searchFile) })
}

/** An index that cannot be used is thrown away and begun anew. */
async function catchUpOrRebuild(ledger: Db): Promise<void> {
  try {
    await catchUp(ledger)
  } catch (error) {
    if (!isUnusable(error)) throw error
    say({ kind: 'rebuilding', detail: detailOf(error) })
    removeSearchIndex(searchFile)
    await catchUp(ledger)
  }
}

/** Whatever fails waits for the next poke: the ledger does not depend on the index. */
async function work(): Promise<void> {
  try {
    const ledger = openReader(ledgerFile)
    try {
      await catchUpOrRebuild(ledger)
    } finally {
      ledger.close()
    }
  } catch (error) {
    say({ kind: 'broken', detail: detailOf(error) })
  }
}

function detailOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

parentPort?.on('message', (message: 'poke' | 'close') => {
  if (message === 'close') isClosing = true
  else isAsked = true
  wake()
})

while (!isClosing) {
  if (isAsked) {
    isAsked = false
    await work()
  } else {
    await new Promise<void>(resolve => {
      wake = resolve
    })
  }
}
parentPort?.close()
