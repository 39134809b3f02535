import { Refusal } from '../../contract/app-error.ts'
import { parseCents } from '../../contract/money.ts'
import { foldKey } from '../domain/match.ts'
import type { Core } from '../engine/core.ts'
import { nowOf } from '../engine/run-context.ts'
import type { OwnColumns, OwnRows, OwnTable } from '../ledger/own-reference.ts'
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
      core.ledger.own.add('locations', { id, name, abbreviation }),
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
      core.ledger.own.add('categories', { id, title, description }),
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
    refuseTaken(core, { table: 'item_types', column: 'sku', value: request.sku, id })
    const categorySeq = categoryNamed(core, request.category)
    change(core, { actor: caller.operator, action: 'item-type.add', subject: id }, () =>
      core.ledger.own.add('item_types', {
        id,
        sku: request.sku,
        title: request.title,
        description: request.description,
        category_seq: categorySeq,
        type: request.type,
        default_amount_cents: amountOf(request.defaultAmount),
        gl_code: request.glCode,
      }),
    )
    return readOne(core, 'item_types', id)
  },
  'itemTypes.set': (core, request, caller) => {
    const { id, sku, title, category, description, defaultAmount, glCode, archived } = request
    refuseOwned(core, 'item_types', id, { sku, title, category, description, defaultAmount })
    refuseTaken(core, { table: 'item_types', column: 'sku', value: sku, id })
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
    const found = ledger.own.person(person)
    // A near miss may be chosen too: that is the way out which its error offers (I2).
    if (found === null || foldKey(found.carried) !== foldKey(schoolId))
      throw new Refusal(
        'not-found',
        `Nobody with School Id ${schoolId}, or one close to it, has the id ${person}. List the students to see who carries it.`,
        'person',
      )
    change(core, { actor: caller.operator, action: 'student.choose', subject: schoolId }, () =>
      ledger.own.choose(schoolId, { personSeq: found.seq, at: nowOf(core), by: caller.operator }),
    )
    return { schoolId, personId: found.id }
  },
}

function readOne<Table extends OwnTable>(core: Core, table: Table, id: string): OwnRows[Table] {
  const row = core.ledger.own.read(table, id)
  if (row === null) throw new Refusal('not-found', `There is none with the id ${id}.`, 'id')
  return row
}

function change(core: Core, line: { actor: string; action: string; subject: string }, work: () => unknown): void {
  core.ledger.transact(() => {
    work()
    core.ledger.audit.append({ at: nowOf(core), ...line, facts: {} })
  })
  core.changed('reference')
}

/** Overwrites the given columns; absent ones stay. */
function update(core: Core, place: { table: OwnTable; id: string; actor: string }, columns: OwnColumns): void {
  if (Object.values(columns).every(value => value === undefined)) return
  const { table, id, actor } = place
  change(core, { actor, action: `${table}.set`, subject: id }, () => core.ledger.own.overwrite(table, id, columns))
}

/** C3: what a system owns is changed there. */
function refuseOwned(core: Core, table: OwnTable, id: string, columns: Record<string, unknown>): void {
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
  place: { table: OwnTable; column: 'abbreviation' | 'title' | 'sku'; value: string | null | undefined; id: string },
): void {
  const { table, column, value, id } = place
  const taken = value == null ? null : core.ledger.own.taken({ table, column, value, id })
  if (taken === null) return
  throw new Refusal('refused', `There is one with the ${column} ${taken} already. Choose another ${column}.`, column)
}

function categoryNamed(core: Core, title: string): number {
  const seq = core.ledger.own.categorySeq(title)
  if (seq !== null) return seq
  throw new Refusal(
    'not-found',
    `There is no item category named ${title}. Add it first, or choose one that is there.`,
    'category',
  )
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
