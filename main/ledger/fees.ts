import type { Ids } from '../domain/ports.ts'
import { openFeeLookups, openFeeStandings } from './fee-reads.ts'
import { openFeeInsert, openFeeUpdates } from './fee-writes.ts'
import type { Db } from './open.ts'

/** Fees: their columns and sums. Entries are written by entries.ts in the same SQL transaction. */
export function openFees(db: Db, ids: Ids) {
  return { ...openFeeInsert(db, ids), ...openFeeUpdates(db), ...openFeeLookups(db), ...openFeeStandings(db) }
}
