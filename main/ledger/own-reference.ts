import type { CategoryRow, ItemTypeRow, LocationRow } from '../../contract/rows/reference.ts'
import type { Db } from './open.ts'

/** The tables a clerk may add to, and the rows that they give. */
export interface OwnRows {
  locations: LocationRow
  categories: CategoryRow
  item_types: ItemTypeRow
}
export type OwnTable = keyof OwnRows

/** Columns by name; absent ones are left as they are. */
export type OwnColumns = Record<string, string | number | null | undefined>

const SELECTS: Record<OwnTable, string> = {
  locations:
    'SELECT id, system, external_id AS externalId, name, abbreviation, archived_at IS NOT NULL AS archived FROM locations WHERE id = ?',
  categories:
    'SELECT id, system, external_id AS externalId, title, description, archived_at IS NOT NULL AS archived FROM categories WHERE id = ?',
  item_types: `SELECT t.id, t.system, t.external_id AS externalId, t.sku, t.title, t.description, c.title AS category, t.type, t.default_amount_cents AS defaultAmountCents,
    t.gl_code AS glCode, t.archived_at IS NOT NULL AS archived FROM item_types t LEFT JOIN categories c ON c.seq = t.category_seq WHERE t.id = ?`,
}

/** What keeps a row from being deleted: a fee, a person or an item type that names it. A fee may name an item type that its Sku no longer says. */
const USES: Record<OwnTable, string> = {
  locations: `SELECT EXISTS (SELECT 1 FROM fees WHERE location_seq = r.seq) OR EXISTS (SELECT 1 FROM people WHERE location_seq = r.seq)
    FROM locations r WHERE r.id = ?`,
  categories: `SELECT EXISTS (SELECT 1 FROM item_types WHERE category_seq = r.seq) OR EXISTS (SELECT 1 FROM fees WHERE category_title = r.title AND category_seq = r.seq)
    OR EXISTS (SELECT 1 FROM fees WHERE category_seq = r.seq) FROM categories r WHERE r.id = ?`,
  item_types: `SELECT EXISTS (SELECT 1 FROM fees WHERE sku = r.sku AND item_type_seq = r.seq) OR EXISTS (SELECT 1 FROM fees WHERE item_type_seq = r.seq)
    FROM item_types r WHERE r.id = ?`,
}

/** Locations, categories and item types of the ledger's own, what is ours of a system's, and the choice among people of one School Id. */
export function openOwnReference(db: Db) {
  const person = db.prepare<[string, string], { seq: number; id: string; carried: string }>(
    'SELECT seq, id, school_id AS carried FROM people WHERE school_id IS NOT NULL AND (id = ? OR external_key = lower(?))',
  )
  const choose = db.prepare(
    'INSERT INTO school_id_choices VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET person_seq = excluded.person_seq, chosen_at = excluded.chosen_at, chosen_by = excluded.chosen_by',
  )
  const category = db
    .prepare<[string], number>(
      'SELECT seq FROM categories WHERE title = ? ORDER BY archived_at IS NOT NULL, seq LIMIT 1',
    )
    .pluck()
  return {
    /** One row, or null when there is none with this id. */
    read<Table extends OwnTable>(table: Table, id: string): OwnRows[Table] | null {
      const row = db.prepare<[string], Omit<OwnRows[Table], 'archived'> & { archived: number }>(SELECTS[table]).get(id)
      return row === undefined ? null : ({ ...row, archived: row.archived === 1 } as unknown as OwnRows[Table])
    },
    add(table: OwnTable, columns: OwnColumns): void {
      const given = Object.entries(columns).filter(([, value]) => value !== undefined)
      const names = given.map(([name]) => name).join(', ')
      const places = given.map(() => '?').join(', ')
      db.prepare(`INSERT INTO ${table} (system, ${names}) VALUES ('feebridge', ${places})`).run(
        ...given.map(([, value]) => value),
      )
    },
    overwrite(table: OwnTable, id: string, columns: OwnColumns): void {
      const given = Object.entries(columns).filter(([, value]) => value !== undefined)
      const sets = given.map(([name]) => `${name} = ?`).join(', ')
      db.prepare(`UPDATE ${table} SET ${sets} WHERE id = ?`).run(...given.map(([, value]) => value), id)
    },
    /** Whether anything names it, so that it can only be archived. Without an index for it (imports pay for indexes), an unused one is looked for in all fees. */
    isUsed: (table: OwnTable, id: string): boolean => db.prepare<[string], number>(USES[table]).pluck().get(id) === 1,
    delete: (table: OwnTable, id: string): void => void db.prepare(`DELETE FROM ${table} WHERE id = ?`).run(id),
    /** The live row, other than `id`, that has this value but for case and blanks; null when none has. */
    taken(place: {
      table: OwnTable
      column: 'abbreviation' | 'title' | 'sku'
      value: string
      id: string
    }): string | null {
      const { table, column, value, id } = place
      const found = db
        .prepare<[string, string], string>(
          `SELECT ${column} FROM ${table} WHERE lower(trim(${column})) = lower(trim(?)) AND id <> ? AND archived_at IS NULL`,
        )
        .pluck()
        .get(value, id)
      return found ?? null
    },
    categorySeq: (title: string): number | null => category.get(title) ?? null,
    /** A person with a School Id, by our id or the system's. */
    person: (id: string): { seq: number; id: string; carried: string } | null => person.get(id, id) ?? null,
    choose(schoolId: string, choice: { personSeq: number; at: string; by: string }): void {
      choose.run(schoolId, choice.personSeq, choice.at, choice.by)
    },
  }
}
