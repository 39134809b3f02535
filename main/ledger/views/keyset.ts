// Chooses, per request, the index by which a page of a long list is read. SQLite cannot choose well here: the ledger is never ANALYZEd (statistics
// of an empty first month would mislead it for a year), and which filter is rare is known only by looking.
import type { Db } from '../open.ts'
import { allOf, type Clause, type Param, prepared } from './prepared.ts'

/** A way through one index that meets one condition: the stretches where its clauses hold. */
export interface Walk {
  index: string
  /** Disjoint stretches of the index; none at all means that nothing fits. */
  stretches: readonly Clause[]
  /** The key in whose order rows come within a stretch, or null when they come in none. */
  inOrderOf: string | null
  /** False when the stretches hold rows beside the condition's, so that their number says nothing about it. */
  exact: boolean
}

/** A condition on the rows of a list, and the indexes that can answer it. */
export interface Condition extends Clause {
  walks: readonly Walk[]
  /** True where no index answers it and few rows may fit: then the table is read in its own order, several times as fast as along an index. */
  isScanned?: true
}

/** The order of a list: by `key`, ties by `seq`, both in one direction. */
export interface Order {
  /** An SQL expression over the table, or `seq` alone. */
  key: string
  direction: 'ASC' | 'DESC'
  /** The index in that order; null where it is the table itself. */
  index: string | null
  /** Clauses on the key alone that follow from the conditions and narrow the walk. */
  range: readonly Clause[]
}

/** One page of one list. `after` holds the sort values of the last row before it. */
export interface KeysetRequest {
  table: string
  conditions: readonly Condition[]
  order: Order
  after: readonly Param[] | null
  limit: number
}

/** A row's place in its list. */
export interface Place {
  seq: number
  key: Param
}

/** Up to so many rows are gathered and sorted without a second thought: a few ms. */
const FEW_ROWS = 5_000
/** How far a count looks when several filters each hold many rows. */
const MANY_ROWS = 200_000
/** Rows looked at in the list's own order before a filter is taken to be rare there. */
const TRIAL_ROWS = 10_000
/** Stretches merged row by row; more are gathered and sorted. */
const MERGED_STRETCHES = 16

/** How one condition could be answered: by its rows alone, and, where there is such a walk, in the list's order. */
interface Choice {
  exact: Walk
  ordered: Walk | null
}

/** Finds the places of a page's rows, in order. */
export function findPlaces(db: Db, request: KeysetRequest): Place[] {
  const { conditions, order } = request
  const choices: Choice[] = conditions.flatMap(condition => {
    const ordered = condition.walks.find(walk => walk.inOrderOf === order.key && isMergeable(walk)) ?? null
    const exact = condition.walks.find(walk => walk.exact) ?? null
    return exact === null ? [] : [{ exact, ordered }]
  })
  if (conditions.some(condition => condition.isScanned)) return findByScan(db, request, choices)
  const [first] = choices
  if (first === undefined) return walkOrder(db, request, null)
  if (choices.length === 1 && first.ordered?.exact === true) return walkInOrder(db, request, first.ordered)

  const least = leastOf(choices, choice => countRows(db, request, choice.exact, FEW_ROWS))
  if (least.count < FEW_ROWS) {
    return least.choice.ordered?.exact === true
      ? walkInOrder(db, request, least.choice.ordered)
      : gather(db, request, least.choice.exact)
  }
  if (choices.length === 1 && least.choice.ordered !== null) return walkInOrder(db, request, least.choice.ordered)
  const { choice, count } = bestOf(choices, each => countRows(db, request, each.exact, MANY_ROWS))
  if (choice.ordered !== null) return walkInOrder(db, request, choice.ordered)
  // Either the filter is common in this order, then a stretch of the list's own index holds a page of it; or it is gathered.
  const bound = keyBeyond(db, request, Math.min(count, TRIAL_ROWS))
  const tried = walkOrder(db, request, bound)
  return bound === null || tried.length >= request.limit ? tried : gather(db, request, choice.exact)
}

/** A common text is found within the list's first rows; a rare one by reading a rare filter's rows, or the whole table. */
function findByScan(db: Db, request: KeysetRequest, choices: readonly Choice[]): Place[] {
  if (choices.length > 0) {
    const { choice, count } = leastOf(choices, each => countRows(db, request, each.exact, FEW_ROWS))
    if (count < FEW_ROWS) return gather(db, request, choice.exact)
  }
  const bound = keyBeyond(db, request, TRIAL_ROWS)
  const tried = walkOrder(db, request, bound)
  if (bound === null || tried.length >= request.limit) return tried
  const where = allOf([...request.conditions, ...afterClause(request)])
  return select(db, request, [{ from: `${request.table} NOT INDEXED`, where }])
}

/** The number of rows that fit a walk, counted on the index alone and no further than `most`. */
export function countRows(db: Db, { table }: { table: string }, walk: Walk, most: number): number {
  let count = 0
  for (const stretch of walk.stretches) {
    const sql = `SELECT count(*) AS n FROM (SELECT 1 FROM ${table} INDEXED BY ${walk.index} WHERE ${stretch.sql} LIMIT ?)`
    count += prepared<{ n: number }>(db, sql).get(...stretch.params, most - count)?.n ?? 0
    if (count >= most) break
  }
  return count
}

