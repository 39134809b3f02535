import { Refusal } from '../../../contract/app-error.ts'
import type { CallValue, ImportFilter } from '../../../contract/calls.ts'
import { LIMITS } from '../../../contract/limits.ts'
import type { ImportStatus } from '../../../contract/rows/import.ts'
import type { Db } from '../open.ts'
import { importConditions, importOrder } from './import-conditions.ts'
import { readImports } from './import-row.ts'
import { searchImports } from './import-search.ts'
import { findPlaces, type Order, type Place } from './keyset.ts'
import { EVERY_ROWS, type OutlinedRows, outlineRows, outlineWith } from './outline.ts'
import { readMark, writeMark } from './page-mark.ts'
import { prepared, seqOf } from './prepared.ts'
import type { View } from './view.ts'

/** Earlier versions of one record shown at most. */
const VERSIONS_MOST = 1_000

/**
 * A page of the Import Log, newest first unless asked otherwise. A search of raw values looks through at most a few seconds' worth of records and then
 * gives what it has found: such a page can hold fewer rows than asked for, even none, and still has a `next` from which the search goes on.
 */
export const listImports: View<'imports.list'> = (context, request) => {
  const { db, timeZone } = context
  const limit = request.limit ?? LIMITS.listRows
  const order = importOrder(request, timeZone)
  const list = importListName(request, order)
  const after = readMark(list, isByClock(order) ? ['text', 'integer'] : ['integer'], request.after)
  const conditions = importConditions(db, request, timeZone)
  const query = { table: 'imports', conditions, order, after, limit }
  if (hasText(request)) {
    const found = searchImports(context, query, request.raw)
    const next = found.next === null ? null : writeMark(list, [found.next])
    return { items: readImports(db, found.seqs).map(one => one.row), next }
  }
  const places = findPlaces(db, { ...query, limit: limit + 1 })
  const last = places.length > limit ? places[limit - 1] : undefined
  const seqs = places.slice(0, limit).map(place => place.seq)
  const next = last === undefined ? null : importMark(list, order, last)
  return { items: readImports(db, seqs).map(one => one.row), next }
}

function isByClock(order: Order): boolean {
  return order.key === 'received_at'
}

/** Marks tell the order they were made in. */
function importListName(filter: ImportFilter, order: Order): string {
  return `imports ${filter.order ?? 'newest'}${isByClock(order) ? ' by clock' : ''}`
}

function importMark(list: string, order: Order, place: Place): string {
  return writeMark(list, isByClock(order) ? [place.key, place.seq] : [place.seq])
}

/** Imports found by their raw values that are counted, and the time for it; a search that holds more is loaded as one scrolls. */
const COUNTED_MOST = 50_000
const COUNT_MS = 800

/** How many imports a filter holds, and where its pages begin; null for a search of raw values that cannot be counted in time. */
export const outlineImports: View<'imports.outline'> = (context, request) => {
  const { db, timeZone, search } = context
  const order = importOrder(request, timeZone)
  const list = importListName(request, order)
  const conditions = importConditions(db, request, timeZone)
  if (hasText(request)) {
    if (search === null) return null
    const query = { table: 'imports', conditions, order, after: null, limit: COUNTED_MOST }
    const found = searchImports(context, query, request.raw, COUNT_MS)
    if (found.next !== null) return null
    const places = found.seqs.filter((_, index) => (index + 1) % EVERY_ROWS === 0).map(seq => ({ seq, key: seq }))
    return outlineWith({ count: found.seqs.length, places }, place => writeMark(list, [place.seq]))
  }
  const outlined =
    (conditions.length === 0 ? outlineAllImports(db, order) : null) ??
    outlineRows(db, { table: 'imports', conditions, order }, [])
  return outlineWith(outlined, place => importMark(list, order, place))
}

/** Imports are never taken away, so their places are known without looking at one; null should that not be so. */
function outlineAllImports(db: Db, { direction }: Order): Omit<OutlinedRows, 'sums'> | null {
  const sql = 'SELECT count(*) AS count, min(seq) AS least, max(seq) AS most FROM imports'
  const found = prepared<{ count: number; least: number | null; most: number | null }>(db, sql).get()
  if (found === undefined || found.least === null || found.most === null) return { count: 0, places: [] }
  const { count, least, most } = found
  if (most - least + 1 !== count) return null
  const places = Array.from({ length: Math.floor(count / EVERY_ROWS) }, (_, index) => {
    const rows = (index + 1) * EVERY_ROWS
    const seq = direction === 'ASC' ? least + rows - 1 : most - rows + 1
    return { seq, key: seq }
  })
  return { count, places }
}

/** The causes of imports that did not become what they should, with how many each, and the message that most of them have. */
export const listImportCauses: View<'imports.causes'> = ({ db }) => {
  const sql = `SELECT i.status, i.message_seq AS messageSeq, count(*) AS count, m.cause, m.text AS message
    FROM imports i INDEXED BY imports_by_status JOIN messages m ON m.seq = i.message_seq
    WHERE i.status IN ('Error', 'Unprocessed', 'Ignored') GROUP BY i.status, i.message_seq ORDER BY count(*) DESC`
  const causes = new Map<string, CauseCount>()
  for (const { status, cause, count, message } of prepared<CauseCount>(db, sql).all()) {
    const known = causes.get(`${status} ${cause}`)
    if (known === undefined) causes.set(`${status} ${cause}`, { cause, status, count, message })
    else known.count += count
  }
  const rank = (status: ImportStatus) => ['Error', 'Unprocessed', 'Ignored'].indexOf(status)
  return {
    items: [...causes.values()].sort((a, b) => rank(a.status) - rank(b.status) || b.count - a.count),
  }
}

type CauseCount = CallValue<'imports.causes'>['items'][number]

function hasText(filter: ImportFilter): filter is ImportFilter & { raw: string } {
  return filter.raw !== undefined && filter.raw !== ''
}

/** One import with its raw text and its earlier versions, newest first. */
export const showImport: View<'imports.show'> = ({ db }, { id }) => {
  const seq = seqOf(db, 'imports', id)
  const [found] = seq === null ? [] : readImports(db, [seq])
  if (found === undefined) {
    throw new Refusal(
      'not-found',
      `There is no import with the id "${id}" in this ledger. Look it up in the Import Log.`,
      'id',
    )
  }
  const body = prepared<{ raw: string }>(db, 'SELECT raw FROM import_bodies WHERE import_seq = ?').get(found.seq)
  return { import: found.row, raw: body?.raw ?? null, versions: earlierVersions(db, found.previousSeq) }
}

function earlierVersions(db: Db, previousSeq: number | null) {
  const versions = []
  let seq = previousSeq
  while (seq !== null && versions.length < VERSIONS_MOST) {
    const [version] = readImports(db, [seq])
    if (version === undefined) break
    const { id, receivedAt, status } = version.row
    versions.push({ id, receivedAt, status })
    seq = version.previousSeq
  }
  return versions
}

/** How many imports the search index of raw values covers. */
export const showImportIndex: View<'imports.index'> = ({ db, search }) => {
  const total = prepared<{ seq: number | null }>(db, 'SELECT max(seq) AS seq FROM imports').get()?.seq ?? 0
  return { indexed: search?.coveredThrough(db) ?? 0, total, bytes: search?.bytes() ?? 0 }
}
