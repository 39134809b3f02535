import { copyFileSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openWriter } from '../../main/ledger/open.ts'
import { PUSH_FILES } from './push.ts'
import { startServer } from './push-place.ts'
import { runSide } from './side.ts'

interface Owed {
  seq: number
  reference: string
  amountCents: number
  feeId: string
}

/** The same requests one after the other, and one SQL transaction an answer: this one settled, the next one marked. */
await runSide(async ({ dir, rows }) => {
  const file = join(dir, 'floor.db')
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true })
  copyFileSync(join(dir, PUSH_FILES.ledger, 'ledger.db'), file)
  const server = await startServer('./push-server.ts')
  const { iiq } = (JSON.parse(readFileSync(join(dir, PUSH_FILES.settings), 'utf8')) as Settings).systems
  const db = openWriter(file)
  const owed = db
    .prepare<[], Owed>(
      `SELECT d.seq, d.reference, d.amount_cents AS amountCents, f.external_id AS feeId FROM deliveries d JOIN fees f ON f.seq = d.fee_seq ORDER BY d.seq`,
    )
    .all()
  const typeId = db.prepare<[], string>(`SELECT external_id FROM item_types WHERE type = 'payment'`).pluck().get()
  const settle = db.prepare(
    `UPDATE deliveries SET state = 'delivered', external_id = ?, reason = NULL, settled_at = ?, next_at = NULL WHERE seq = ? AND settled_at IS NULL`,
  )
  const begin = db.prepare(
    `UPDATE deliveries SET state = 'unknown', action = 'create', body = ?, attempts = attempts + 1, attempted_at = ?, next_at = ?, empty_lookups = 0, reason = ? WHERE seq = ?`,
  )
  const headers = {
    Authorization: `Bearer ${iiq.apiKey}`,
    SiteId: iiq.siteId,
    ProductId: iiq.productId,
    Client: 'ApiClient',
    'Content-Type': 'application/json',
  }
  const bodyOf = (one: Owed) =>
    JSON.stringify({
      Amount: -one.amountCents / 100,
      LineItemTypeId: typeId,
      Type: 'Payment',
      AppliesToLineItemId: one.feeId,
      ExternalReference: one.reference,
      RecordedByUserId: iiq.userId,
      Name: 'Payment at the office',
      Description: 'Payment at the office of 2026-03-20',
      InternalNotes: 'Entered by Feebridge',
    })
  return async () => {
    for (const [index, one] of owed.entries()) {
      const answer = await fetch(`${server.origin}/apps/${iiq.app}/api/data/line-items`, {
        method: 'POST',
        headers,
        body: bodyOf(one),
      })
      const { Uid: uid } = (await answer.json()) as { Uid: string }
      const next = owed[index + 1]
      db.transaction(() => {
        const at = new Date().toISOString()
        settle.run(uid, at, one.seq)
        if (next !== undefined) begin.run(bodyOf(next), at, at, 'It is being sent', next.seq)
      }).immediate()
    }
    server.stop()
    return { rows, faults: owed.length === rows ? [] : [`${owed.length} payments were owed.`] }
  }
})

interface Settings {
  systems: { iiq: { apiKey: string; siteId: string; productId: string; userId: string; app: string } }
}
