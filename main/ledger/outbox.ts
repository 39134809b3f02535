import type { Db } from './open.ts'

/** The outbox: changes owed to outside systems, one row each (D1). */
export function openOutbox(db: Db) {
  const knows = db.prepare<[string], number>('SELECT 1 FROM deliveries WHERE id = ?').pluck()
  const settle = db.prepare(
    `UPDATE deliveries SET state = 'delivered', external_id = ?, settled_at = ?, next_at = NULL WHERE id = ? AND settled_at IS NULL`,
  )
  return {
    /** Whether a delivery is one of this ledger's. */
    knows: (id: string): boolean => knows.get(id) !== undefined,
    /** A delivery came back under our mark: it is delivered, whatever was known of it (I4). Returns whether it was still open. */
    settle: (id: string, externalId: string, at: string): boolean => settle.run(externalId, at, id).changes > 0,
  }
}
