import * as m0001 from './migrations/0001-create-ledger.ts'
import * as m0002 from './migrations/0002-sum-by-month.ts'
import * as m0003 from './migrations/0003-carry-deliveries.ts'
import * as m0004 from './migrations/0004-name-operators.ts'
import type { Db } from './open.ts'

/** The steps in their order; a file's version is how many of them it has had. */
export const MIGRATIONS: readonly { name: string; sql: string }[] = [
  { name: '0001-create-ledger', sql: m0001.sql },
  { name: '0002-sum-by-month', sql: m0002.sql },
  { name: '0003-carry-deliveries', sql: m0003.sql },
  { name: '0004-name-operators', sql: m0004.sql },
]

/** Marks the file as a Feebridge ledger ("FeBr"). */
const APPLICATION_ID = 0x46654272

export type MigrationResult =
  | { kind: 'ready'; from: number; to: number }
  | { kind: 'newer'; version: number; known: number }
  | { kind: 'foreign' }

/**
 * Brings a ledger up to this app's version, each step in one SQL transaction. A newer file is refused, never touched.
 * `beforeFirstStep` runs once, before anything changes, when the file already holds a ledger: it takes the verified backup (K1).
 */
export async function migrateLedger(
  db: Db,
  beforeFirstStep: () => Promise<void>,
  steps = MIGRATIONS,
): Promise<MigrationResult> {
  const version = Number(db.pragma('user_version', { simple: true }))
  const application = Number(db.pragma('application_id', { simple: true }))
  const isEmpty = db.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get() === 0
  if (application !== APPLICATION_ID && !isEmpty) return { kind: 'foreign' }
  if (version > steps.length) return { kind: 'newer', version, known: steps.length }
  if (version === steps.length) return { kind: 'ready', from: version, to: version }
  if (version > 0) await beforeFirstStep()
  for (const [index, step] of steps.entries()) {
    if (index < version) continue
    db.transaction(() => {
      db.exec(step.sql)
      db.pragma(`user_version = ${index + 1}`)
      db.pragma(`application_id = ${APPLICATION_ID}`)
    }).immediate()
  }
  return { kind: 'ready', from: version, to: steps.length }
}
