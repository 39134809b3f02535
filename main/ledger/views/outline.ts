// Counts a list and finds a place in it every so many rows, in one pass, so that a window can show any part of a long list at once. The marks are those of the
// list's own pages: walking from one gives exactly the rows that walking from the top gives.
import type { Outline } from '../../../contract/calls.ts'
import type { Db } from '../open.ts'
import { type Condition, countRows, type Order, type Place, type Walk } from './keyset.ts'
import { allOf, type Clause, type Param, prepared } from './prepared.ts'

/** Rows from one mark to the next: what a window fetches at once. */
export const EVERY_ROWS = 500

/** A walk with more rows than this is not looked up row by row: reading the whole table in its own order is faster. */
const LOOKED_UP_MOST = 150_000

/** A list without its page. */
export interface OutlineRequest {
  table: string
  conditions: readonly Condition[]
  order: Order
}

/** How long a list is, the places of its rows 500, 1,000 and so on, and what was to be added up. */
export interface OutlinedRows {
  count: number
  places: Place[]
  sums: number[]
}

/** The outline of what was found; `markOf` writes the list's own mark behind a row. */
export function outlineWith({ count, places }: Omit<OutlinedRows, 'sums'>, markOf: (place: Place) => string): Outline {
  return { count, every: EVERY_ROWS, marks: places.map(markOf) }
}

/** Counts a list, marks its places and adds up `summed` (SQL expressions over the table). */
export function outlineRows(db: Db, request: OutlineRequest, summed: readonly string[]): OutlinedRows {
  const walk = walkInListOrder(request)
  if (walk === null) return streamRows(db, request, summed)
  const stepped = stepThrough(db, request, walk)
  return { ...stepped, sums: summed.length === 0 ? [] : addUp(db, request, summed) }
}

/** One stretch of an index that holds just the list's rows, in its order; null where there is none. */
function walkInListOrder({ table, conditions, order }: OutlineRequest): Arm | null {
  const [condition, other] = conditions
  if (condition === undefined) return { from: fromIndex(table, order.index), where: allOf(order.range) }
  if (other !== undefined) return null
  const walk = condition.walks.find(each => each.exact && each.inOrderOf === order.key && each.stretches.length === 1)
  const [stretch] = walk?.stretches ?? []
  return walk === undefined || stretch === undefined ? null : { from: fromIndex(table, walk.index), where: stretch }
}

interface Arm {
  from: string
  where: Clause
}

function fromIndex(table: string, index: string | null): string {
  return index === null ? table : `${table} INDEXED BY ${index}`
}

/** Steps along an index without looking at a row of the table: tens of ms for a million rows. */
function stepThrough(db: Db, { order }: OutlineRequest, arm: Arm): Omit<OutlinedRows, 'sums'> {
  const places: Place[] = []
  let place = skip(db, order, arm, EVERY_ROWS - 1)
  while (place !== null) {
    places.push(place)
    const tied = order.key === 'seq' ? null : within(arm, tiesAfter(order, place))
    const beyond = within(arm, keysAfter(order, place))
    const next: Place | null = tied === null ? null : skip(db, order, tied, EVERY_ROWS - 1)
    if (next !== null) {
      place = next
      continue
    }
    const ties = tied === null ? 0 : countArm(db, tied)
    place = skip(db, order, beyond, EVERY_ROWS - 1 - ties)
  }
  const last = places.at(-1)
  if (last === undefined) return { count: countArm(db, arm), places }
  const rest = [keysAfter(order, last), ...(order.key === 'seq' ? [] : [tiesAfter(order, last)])]
  const count = rest.reduce((sum, clause) => sum + countArm(db, within(arm, clause)), places.length * EVERY_ROWS)
  return { count, places }
}

// Rows behind a place, as two stretches: those of the same key, and those of the keys beyond. In one, as a row value, SQLite reads all rows of the same key.
function tiesAfter({ key, direction }: Order, place: Place): Clause {
  return { sql: `${key} = ? AND seq ${direction === 'ASC' ? '>' : '<'} ?`, params: [place.key, place.seq] }
}

