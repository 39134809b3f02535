import { SHORTEST_INDEXED_TERM } from '../search-index.ts'
import { contains } from './import-conditions.ts'
import { type Condition, type KeysetRequest, rarest, type Walk } from './keyset.ts'
import { allOf, type Clause, type Param, prepared } from './prepared.ts'
import type { ViewContext } from './view.ts'

/** A page of a search: the imports found, and the import up to which it looked when more may follow, or null at the end. */
export interface FoundPage {
  seqs: number[]
  next: number | null
}

/** A search stops here and gives what it has, so that the reader's thread is never held for long. */
const BUDGET_MS = 2_400
/** Raw records read one after another between two looks at the clock. */
const CHUNK_ROWS = 10_000
/** Candidates of the index whose raw records are compared in one statement. */
const CHUNK_CANDIDATES = 250
/** Rows of another filter that are few enough to compare each one's raw record. */
const FEW_ROWS = 20_000
/** Rows of another filter that are still few enough for that where the text is common. */
const MANY_ROWS = 400_000
/** A text with more candidates than this is common. */
const FEW_CANDIDATES = 2_000

/** A search under way: which stretch of imports is still to be looked at, and what was found. */
interface Search {
  context: ViewContext
  text: string
  conditions: readonly Condition[]
  direction: 'ASC' | 'DESC'
  /** Rows to find: the page and one more, which tells whether there is a next page. */
  wanted: number
  found: number[]
  endsAtMs: number
}

/** A stretch of imports, both ends included. */
interface Range {
  least: number
  most: number
}

/** The page of imports whose raw record holds the text (`contains` says how letters compare) and that fit the request's conditions. */
export function searchImports(
  context: ViewContext,
  request: KeysetRequest,
  text: string,
  budgetMs = BUDGET_MS,
): FoundPage {
  const { order, after, limit, conditions } = request
  const search: Search = {
    context,
    text,
    conditions,
    direction: order.direction,
    wanted: limit + 1,
    found: [],
    endsAtMs: performance.now() + budgetMs,
  }
  const range = rangeBeyond(context, order.direction, after)
  const stoppedAt = lookThrough(search, range)
  const seqs = search.found.slice(0, limit)
  if (search.found.length > limit) return { seqs, next: seqs.at(-1) ?? null }
  return { seqs, next: stoppedAt }
}

function rangeBeyond({ db }: ViewContext, direction: 'ASC' | 'DESC', after: readonly Param[] | null): Range {
  const newest = prepared<{ seq: number | null }>(db, 'SELECT max(seq) AS seq FROM imports').get()?.seq ?? 0
  if (after === null) return { least: 1, most: newest }
  const from = Number(after[0])
  return direction === 'ASC' ? { least: from + 1, most: newest } : { least: 1, most: Math.min(newest, from - 1) }
}

/** Looks through a stretch by the cheapest way. Gives the import at which it stopped for lack of time, or null when it is done. */
function lookThrough(search: Search, range: Range): number | null {
  const { context, conditions, direction } = search
  const rare = rarest(context.db, { table: 'imports', conditions }, MANY_ROWS)
  if (rare !== null && rare.count < FEW_ROWS) return lookAlong(search, range, rare.walk)
  const covered = coveredBy(search)
  const uncommon =
    rare !== null && covered > 0 && isUncommon(search, { least: range.least, most: Math.min(range.most, covered) })
  if (rare !== null && rare.count < MANY_ROWS && !uncommon) return lookAlong(search, range, rare.walk)
  if (covered === 0) return scan(search, range)
  const indexed = { least: range.least, most: Math.min(range.most, covered) }
  const newer = { least: Math.max(range.least, covered + 1), most: range.most }
  return direction === 'DESC'
    ? (scan(search, newer) ?? lookAtCandidates(search, indexed))
    : (lookAtCandidates(search, indexed) ?? scan(search, newer))
}

/** The last import that the index can answer for; 0 where there is no index, or the text is too short for one. */
function coveredBy({ context: { search, db }, text }: Search): number {
  if (search === null || [...text].length < SHORTEST_INDEXED_TERM) return 0
  return search.coveredThrough(db)
}

function isUncommon({ context, text, direction }: Search, { least, most }: Range): boolean {
  if (context.search === null) return false
  let count = 0
  for (const _candidate of context.search.candidates(text, { least, most, direction })) {
    count += 1
    if (count > FEW_CANDIDATES) return false
  }
  return true
}

/** Compares the raw record of every row of another filter's walk. */
function lookAlong(search: Search, range: Range, walk: Walk): null {
  const { context, conditions, direction, wanted, text, found } = search
  const seqs = walk.stretches.flatMap(stretch => {
    const where = allOf([
      stretch,
      { sql: 'seq BETWEEN ? AND ?', params: [range.least, range.most] },
      ...conditions,
      contains('raw', text),
    ])
    const sql = `SELECT seq FROM imports INDEXED BY ${walk.index} CROSS JOIN import_bodies ON import_seq = seq
      WHERE ${where.sql} ORDER BY seq ${direction} LIMIT ?`
    return prepared<{ seq: number }>(context.db, sql)
      .all(...where.params, wanted)
      .map(row => row.seq)
  })
  found.push(...seqs.sort((a, b) => (direction === 'ASC' ? a - b : b - a)).slice(0, wanted))
  return null
}

/** Compares the raw records that the index names, in small lots. */
function lookAtCandidates(search: Search, range: Range): number | null {
  const { context, direction, text } = search
  if (context.search === null || isDone(search) || range.least > range.most) return null
  let lot: number[] = []
  for (const seq of context.search.candidates(text, { ...range, direction })) {
    lot.push(seq)
    if (lot.length < CHUNK_CANDIDATES) continue
    compareLot(search, lot)
    if (isDone(search)) return null
    if (performance.now() > search.endsAtMs) return seq
    lot = []
  }
  compareLot(search, lot)
  return null
}

function compareLot(search: Search, lot: readonly number[]): void {
  collect(search, { sql: 'import_seq IN (SELECT value FROM json_each(?))', params: [JSON.stringify(lot)] })
}

/** Compares every raw record of a stretch, in lots between which the clock is looked at. */
function scan(search: Search, { least, most }: Range): number | null {
  const newestFirst = search.direction === 'DESC'
  for (let done = 0; done <= most - least; done += CHUNK_ROWS) {
    if (isDone(search)) return null
    if (performance.now() > search.endsAtMs) return newestFirst ? most - done + 1 : least + done - 1
    const [from, to] = newestFirst
      ? [Math.max(least, most - done - CHUNK_ROWS + 1), most - done]
      : [least + done, Math.min(most, least + done + CHUNK_ROWS - 1)]
    collect(search, { sql: 'import_seq BETWEEN ? AND ?', params: [from, to] })
  }
  return null
}

/** Adds the rows among some imports whose raw record holds the text and that fit the other conditions. */
function collect({ context, conditions, direction, wanted, text, found }: Search, among: Clause): void {
  const where = allOf([among, contains('raw', text), ...conditions])
  const join = conditions.length === 0 ? '' : ' CROSS JOIN imports ON seq = import_seq'
  const sql = `SELECT import_seq AS seq FROM import_bodies${join} WHERE ${where.sql} ORDER BY import_seq ${direction} LIMIT ?`
  const rows = prepared<{ seq: number }>(context.db, sql).all(...where.params, wanted - found.length)
  for (const row of rows) found.push(row.seq)
}

function isDone({ found, wanted }: Search): boolean {
  return found.length >= wanted
}
