import { Refusal } from '../../contract/app-error.ts'
import { foldKey } from '../domain/match.ts'
import type { Core } from '../engine/core.ts'
import { nowOf } from '../engine/run-context.ts'
import { readIiq } from '../engine/settings-store.ts'
import type { AuditLine } from '../ledger/audit.ts'
import type { OwnColumns, OwnRows, OwnTable } from '../ledger/own-reference.ts'
import type { Handlers } from './handlers.ts'
import {
  abbreviationOf,
  categoryNamed,
  defaultAmountOf,
  isChosen,
  NOUNS,
  readOne,
  refuseNeeded,
  refuseOwned,
  refuseRename,
  refuseTaken,
} from './reference-checks.ts'

type ReferenceCalls =
  | 'locations.add'
  | 'locations.set'
  | 'locations.remove'
  | 'categories.add'
  | 'categories.set'
  | 'categories.remove'
  | 'itemTypes.add'
  | 'itemTypes.set'
  | 'itemTypes.remove'
  | 'students.choose'

/** Locations, item categories and item types of the ledger's own, and what is ours of a system's (C3); and the choice among people of one School Id. */
export const referenceHandlers: Handlers<ReferenceCalls> = {
  'locations.add': (core, { name, ...request }, caller) => {
    const id = core.ids.next()
    const abbreviation = abbreviationOf(request.abbreviation)
    refuseTaken(core, { table: 'locations', column: 'abbreviation', value: abbreviation, id })
    change(core, { actor: caller.operator, action: 'location.add', subject: id }, () =>
      core.ledger.own.add('locations', { id, name, abbreviation }),
    )
    return readOne(core, 'locations', id)
  },
  'locations.set': (core, { id, name, archived, ...request }, caller) => {
    refuseOwned(core, 'locations', id, { name, abbreviation: request.abbreviation, archived })
    const abbreviation = abbreviationOf(request.abbreviation)
    const value = abbreviation ?? backAs(archived, readOne(core, 'locations', id).abbreviation)
    refuseTaken(core, { table: 'locations', column: 'abbreviation', value, id })
    const columns = { name, abbreviation, archived_at: archivedAt(core, archived) }
    update(core, { table: 'locations', id, actor: caller.operator }, columns)
    return readOne(core, 'locations', id)
  },
  'locations.remove': (core, { id }, caller) => remove(core, { table: 'locations', id, actor: caller.operator }),
  'categories.add': (core, { title, description }, caller) => {
    const id = core.ids.next()
    refuseTaken(core, { table: 'categories', column: 'title', value: title, id })
    change(core, { actor: caller.operator, action: 'category.add', subject: id }, () => {
      core.ledger.own.add('categories', { id, title, description })
      // Nothing is stale yet. But clerks know the rule "after adding or editing", and a rebuild too many costs nothing.
      core.ledger.rebuild.noteEdit(nowOf(core))
    })
    return readOne(core, 'categories', id)
  },
  'categories.set': (core, { id, title, description, archived }, caller) => {
    refuseOwned(core, 'categories', id, { title, description, archived })
    const before = readOne(core, 'categories', id)
    refuseRename(core, before, title)
    if (archived === true) refuseNeeded(core, before)
    refuseTaken(core, { table: 'categories', column: 'title', value: title ?? backAs(archived, before.title), id })
    const place = { table: 'categories', id, actor: caller.operator } as const
    update(core, place, { title, description, archived_at: archivedAt(core, archived) }, () => {
      if (title === undefined || title === before.title) return
      core.ledger.rebuild.noteEdit(nowOf(core))
      renameChosen(core, before.title, title)
    })
    return readOne(core, 'categories', id)
  },
  'categories.remove': (core, { id }, caller) => {
    refuseNeeded(core, readOne(core, 'categories', id))
    return remove(core, { table: 'categories', id, actor: caller.operator })
  },
  'itemTypes.add': (core, request, caller) => {
    const id = core.ids.next()
    refuseTaken(core, { table: 'item_types', column: 'sku', value: request.sku, id })
    const columns = {
      id,
      sku: request.sku,
      title: request.title,
      description: request.description,
      category_seq: categoryNamed(core, request.category),
      type: request.type,
      default_amount_cents: defaultAmountOf(request.defaultAmount),
      gl_code: request.glCode,
    }
    change(core, { actor: caller.operator, action: 'item-type.add', subject: id }, () =>
      core.ledger.own.add('item_types', columns),
    )
    return readOne(core, 'item_types', id)
  },
  'itemTypes.set': (core, request, caller) => {
    const { id, sku, title, category, description, defaultAmount, glCode, archived } = request
    refuseOwned(core, 'item_types', id, { sku, title, category, description, defaultAmount, archived })
    const before = readOne(core, 'item_types', id)
    refuseTaken(core, { table: 'item_types', column: 'sku', value: sku ?? backAs(archived, before.sku), id })
    const columns = {
      sku,
      title,
      description,
      category_seq: category === undefined ? undefined : categoryNamed(core, category),
      default_amount_cents: defaultAmountOf(defaultAmount),
      gl_code: glCode,
      archived_at: archivedAt(core, archived),
    }
    update(core, { table: 'item_types', id, actor: caller.operator }, columns, () => {
      const after = readOne(core, 'item_types', id)
      const shown = ['sku', 'title', 'category'] as const
      if (shown.some(name => before[name] !== after[name])) core.ledger.rebuild.noteEdit(nowOf(core))
    })
    return readOne(core, 'item_types', id)
  },
  'itemTypes.remove': (core, { id }, caller) => remove(core, { table: 'item_types', id, actor: caller.operator }),
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

/** Work, and the line of the audit trail about it, in one SQL transaction. */
function change(core: Core, line: Omit<AuditLine, 'at' | 'facts'> & Partial<AuditLine>, work: () => unknown): void {
  core.ledger.transact(() => {
    work()
    core.ledger.audit.append({ at: nowOf(core), facts: {}, ...line })
  })
  core.changed('reference')
}

interface Place {
  table: OwnTable
  id: string
  actor: string
}

/** Overwrites the given columns; absent ones stay. `alongside` runs in the same SQL transaction, behind it. */
function update(core: Core, { table, id, actor }: Place, columns: OwnColumns, alongside?: () => void): void {
  if (Object.values(columns).every(value => value === undefined)) return
  change(core, { actor, action: `${table}.set`, subject: id }, () => {
    core.ledger.own.overwrite(table, id, columns)
    alongside?.()
  })
}

/** Takes a row of our own away: deleted where nothing names it, else archived, so that what names it keeps it. */
function remove(core: Core, { table, id, actor }: Place): { removed: 'deleted' | 'archived' } {
  const row = readOne(core, table, id)
  refuseRemoval(table, row)
  const removed = core.ledger.own.isUsed(table, id) ? 'archived' : 'deleted'
  const facts = { removed, what: 'title' in row ? row.title : row.name }
  change(core, { actor, action: `${table}.remove`, subject: id, facts }, () => {
    if (removed === 'deleted') core.ledger.own.delete(table, id)
    else if (!row.archived) core.ledger.own.overwrite(table, id, { archived_at: nowOf(core) })
  })
  return { removed }
}

/** C3. Also what a system no longer lists stays: it would not come back by itself when it is listed again as it was. */
function refuseRemoval(table: OwnTable, { system, archived }: OwnRows[OwnTable]): void {
  if (system === 'feebridge') return
  throw new Refusal(
    'refused',
    archived
      ? `Incident IQ no longer lists this ${NOUNS[table]}, so it is archived already. It stays for the fees and people that name it.`
      : `This ${NOUNS[table]} came from Incident IQ, which owns it. Take it away there; the next run archives it here.`,
  )
}

/** The one ledger category is named in the settings by its title. */
function renameChosen(core: Core, before: string, after: string): void {
  const iiq = readIiq(core.ledger)
  if (iiq === null || !isChosen(core, before)) return
  core.ledger.settings.write('systems.iiq', { ...iiq, ledgerCategory: after }, nowOf(core))
}

/** What a row must not share with a live one when it comes back from the archive. */
function backAs(archived: boolean | undefined, value: string | null): string | null {
  return archived === false ? value : null
}

function archivedAt(core: Core, archived: boolean | undefined): string | null | undefined {
  if (archived === undefined) return undefined
  return archived ? nowOf(core) : null
}