function keysAfter({ key, direction }: Order, place: Place): Clause {
  return { sql: `${key} ${direction === 'ASC' ? '>' : '<'} ?`, params: [key === 'seq' ? place.seq : place.key] }
}

/** The clause stands first: of two bounds on one side SQLite begins at the first, and the stretch's own would begin at its end again and again. */
function within({ from, where }: Arm, clause: Clause): Arm {
  return { from, where: allOf(where.sql === '' ? [clause] : [clause, where]) }
}

function skip(db: Db, { key, direction }: Order, { from, where }: Arm, rows: number): Place | null {
  const orderBy = key === 'seq' ? `seq ${direction}` : `${key} ${direction}, seq ${direction}`
  const sql = `SELECT seq, ${key} AS key FROM ${from}${whereOf(where)} ORDER BY ${orderBy} LIMIT 1 OFFSET ?`
  return prepared<Place>(db, sql).get(...where.params, rows) ?? null
}

function countArm(db: Db, { from, where }: Arm): number {
  return prepared<{ n: number }>(db, `SELECT count(*) AS n FROM ${from}${whereOf(where)}`).get(...where.params)?.n ?? 0
}

function whereOf(where: Clause): string {
  return where.sql === '' ? '' : ` WHERE ${where.sql}`
}

/** Adds up without an order, along a rare index or through the whole table. */
function addUp(db: Db, request: OutlineRequest, summed: readonly string[]): number[] {
  const sums = summed.map(() => 0)
  for (const { from, where } of armsOf(db, request)) {
    const columns = summed.map((expression, index) => `coalesce(sum(${expression}), 0) AS s${index}`)
    const sql = `SELECT ${columns.join(', ')} FROM ${from}${whereOf(where)}`
    const found = prepared<Record<string, number>>(db, sql).get(...where.params)
    summed.forEach((_, index) => {
      sums[index] = (sums[index] ?? 0) + (found?.[`s${index}`] ?? 0)
    })
  }
  return sums
}

/** Reads every row that fits, sorted, and keeps no more of them than the marks. */
function streamRows(db: Db, request: OutlineRequest, summed: readonly string[]): OutlinedRows {
  const { key, direction } = request.order
  const arms = armsOf(db, request)
  const sums = summed.map(() => 0)
  const places: Place[] = []
  let count = 0
  if (arms.length === 0) return { count, places, sums }
  const columns = ['seq', `${key} AS key`, ...summed].join(', ')
  const selects = arms.map(({ from, where }) => `SELECT ${columns} FROM ${from}${whereOf(where)}`)
  const orderBy = key === 'seq' ? `seq ${direction}` : `key ${direction}, seq ${direction}`
  const rows = prepared<Param[]>(db, `${selects.join(' UNION ALL ')} ORDER BY ${orderBy}`).raw()
  for (const [seq, placeKey, ...values] of rows.iterate(...arms.flatMap(arm => arm.where.params)) as Iterable<
    Param[]
  >) {
    count += 1
    for (const [index, value] of values.entries()) sums[index] = (sums[index] ?? 0) + Number(value)
    if (count % EVERY_ROWS === 0) places.push({ seq: Number(seq), key: placeKey ?? 0 })
  }
  return { count, places, sums }
}

/** Where the rows are read: along the condition with the fewest rows, or in the table's own order where that is not few. */
function armsOf(db: Db, { table, conditions }: OutlineRequest): Arm[] {
  const walks = conditions.flatMap(condition => condition.walks.find(walk => walk.exact) ?? [])
  const counted = walks.map(walk => ({ walk, count: countRows(db, { table }, walk, LOOKED_UP_MOST) }))
  const rarest = counted.reduce<{ walk: Walk; count: number } | null>(
    (least, each) => (least === null || each.count < least.count ? each : least),
    null,
  )
  if (rarest === null || rarest.count >= LOOKED_UP_MOST)
    return [{ from: `${table} NOT INDEXED`, where: allOf(conditions) }]
  return rarest.walk.stretches.map(stretch => ({
    from: fromIndex(table, rarest.walk.index),
    where: allOf([stretch, ...conditions]),
  }))
}
