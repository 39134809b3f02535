import { LIMITS } from '../../../contract/limits.ts'
import type { CategoryRow, ItemTypeRow, LocationRow } from '../../../contract/rows/reference.ts'
import type { Db } from '../open.ts'
import { readMark, writeMark } from './page-mark.ts'
import { type Param, prepared } from './prepared.ts'
import type { View } from './view.ts'

/** Archived rows are told by a time in the table and by a flag in the list. */
type Stored<Row> = Omit<Row, 'archived'> & { archived: 0 | 1; sort: string }

interface ReferenceList {
  name: string
  /** SELECT … FROM …, with `t` for the table. */
  select: string
  /** The column that people look rows up by. */
  sort: string
}

const LOCATIONS: ReferenceList = {
  name: 'locations',
  select: `SELECT t.id, t.system, t.external_id AS externalId, t.name, t.abbreviation, t.archived_at IS NOT NULL AS archived, t.name AS sort
    FROM locations t`,
  sort: 't.name',
}
const CATEGORIES: ReferenceList = {
  name: 'categories',
  select: `SELECT t.id, t.system, t.external_id AS externalId, t.title, t.description, t.archived_at IS NOT NULL AS archived, t.title AS sort
    FROM categories t`,
  sort: 't.title',
}
const ITEM_TYPES: ReferenceList = {
  name: 'item types',
  select: `SELECT t.id, t.system, t.external_id AS externalId, t.sku, t.title, t.description, c.title AS category, t.type,
      t.default_amount_cents AS defaultAmountCents, t.gl_code AS glCode, t.archived_at IS NOT NULL AS archived, t.sku AS sort
    FROM item_types t LEFT JOIN categories c ON c.seq = t.category_seq`,
  sort: 't.sku',
}

/** Locations by name, archived ones too. */
export const listLocations: View<'locations.list'> = ({ db }, request) => {
  const { found, next } = readPage<LocationRow>(db, LOCATIONS, request)
  return { items: found.map(({ sort: _, archived, ...row }) => ({ ...row, archived: archived === 1 })), next }
}

/** Item categories by title, archived ones too. */
export const listCategories: View<'categories.list'> = ({ db }, request) => {
  const { found, next } = readPage<CategoryRow>(db, CATEGORIES, request)
  return { items: found.map(({ sort: _, archived, ...row }) => ({ ...row, archived: archived === 1 })), next }
}

/** Item types by Sku, archived ones too. */
export const listItemTypes: View<'itemTypes.list'> = ({ db }, request) => {
  const { found, next } = readPage<ItemTypeRow>(db, ITEM_TYPES, request)
  return { items: found.map(({ sort: _, archived, ...row }) => ({ ...row, archived: archived === 1 })), next }
}

/** Hundreds of rows, so they are sorted as they are read; still in pages, as every list. */
function readPage<Row>(
  db: Db,
  list: ReferenceList,
  request: { limit?: number | undefined; after?: string | undefined },
): { found: Stored<Row>[]; next: string | null } {
  const limit = request.limit ?? LIMITS.listRows
  const after = readMark(list.name, ['text', 'text'], request.after)
  const where = after === null ? '' : `WHERE (${list.sort} COLLATE NOCASE, t.id) > (?, ?)`
  const sql = `${list.select} ${where} ORDER BY ${list.sort} COLLATE NOCASE, t.id LIMIT ?`
  const params: Param[] = [...(after ?? []), limit + 1]
  const found = prepared<Stored<Row> & { id: string }>(db, sql).all(...params)
  const last = found.length > limit ? found[limit - 1] : undefined
  return { found: found.slice(0, limit), next: last === undefined ? null : writeMark(list.name, [last.sort, last.id]) }
}
