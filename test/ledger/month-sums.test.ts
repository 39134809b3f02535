import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { MIGRATIONS, migrateLedger } from '../../main/ledger/migrate.ts'
import { openWriter } from '../../main/ledger/open.ts'
import { makeTempDir } from '../fixtures/temp-dir.ts'

const ENTRIES = `INSERT INTO fees (id, system, name, created_on, source_created_at, due_on)
    VALUES ('f', 'iiq', 'Lost laptop', '2026-03-01', '2026-03-01T14:00:00.000Z', '2026-03-31');
  INSERT INTO entries (seq, id, fee_seq, kind, amount_cents, system, voids_seq, occurred_on, recorded_at, hash) VALUES
    (1, 'a', 1, 'charge', 5000, 'iiq', NULL, '2026-03-01', '2026-03-01T14:00:00.000Z', x'00'),
    (2, 'b', 1, 'payment', -2000, 'iiq', NULL, '2026-03-30', '2026-03-30T14:00:00.000Z', x'00'),
    (3, 'c', 1, 'payment', -500, 'iiq', NULL, '2026-04-01', '2026-04-01T14:00:00.000Z', x'00'),
    (4, 'd', 1, 'void', 2000, 'iiq', 2, '2026-04-02', '2026-04-02T14:00:00.000Z', x'00');`

test('M4 a ledger of the first version gets its sums by month, a void under the kind and in the month in which it takes back', async () => {
  const db = openWriter(join(makeTempDir(), 'ledger.db'))
  onTestFinished(() => {
    db.close()
  })
  await migrateLedger(db, async () => undefined, MIGRATIONS.slice(0, 1))
  db.exec(ENTRIES)
  await migrateLedger(db, async () => undefined, MIGRATIONS.slice(0, 2))
  expect(db.prepare('SELECT month, kind, cents FROM month_sums').all()).toEqual([
    { month: '2026-03', kind: 'charge', cents: 5_000 },
    { month: '2026-03', kind: 'payment', cents: -2_000 },
    { month: '2026-04', kind: 'payment', cents: 1_500 },
  ])
})