/** The condition's walk with the fewest rows, or null where none of them is answered by an index. */
export function rarest(
  db: Db,
  request: { table: string; conditions: readonly Condition[] },
  most: number,
): { walk: Walk; count: number } | null {
  const walks = request.conditions.flatMap(({ walks: [walk] }) => (walk?.exact === true ? [walk] : []))
  if (walks.length === 0) return null
  const { choice, count } = leastOf(walks, walk => countRows(db, request, walk, most))
  return { walk: choice, count }
}

function leastOf<Choice>(choices: readonly Choice[], countOf: (choice: Choice) => number) {
  const counted = choices.map(choice => ({ choice, count: countOf(choice) }))
  return counted.reduce((least, each) => (each.count < least.count ? each : least))
}

/** The choice with the fewest rows; of those with too many to count, one that comes in the list's order and so can stop early. */
function bestOf(choices: readonly Choice[], countOf: (choice: Choice) => number) {
  return leastOf(
    choices.toSorted((a, b) => Number(b.ordered !== null) - Number(a.ordered !== null)),
    countOf,
  )
}

function isMergeable(walk: Walk): boolean {
  return walk.stretches.length <= MERGED_STRETCHES
}

/** Reads the list's own index from the page's begin, up to `bound` where one is given, and keeps the rows that fit. */
function walkOrder(db: Db, request: KeysetRequest, bound: Place | null): Place[] {
  const { table, order, conditions } = request
  const clauses = [...conditions, ...order.range, ...afterClause(request), ...boundClause(order, bound)]
  return select(db, request, [{ from: `${table}${indexedBy(order.index)}`, where: allOf(clauses) }])
}

/** Reads the stretches of an index that already come in the list's order, merging them row by row. */
function walkInOrder(db: Db, request: KeysetRequest, walk: Walk): Place[] {
  const clauses = [...request.conditions, ...afterClause(request)]
  return select(
    db,
    request,
    walk.stretches.map(stretch => ({
      from: `${request.table} INDEXED BY ${walk.index}`,
      where: allOf([stretch, ...clauses]),
    })),
  )
}

/** Reads every row of a rare walk and sorts them. */
function gather(db: Db, request: KeysetRequest, walk: Walk): Place[] {
  const clauses = [...request.conditions, ...afterClause(request)]
  const found = walk.stretches.flatMap(stretch =>
    select(db, request, [{ from: `${request.table} INDEXED BY ${walk.index}`, where: allOf([stretch, ...clauses]) }]),
  )
  return walk.stretches.length <= 1 ? found : sortPlaces(found, request)
}

interface Arm {
  from: string
  where: Clause
}

function select(db: Db, request: KeysetRequest, arms: readonly Arm[]): Place[] {
  if (arms.length === 0) return []
  const { key, direction } = request.order
  const selects = arms.map(
    ({ from, where }) => `SELECT seq, ${key} AS key FROM ${from}${where.sql === '' ? '' : ` WHERE ${where.sql}`}`,
  )
  const orderBy = key === 'seq' ? `seq ${direction}` : `key ${direction}, seq ${direction}`
  const sql = `${selects.join(' UNION ALL ')} ORDER BY ${orderBy} LIMIT ?`
  return prepared<Place>(db, sql).all(...arms.flatMap(arm => arm.where.params), request.limit)
}

function sortPlaces(places: Place[], { order, limit }: KeysetRequest): Place[] {
  const sign = order.direction === 'ASC' ? 1 : -1
  // Keys of one list are all text of one form, or all integers; SQLite's binary order of such text is this one.
  const compare = (a: Place, b: Place) => (a.key < b.key ? -sign : a.key > b.key ? sign : sign * (a.seq - b.seq))
  return places.sort(compare).slice(0, limit)
}

/** The place that lies `rows` rows beyond the page's begin in the list's order, or null when the list ends before. */
function keyBeyond(db: Db, request: KeysetRequest, rows: number): Place | null {
  const { table, order } = request
  const where = allOf([...order.range, ...afterClause(request)])
  const { direction, key } = order
  const sql = `SELECT seq, ${key} AS key FROM ${table}${indexedBy(order.index)}${where.sql === '' ? '' : ` WHERE ${where.sql}`}
    ORDER BY ${key === 'seq' ? '' : `${key} ${direction}, `}seq ${direction} LIMIT 1 OFFSET ?`
  return prepared<Place>(db, sql).get(...where.params, rows) ?? null
}

function afterClause({ order, after }: KeysetRequest): Clause[] {
  if (after === null) return []
  return [besideClause(order, order.direction === 'ASC' ? '>' : '<', after)]
}

function boundClause(order: Order, bound: Place | null): Clause[] {
  if (bound === null) return []
  const values = order.key === 'seq' ? [bound.seq] : [bound.key, bound.seq]
  return [besideClause(order, order.direction === 'ASC' ? '<=' : '>=', values)]
}

/** Rows on one side of a place. The key stands alone once more, because SQLite uses no index for a row value that begins with an expression. */
function besideClause({ key }: Order, side: '<' | '<=' | '>' | '>=', values: readonly Param[]): Clause {
  const [first] = values
  if (key === 'seq' || first === undefined) return { sql: `seq ${side} ?`, params: [...values] }
  return { sql: `(${key}) ${side.slice(0, 1)}= ? AND (${key}, seq) ${side} (?, ?)`, params: [first, ...values] }
}

function indexedBy(index: string | null): string {
  return index === null ? '' : ` INDEXED BY ${index}`
}
