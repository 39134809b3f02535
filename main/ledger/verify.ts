import type { VerifyReport } from '../../contract/calls.ts'
import { type ChainField, findBreak } from './chain.ts'
import { ENTRY_CHAIN_COLUMNS } from './entries.ts'
import type { Db } from './open.ts'

/**
 * Checks a ledger: the file itself, both hash chains, each fee's sums against its entries (M4), the control totals, and that every outside entry is explained by an import.
 * Reads only. Findings are sentences; empty when all is well.
 */
export function verifyLedger(db: Db): VerifyReport {
  const findings: string[] = []
  const integrity = db.prepare<[], string>('PRAGMA integrity_check(5)').pluck().all()
  if (integrity[0] !== 'ok') findings.push(`The file is damaged: ${integrity.join('; ')}.`)
  const foreign = db.pragma('foreign_key_check') as unknown[]
  if (foreign.length > 0) findings.push(`${foreign.length} rows point at rows that are not there.`)
  checkChains(db, findings)
  checkSums(db, findings)
  checkTotals(db, findings)
  const unexplained = count(
    db,
    `SELECT count(*) FROM entries e WHERE e.system <> 'feebridge' AND e.kind <> 'void' AND NOT EXISTS (SELECT 1 FROM imports i WHERE i.seq = e.import_seq)`,
  )
  if (unexplained > 0) findings.push(`${unexplained} entries from outside have no import behind them.`)
  return {
    ok: findings.length === 0,
    entries: count(db, 'SELECT count(*) FROM entries'),
    auditRows: count(db, 'SELECT count(*) FROM audit'),
    fees: count(db, 'SELECT count(*) FROM fees'),
    findings,
  }
}

function checkChains(db: Db, findings: string[]): void {
  const chains = [
    { table: 'entries', columns: ENTRY_CHAIN_COLUMNS, what: 'the entries' },
    { table: 'audit', columns: 'at, actor, action, subject, facts', what: 'the audit trail' },
  ]
  for (const { table, columns, what } of chains) {
    const rows = db
      .prepare<[], [number, Buffer, ...ChainField[]]>(`SELECT seq, hash, ${columns} FROM ${table} ORDER BY seq`)
      .raw()
    const brokenAt = findBreak(chainRows(rows.iterate() as Iterable<[number, Buffer, ...ChainField[]]>))
    if (brokenAt !== null)
      findings.push(
        `The chain of ${what} is broken at row ${brokenAt}: it was changed or removed from outside Feebridge.`,
      )
  }
}

function* chainRows(rows: Iterable<[number, Buffer, ...ChainField[]]>) {
  for (const [seq, hash, ...fields] of rows) yield { seq, hash, fields }
}

/** Each entry's effective kind and its sign in the sums; voids count under the kind that they take back. */
const EFFECTS = `SELECT e.fee_seq AS fee_seq, e.amount_cents AS cents, CASE WHEN e.kind = 'void' THEN v.kind ELSE e.kind END AS kind
  FROM entries e LEFT JOIN entries v ON v.seq = e.voids_seq`

function checkSums(db: Db, findings: string[]): void {
  const wrong = db
    .prepare<[], { id: string; kept: number; summed: number }>(
      `WITH sums AS (
         SELECT fee_seq, sum(cents) AS balance,
           sum(CASE WHEN kind = 'charge' THEN cents ELSE 0 END) AS charged,
           sum(CASE WHEN kind = 'adjustment' THEN cents ELSE 0 END) AS adjusted,
           -sum(CASE WHEN kind IN ('payment', 'refund', 'bounced-check', 'transfer') THEN cents ELSE 0 END) AS paid,
           -sum(CASE WHEN kind = 'waiver' THEN cents ELSE 0 END) AS waived
         FROM (${EFFECTS}) GROUP BY fee_seq)
       SELECT f.id, f.balance_cents AS kept, coalesce(s.balance, 0) AS summed FROM fees f LEFT JOIN sums s ON s.fee_seq = f.seq
       WHERE f.balance_cents IS NOT coalesce(s.balance, 0) OR f.charged_cents IS NOT coalesce(s.charged, 0) OR f.adjusted_cents IS NOT coalesce(s.adjusted, 0)
         OR f.paid_cents IS NOT coalesce(s.paid, 0) OR f.waived_cents IS NOT coalesce(s.waived, 0) LIMIT 5`,
    )
    .all()
  for (const fee of wrong)
    findings.push(
      `Fee ${fee.id} keeps a balance of ${fee.kept} cents, but its entries sum to ${fee.summed} cents or its sums differ.`,
    )
}

function checkTotals(db: Db, findings: string[]): void {
  const wrong = db
    .prepare<[], number>(
      `SELECT count(*) FROM totals t WHERE t.entries <> (SELECT count(*) FROM entries)
        OR t.charged_cents + t.adjusted_cents - t.paid_cents - t.waived_cents <> (SELECT coalesce(sum(amount_cents), 0) FROM entries)
        OR t.charged_cents <> (SELECT coalesce(sum(charged_cents), 0) FROM fees) OR t.paid_cents <> (SELECT coalesce(sum(paid_cents), 0) FROM fees)
        OR t.waived_cents <> (SELECT coalesce(sum(waived_cents), 0) FROM fees) OR t.adjusted_cents <> (SELECT coalesce(sum(adjusted_cents), 0) FROM fees)`,
    )
    .pluck()
    .get()
  if (wrong !== 0) findings.push('The control totals do not add up to the entries.')
  const summed = `SELECT month, kind, cents FROM month_sums WHERE cents <> 0`
  const entered = `SELECT substr(e.occurred_on, 1, 7), coalesce(v.kind, e.kind), sum(e.amount_cents)
    FROM entries e LEFT JOIN entries v ON v.seq = e.voids_seq GROUP BY 1, 2 HAVING sum(e.amount_cents) <> 0`
  const apart = count(
    db,
    `SELECT count(*) FROM (SELECT * FROM (${summed} EXCEPT ${entered}) UNION ALL SELECT * FROM (${entered} EXCEPT ${summed}))`,
  )
  if (apart > 0) findings.push('The sums by month do not add up to the entries.')
}

function count(db: Db, sql: string): number {
  return db.prepare<[], number>(sql).pluck().get() ?? 0
}
