import type { BenchCase } from './case.ts'

/**
 * The outbox emptied over loopback, one request in flight, from the moment at which it may go, against: the same requests by a bare loop of `fetch`, and
 * after each answer one SQL transaction that settles it and marks the next, under the same schema and pragmas. `rows` is the number of payments.
 */
export const pushCase: BenchCase = {
  name: 'push',
  rows: [10_000],
  reach: { ratio: 1.3 },
  prepare: new URL('./push-prepare.ts', import.meta.url),
  ours: new URL('./push-ours.ts', import.meta.url),
  floor: new URL('./push-floor.ts', import.meta.url),
}

/** What `prepare` leaves in the job's folder: the ledger with its payments owed, and the settings that it was made with. */
export const PUSH_FILES = { ledger: 'owed', settings: 'settings.json' } as const
