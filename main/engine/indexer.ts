import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Log } from '../domain/ports.ts'
import { appRoot } from './link/app-root.ts'

/** Keeps the search index of raw values up with the ledger, in a thread of its own. */
export interface Indexer {
  /** Says that imports may have been added. Cheap; asking twice does no harm. */
  poke(): void
  /** Stops after the batch under way; the next start goes on from there. */
  close(): Promise<void>
}

/** Absolute paths; the index is made where there is none. */
export interface IndexerFiles {
  ledgerFile: string
  searchFile: string
}

/** What the indexer's thread says. It says `done` whenever the index covers the ledger again. */
export type IndexerNews =
  | { kind: 'done'; indexed: number; tookMs: number; bytes: number }
  | { kind: 'rebuilding'; detail: string }
  | { kind: 'broken'; detail: string }

/** Starts the thread and begins to index at once. The ledger stays fully usable without it: searches then read the raw records themselves. */
export function startIndexer({ log, ...files }: IndexerFiles & { log: Log }): Indexer {
  let worker: Worker | null = null
  let isClosed = false

  const start = (): Worker => {
    const started = new Worker(indexerProgram(), { workerData: files })
    started.on('message', (news: IndexerNews) => tell(log, news))
    const end = (detail: string) => {
      if (worker !== started) return
      worker = null
      if (!isClosed) log.error('The search index is not being built. It is tried again after the next run.', { detail })
    }
    started.on('error', error => end(error instanceof Error ? error.message : String(error)))
    started.on('exit', code => end(`the indexer's thread ended with code ${code}`))
    return started
  }

  worker = start()
  return {
    poke: () => {
      if (isClosed) return
      if (worker === null) worker = start()
      else worker.postMessage('poke')
    },
    close: async () => {
      isClosed = true
      const ending = worker
      if (ending === null) return
      const ended = new Promise<void>(resolve => ending.once('exit', () => resolve()))
      ending.postMessage('close')
      await ended
    },
  }
}

function tell(log: Log, news: IndexerNews): void {
  if (news.kind === 'done') {
    const { indexed, tookMs, bytes } = news
    log.info('The search index covers all imports.', { indexed, ms: Math.round(tookMs), bytes })
  } else if (news.kind === 'rebuilding') {
    log.warn('The search index did not fit this ledger and is being built anew.', { detail: news.detail })
  } else {
    log.error('The search index could not be built further. It is tried again after the next run.', {
      detail: news.detail,
    })
  }
}

/** The thread's program: the bundle, or its source when this module itself runs from source. */
function indexerProgram(): string {
  return import.meta.filename.endsWith('.ts')
    ? join(appRoot(), 'main/engine/indexer-thread.ts')
    : join(appRoot(), 'out/main/indexer.mjs')
}
