import type { Statement } from 'better-sqlite3'
import type { Db } from '../open.ts'

/** A value bound to a statement. */
export type Param = string | number

/** A piece of SQL with the values of its question marks, in order. */
export interface Clause {
  sql: string
  params: Param[]
}

/** Statements kept for one connection. Filters combine into many texts, so the oldest are dropped beyond this number. */
const STATEMENTS_KEPT = 400

const kept = new WeakMap<Db, Map<string, Statement<Param[]>>>()

/** Prepares a statement, or gives the one that this connection prepared before for the same text. */
export function prepared<Row>(db: Db, sql: string): Statement<Param[], Row> {
  let statements = kept.get(db)
  if (statements === undefined) {
    statements = new Map()
    kept.set(db, statements)
  }
  let statement = statements.get(sql)
  if (statement === undefined) {
    statement = db.prepare<Param[]>(sql)
    const oldest = statements.keys().next()
    if (statements.size >= STATEMENTS_KEPT && oldest.done !== true) statements.delete(oldest.value)
    statements.set(sql, statement)
  }
  // The row's shape is what the caller's SELECT names; SQLite cannot tell it to the compiler.
  return statement as Statement<Param[], Row>
}

/** Joins clauses with AND; no clause at all gives an empty text. */
export function allOf(clauses: readonly Clause[]): Clause {
  return { sql: clauses.map(clause => clause.sql).join(' AND '), params: clauses.flatMap(clause => clause.params) }
}

/** Stands after FROM in a SELECT for {@link readInOrder}: the rows wanted, before the table that they are read from. */
export const WANTED = 'json_each(?) AS wanted CROSS JOIN'

/**
 * Reads rows by their `seq` and gives them in that order. All in one statement: a statement a row takes ten times as long.
 * A row that an index named is in its table, so one that is not is a bug.
 */
export function readInOrder<Row extends { seq: number }>(db: Db, sql: string, seqs: readonly number[]): Row[] {
  const found = new Map(
    prepared<Row>(db, sql)
      .all(JSON.stringify(seqs))
      .map(row => [row.seq, row]),
  )
  return seqs.map(seq => {
    const row = found.get(seq)
    if (row === undefined) throw new Error(`Row ${seq} is in an index and not in its table.`)
    return row
  })
}

/** The `seq` of the row with an outward id, or null. */
export function seqOf(db: Db, table: string, id: string): number | null {
  return prepared<{ seq: number }>(db, `SELECT seq FROM ${table} WHERE id = ?`).get(id)?.seq ?? null
}
