import { LIMITS } from '../../../contract/limits.ts'
import type { DeliveryRow } from '../../../contract/rows/fee.ts'
import { readMark, writeMark } from './page-mark.ts'
import { prepared } from './prepared.ts'
import type { View } from './view.ts'

/** A page of deliveries in the order in which they were made: of one state, or all that are not settled. */
export const listOutbox: View<'outbox.list'> = ({ db }, request) => {
  const limit = request.limit ?? LIMITS.listRows
  const [after = 0] = readMark('outbox', ['integer'], request.after) ?? []
  const which = request.state === undefined ? 'd.settled_at IS NULL' : 'd.state = ?'
  const sql = `SELECT d.seq, d.id, d.reference, d.system, f.id AS feeId, e.id AS entryId, d.kind, d.amount_cents AS amountCents, d.state, d.attempts,
      d.next_at AS nextAt, d.reason
    FROM deliveries d JOIN fees f ON f.seq = d.fee_seq LEFT JOIN entries e ON e.seq = d.entry_seq WHERE ${which} AND d.seq > ? ORDER BY d.seq LIMIT ?`
  const params = request.state === undefined ? [after, limit + 1] : [request.state, after, limit + 1]
  const found = prepared<DeliveryRow & { seq: number }>(db, sql).all(...params)
  const last = found.length > limit ? found[limit - 1] : undefined
  return {
    items: found.slice(0, limit).map(({ seq: _, ...row }) => row),
    next: last === undefined ? null : writeMark('outbox', [last.seq]),
  }
}
