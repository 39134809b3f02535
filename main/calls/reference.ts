import { Refusal } from '../../contract/app-error.ts'
import type { CallValue } from '../../contract/calls.ts'
import { parseCents } from '../../contract/money.ts'
import { foldKey } from '../domain/match.ts'
import type { Core } from '../engine/core.ts'
import { nowOf } from '../engine/run-context.ts'
import type { Handlers } from './handlers.ts'

type ReferenceCalls =
  | 'locations.add'
  | 'locations.set'
  | 'categories.add'
  | 'categories.set'
  | 'itemTypes.add'
  | 'itemTypes.set'
  | 'students.choose'

/** Locations, item categories and item types of the ledger's own, and what is ours of a system's (C3); and the choice among people of one School Id. */
export const referenceHandlers: Handlers<ReferenceCalls> = {
  'locations.add': (core, { name, abbreviation }, caller) => {
    const id = core.ids.next()
    refuseTaken(core, { table: 'locations', column: 'abbreviation', value: abbreviation, id })
    change(core, { actor: caller.operator, action: 'location.add', subject: id }, () =>
      core.ledger.db
        .prepare(`INSERT INTO locations (id, system, name, abbreviation) VALUES (?, 'feebridge', ?, ?)`)
        .run(id, name, abbreviation ?? null),
    )
    return readOne(core, 'locations', id)
  },
  'locations.set': (core, { id, name, abbreviation, archived }, caller) => {
    refuseOwned(core, 'locations', id, { name, abbreviation })
    refuseTaken(core, { table: 'locations', column: 'abbreviation', value: abbreviation, id })
    update(
      core,
      { table: 'locations', id, actor: caller.operator },
      { name, abbreviation, archived_at: archivedAt(core, archived) },
    )
    return readOne(core, 'locations', id)
  },
  'categories.add': (core, { title, description }, caller) => {
    const id = core.ids.next()
    refuseTaken(core, { table: 'categories', column: 'title', value: title, id })
    change(core, { actor: caller.operator, action: 'category.add', subject: id }, () =>
      core.ledger.db
        .prepare(`INSERT INTO categories (id, system, title, description) VALUES (?, 'feebridge', ?, ?)`)
        .run(id, title, description ?? null),
    )
    return readOne(core, 'categories', id)
  },
  'categories.set': (core, { id, title, description, archived }, caller) => {
    refuseOwned(core, 'categories', id, { title, description })
    refuseTaken(core, { table: 'categories', column: 'title', value: title, id })
    update(
      core,
      { table: 'categories', id, actor: caller.operator },
      { title, description, archived_at: archivedAt(core, archived) },
    )
    return readOne(core, 'categories', id)
  },
  'itemTypes.add': (core, request, caller) => {
    const id = core.ids.next()
    refuseTakenSku(core, request.sku, id)
    const categorySeq = categoryNamed(core, request.category)
    change(core, { actor: caller.operator, action: 'item-type.add', subject: id }, () =>
      core.ledger.db
        .prepare(
          `INSERT INTO item_types (id, system, sku, title, description, category_seq, type, default_amount_cents, gl_code) VALUES (?, 'feebridge', ?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(
          id,
          request.sku,
          request.title,
          request.description ?? null,
          categorySeq,
          request.type,
          amountOf(request.defaultAmount) ?? null,
          request.glCode ?? null,
        ),
    )
    return readOne(core, 'item_types', id)
  },
  'itemTypes.set': (core, request, caller) => {
    const { id, sku, title, category, description, defaultAmount, glCode, archived } = request
    refuseOwned(core, 'item_types', id, { sku, title, category, description, defaultAmount })
    if (sku !== undefined) refuseTakenSku(core, sku, id)
    const columns = {
      sku,
      title,
      description,
      category_seq: category === undefined ? undefined : categoryNamed(core, category),
      default_amount_cents: amountOf(defaultAmount),
      gl_code: glCode,
      archived_at: archivedAt(core, archived),
    }
    update(core, { table: 'item_types', id, actor: caller.operator }, columns)
    return readOne(core, 'item_types', id)
  },
  'students.choose': (core, { schoolId, person }, caller) => {
    const { ledger } = core
    const found = ledger.db
      .prepare<[string, string], { seq: number; id: string; carried: string }>(
        'SELECT seq, id, school_id AS carried FROM people WHERE school_id IS NOT NULL AND (id = ? OR external_key = lower(?))',
      )
      .get(person, person)
    // A near miss may be chosen too: that is the way out which its error offers (I2).
    if (found === undefined || foldKey(found.carried) !== foldKey(schoolId))
      throw new Refusal(
        'not-found',
        `Nobody with School Id ${schoolId}, or one close to it, has the id ${person}. List the students to see who carries it.`,
        'person',
      )
    change(core, { actor: caller.operator, action: 'student.choose', subject: schoolId }, () =>
      ledger.db
        .prepare(
          'INSERT INTO school_id_choices VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET person_seq = excluded.person_seq, chosen_at = excluded.chosen_at, chosen_by = excluded.chosen_by',
        )
        .run(schoolId, found.seq, nowOf(core), caller.operator),
    )
    return { schoolId, personId: found.id }
  },
}

type Table = 'locations' | 'categories' | 'item_types'

const SELECTS: Record<Table, string> = {
  locations:
    'SELECT id, system, external_id AS externalId, name, abbreviation, archived_at IS NOT NULL AS archived FROM locations WHERE id = ?',
  categories:
    'SELECT id, system, external_id AS externalId, title, description, archived_at IS NOT NULL AS archived FROM categories WHERE id = ?',
  item_types: `SELECT t.id, t.system, t.external_id AS externalId, t.sku, t.title, t.description, c.title AS category, t.type, t.default_amount_cents AS defaultAmountCents,
    t.gl_code AS glCode, t.archived_at IS NOT NULL AS archived FROM item_types t LEFT JOIN categories c ON c.seq = t.category_seq WHERE t.id = ?`,
}

interface Rows {
  locations: CallValue<'locations.add'>
  categories: CallValue<'categories.add'>
  item_types: CallValue<'itemTypes.add'>
}

function readOne<Name extends Table>(core: Core, table: Name, id: string): Rows[Name] {
  const row = core.ledger.db
    .prepare<[string], Omit<Rows[Name], 'archived'> & { archived: number }>(SELECTS[table])
    .get(id)
  if (row === undefined) throw new Refusal('not-found', `There is none with the id ${id}.`, 'id')
  return { ...row, archived: row.archived === 1 } as unknown as Rows[Name]
}

function change(core: Core, line: { actor: string; action: string; subject: string }, work: () => unknown): void {
  core.ledger.transact(() => {
    work()
    core.ledger.audit.append({ at: nowOf(core), ...line, facts: {} })
  })
  core.changed('reference')
}

/** Overwrites the given columns; absent ones stay. */
function update(
  core: Core,
  place: { table: Table; id: string; actor: string },
  columns: Record<string, string | number | null | undefined>,
): void {
  const given = Object.entries(columns).filter(([, value]) => value !== undefined)
  if (given.length === 0) return
  const sets = given.map(([name]) => `${name} = ?`).join(', ')
  change(core, { actor: place.actor, action: `${place.table}.set`, subject: place.id }, () =>
    core.ledger.db
      .prepare(`UPDATE ${place.table} SET ${sets} WHERE id = ?`)
      .run(...given.map(([, value]) => value), place.id),
  )
}

/** C3: what a system owns is changed there. */
function refuseOwned(core: Core, table: Table, id: string, columns: Record<string, unknown>): void {
  const { system } = readOne(core, table, id)
  const [field] = Object.entries(columns).find(([, value]) => value !== undefined) ?? []
  if (system === 'feebridge' || field === undefined) return
  throw new Refusal(
    'refused',
    `It came from Incident IQ, which owns its ${field}. Change it there; the next run brings it here.`,
    field,
  )
}

/** Two that differ only by case or blanks could not be told apart as match keys (I2). */
function refuseTaken(
  core: Core,
  place: { table: 'locations' | 'categories'; column: string; value: string | null | undefined; id: string },
): void {
  const { table, column, value, id } = place
  if (value == null) return
  const taken = core.ledger.db
    .prepare<[string, string], string>(
      `SELECT ${column} FROM ${table} WHERE lower(trim(${column})) = lower(trim(?)) AND id <> ? AND archived_at IS NULL`,
    )
    .pluck()
    .get(value, id)
  if (taken !== undefined)
    throw new Refusal('refused', `There is one with the ${column} ${taken} already. Choose another ${column}.`, column)
}

function refuseTakenSku(core: Core, sku: string, id: string): void {
  const taken = core.ledger.db
    .prepare<[string, string], string>(
      'SELECT title FROM item_types WHERE lower(sku) = lower(?) AND id <> ? AND archived_at IS NULL',
    )
    .pluck()
    .get(sku, id)
  if (taken !== undefined)
    throw new Refusal(
      'refused',
      `Sku ${sku} belongs to the item type ${taken} already. A Sku is unique; choose another.`,
      'sku',
    )
}

function categoryNamed(core: Core, title: string): number {
  const seq = core.ledger.db
    .prepare<[string], number>(
      'SELECT seq FROM categories WHERE title = ? ORDER BY archived_at IS NOT NULL, seq LIMIT 1',
    )
    .pluck()
    .get(title)
  if (seq === undefined)
    throw new Refusal(
      'not-found',
      `There is no item category named ${title}. Add it first, or choose one that is there.`,
      'category',
    )
  return seq
}

function amountOf(text: string | null | undefined): number | null | undefined {
  if (text === undefined || text === null) return text
  const parsed = parseCents(text)
  if (parsed.kind === 'bad' || parsed.cents < 0)
    throw new Refusal(
      'bad-request',
      `The default amount "${text}" ${parsed.kind === 'bad' ? parsed.reason : 'is negative'}. Write it like 40.00.`,
      'defaultAmount',
    )
  return parsed.cents
}

function archivedAt(core: Core, archived: boolean | undefined): string | null | undefined {
  if (archived === undefined) return undefined
  return archived ? nowOf(core) : null
}
