import type { ImportFilter } from '../../../contract/calls.ts'
import { addDays, startOfDayMs } from '../../domain/zone.ts'
import type { Db } from '../open.ts'
import type { Condition, Order, Walk } from './keyset.ts'
import { allOf, type Clause, prepared } from './prepared.ts'

/** Messages beyond this number are looked up as a set instead of one by one. */
const MESSAGES_ONE_BY_ONE = 16

/** The conditions of a request but the raw text, which needs the search index. */
export function importConditions(db: Db, filter: ImportFilter, timeZone: string): Condition[] {
  const conditions: Condition[] = []
  if (filter.status !== undefined) conditions.push(equals('status', 'imports_by_status', filter.status))
  if (filter.runId !== undefined) {
    const run = prepared<{ seq: number }>(db, 'SELECT seq FROM runs WHERE id = ?').get(filter.runId)
    conditions.push(equals('run_seq', 'imports_by_run', run?.seq ?? 0))
  }
  const messages = messagesThat(db, filter)
  if (messages !== null) conditions.push(saysOneOf(messages))
  const received = receivedClauses(filter, timeZone)
  if (received.length > 0) {
    const between = allOf(received)
    const walk = { index: 'imports_by_received', stretches: [between], inOrderOf: 'received_at', exact: true }
    conditions.push({ ...between, walks: [walk] })
  }
  return conditions
}

/**
 * The order of a request: as the imports came in. Days are asked for by the clock of each import, and walked in that order; on a clock that never
 * stepped back the two are one.
 */
export function importOrder(filter: ImportFilter, timeZone: string): Order {
  const direction = filter.order === 'oldest' ? 'ASC' : 'DESC'
  const byClock = filter.raw === undefined && (filter.receivedFrom !== undefined || filter.receivedTo !== undefined)
  return byClock
    ? { key: 'received_at', direction, index: 'imports_by_received', range: receivedClauses(filter, timeZone) }
    : { key: 'seq', direction, index: null, range: [] }
}

function equals(column: string, index: string, value: string | number): Condition {
  const clause: Clause = { sql: `${column} = ?`, params: [value] }
  return { ...clause, walks: [{ index, stretches: [clause], inOrderOf: 'seq', exact: true }] }
}

/** Days in the district's zone, both included, as bounds of the UTC time of receipt. */
function receivedClauses(filter: ImportFilter, timeZone: string): Clause[] {
  const clauses: Clause[] = []
  const startOf = (day: string) => new Date(startOfDayMs(day, timeZone)).toISOString()
  if (filter.receivedFrom !== undefined) {
    clauses.push({ sql: 'received_at >= ?', params: [startOf(filter.receivedFrom)] })
  }
  if (filter.receivedTo !== undefined) {
    clauses.push({ sql: 'received_at < ?', params: [startOf(addDays(filter.receivedTo, 1))] })
  }
  return clauses
}

/** The messages that fit cause and text, or null when neither is asked for. */
function messagesThat(db: Db, filter: ImportFilter): number[] | null {
  const clauses: Clause[] = []
  if (filter.cause !== undefined) clauses.push({ sql: 'cause = ?', params: [filter.cause] })
  if (filter.message !== undefined) clauses.push(contains('text', filter.message))
  if (clauses.length === 0) return null
  const where = allOf(clauses)
  const found = prepared<{ seq: number }>(db, `SELECT seq FROM messages WHERE ${where.sql}`).all(...where.params)
  return found.map(message => message.seq)
}

function saysOneOf(messages: readonly number[]): Condition {
  const set: Clause = {
    sql: 'message_seq IN (SELECT value FROM json_each(?))',
    params: [JSON.stringify(messages)],
  }
  const index = 'imports_by_message'
  const oneByOne = messages.length <= MESSAGES_ONE_BY_ONE
  const walk: Walk = oneByOne
    ? {
        index,
        stretches: messages.map(seq => ({ sql: 'message_seq = ?', params: [seq] })),
        inOrderOf: 'seq',
        exact: true,
      }
    : {
        index,
        stretches: [{ ...set, sql: `message_seq IS NOT NULL AND ${set.sql}` }],
        inOrderOf: null,
        exact: true,
      }
  return { ...set, walks: [walk] }
}

/**
 * A condition that a column holds a text anywhere. As SQLite's LIKE it does not tell ASCII capitals from small letters and tells all other letters apart;
 * `%` and `_` in the text mean themselves.
 */
export function contains(column: string, text: string): Clause {
  return { sql: `${column} LIKE ? ESCAPE '\\'`, params: [`%${text.replace(/[\\%_]/g, '\\$&')}%`] }
}
