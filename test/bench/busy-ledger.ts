import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Log } from '../../main/domain/ports.ts'
import { openReader } from '../../main/ledger/open.ts'
import { openSearchBuilder } from '../../main/ledger/search-index.ts'

/** The ledger and the search index that `prepare` makes in the job's folder. */
export const LEDGER_NAME = 'ledger.db'
export const SEARCH_NAME = 'search.db'

/** When queries are asked: a day on which a part of the seeded fees is overdue. */
export const MOMENT = { nowMs: Date.parse('2026-03-20T16:00:00.000Z'), timeZone: 'America/New_York' }

/** The bench measures for itself. */
export const SILENT: Log = { info: () => undefined, warn: () => undefined, error: text => tell(text) }

/** Progress goes to standard error. */
export function tell(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** Does the work while a writer in another process writes to the ledger as a run does. Gives how many imports were written meanwhile. */
export async function whileRunWrites(ledgerFile: string, work: () => Promise<void>): Promise<number> {
  const writer = fork(fileURLToPath(new URL('./busy-writer.ts', import.meta.url)), [ledgerFile], {
    stdio: ['ignore', 2, 2, 'ipc'],
  })
  const ended = new Promise<number>((resolve, reject) => {
    let written = 0
    writer.on('message', count => {
      written = Number(count)
    })
    writer.once('exit', code =>
      code === 0 ? resolve(written) : reject(new Error(`The writer ended with code ${code}.`)),
    )
  })
  try {
    await Promise.race([work(), ended])
  } finally {
    if (writer.connected) writer.send('stop')
  }
  return await ended
}

/** The time in ms that work took. */
export async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

/** The value that so many percent of all values do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? 0
}

/** Brings a search index up to its ledger, beginning where it stopped. */
export function buildIndex(ledgerFile: string, searchFile: string): void {
  const ledger = openReader(ledgerFile)
  const builder = openSearchBuilder(searchFile, ledger)
  while (builder.advance() > 0);
  builder.close()
  ledger.close()
}
