import { Refusal } from '../../../contract/app-error.ts'
import type { ImportFilter } from '../../../contract/calls.ts'
import { LIMITS } from '../../../contract/limits.ts'
import type { Db } from '../open.ts'
import { importConditions, importOrder } from './import-conditions.ts'
import { readImports } from './import-row.ts'
import { searchImports } from './import-search.ts'
import { findPlaces } from './keyset.ts'
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
  const byClock = order.key === 'received_at'
  const list = `imports ${request.order ?? 'newest'}${byClock ? ' by clock' : ''}`
  const after = readMark(list, byClock ? ['text', 'integer'] : ['integer'], request.after)
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
  const next = last === undefined ? null : writeMark(list, byClock ? [last.key, last.seq] : [last.seq])
  return { items: readImports(db, seqs).map(one => one.row), next }
}

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
