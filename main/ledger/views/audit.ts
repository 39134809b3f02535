import type { AuditRow } from '../../../contract/rows/audit.ts'
import { addDays, startOfDayMs } from '../../domain/zone.ts'
import type { Db } from '../open.ts'
import { allOf, type Clause, prepared } from './prepared.ts'

/** Asks for audit lines behind `afterSeq` (0 at first), oldest first, and none behind `uptoSeq`. Days are the district's, both included. */
export interface AuditRequest {
  afterSeq: number
  uptoSeq: number
  limit: number
  from: string | undefined
  to: string | undefined
  timeZone: string
}

interface StoredLine extends Omit<AuditRow, 'facts' | 'hash'> {
  facts: string
  hash: Buffer
}

/** A page of the audit trail; `next` is the `afterSeq` of the page behind it, or null at the end. */
export function listAudit(db: Db, request: AuditRequest): { rows: AuditRow[]; next: number | null } {
  const { afterSeq, uptoSeq, limit, from, to, timeZone } = request
  const clauses: Clause[] = [{ sql: 'seq > ? AND seq <= ?', params: [afterSeq, uptoSeq] }]
  const startOf = (day: string) => new Date(startOfDayMs(day, timeZone)).toISOString()
  if (from !== undefined) clauses.push({ sql: 'at >= ?', params: [startOf(from)] })
  if (to !== undefined) clauses.push({ sql: 'at < ?', params: [startOf(addDays(to, 1))] })
  const where = allOf(clauses)
  const sql = `SELECT seq, at, actor, action, subject, facts, hash FROM audit WHERE ${where.sql} ORDER BY seq LIMIT ?`
  const found = prepared<StoredLine>(db, sql).all(...where.params, limit)
  const rows = found.map(line => ({ ...line, facts: JSON.parse(line.facts), hash: line.hash.toString('hex') }))
  return { rows, next: rows.length < limit ? null : (rows.at(-1)?.seq ?? null) }
}

/** The `seq` of the newest audit line, 0 when there is none. */
export function newestAuditSeq(db: Db): number {
  return prepared<{ seq: number }>(db, 'SELECT coalesce(max(seq), 0) AS seq FROM audit').get()?.seq ?? 0
}
