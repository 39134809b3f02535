import type { Ids } from '../domain/ports.ts'
import type { CategoryRef } from '../domain/resolve-fee.ts'
import type {
  SourceAsset,
  SourceCategory,
  SourceItemType,
  SourceLocation,
  SourcePerson,
} from '../domain/source-record.ts'
import type { Db } from './open.ts'

/** What pulls bring besides money: locations, categories, item types, people, assets of Incident IQ. Written in place; their history is in the Import Log. */
export function openReference(db: Db, ids: Ids) {
  const addCategory = db.prepare(`INSERT INTO categories (id, system, title) VALUES (?, 'feebridge', ?)`)
  const ownCategory = db.prepare<[string], CategoryRef>(
    `SELECT seq, NULL AS key, title FROM categories WHERE title = ? AND system = 'feebridge' ORDER BY seq LIMIT 1`,
  )
  const linkCategories = db.prepare(
    `UPDATE item_types SET category_seq = (SELECT seq FROM categories c WHERE c.system = 'iiq' AND c.external_key = category_key) WHERE category_seq IS NULL AND category_key IS NOT NULL`,
  )
  const linkLocations = db.prepare(
    `UPDATE people SET location_seq = (SELECT seq FROM locations l WHERE l.system = 'iiq' AND l.external_key = location_key) WHERE location_seq IS NULL AND location_key IS NOT NULL`,
  )
  const archive = {
    categories: db.prepare(
      `UPDATE categories SET archived_at = ? WHERE system = 'iiq' AND external_key = ? AND archived_at IS NULL`,
    ),
    'item-types': db.prepare(
      `UPDATE item_types SET archived_at = ? WHERE system = 'iiq' AND external_key = ? AND archived_at IS NULL`,
    ),
  }
  const restore = {
    categories: db.prepare(`UPDATE categories SET archived_at = NULL WHERE system = 'iiq' AND external_key = ?`),
    'item-types': db.prepare(`UPDATE item_types SET archived_at = NULL WHERE system = 'iiq' AND external_key = ?`),
  }
  const archivedKeys = {
    categories: db
      .prepare<[], string>(
        `SELECT external_key FROM categories WHERE system = 'iiq' AND external_key IS NOT NULL AND archived_at IS NOT NULL`,
      )
      .pluck(),
    'item-types': db
      .prepare<[], string>(
        `SELECT external_key FROM item_types WHERE system = 'iiq' AND external_key IS NOT NULL AND archived_at IS NOT NULL`,
      )
      .pluck(),
  }
  return {
    ...openListUpserts(db, ids),
    ...openHolderUpserts(db, ids),
    ...openFollowing(db),
    /** A category of the ledger's own by its title, made when missing. */
    ownCategory(title: string): CategoryRef {
      const known = ownCategory.get(title)
      if (known !== undefined) return known
      return { seq: Number(addCategory.run(ids.next(), title).lastInsertRowid), key: null, title }
    },
    /** Puts together what came in the wrong order: types whose category, people whose location was not there yet. */
    link(): void {
      linkCategories.run()
      linkLocations.run()
    },
    /** Archives what a complete pull no longer lists; fees keep it. Returns whether it was there until now. */
    archive: (feed: 'categories' | 'item-types', key: string, at: string): boolean =>
      archive[feed].run(at, key).changes > 0,
    /** Takes back what a complete pull lists again. Returns whether it was archived. */
    restore: (feed: 'categories' | 'item-types', key: string): boolean => restore[feed].run(key).changes > 0,
    /** Keys of what is archived. */
    archivedKeys: (feed: 'categories' | 'item-types'): string[] => archivedKeys[feed].all(),
  }
}

/** What fees show of their item types and categories, after these changed. */
function openFollowing(db: Db) {
  const stale = `FROM fees f JOIN item_types t ON t.seq = f.item_type_seq LEFT JOIN categories c ON c.seq = t.category_seq
     LEFT JOIN categories k ON k.seq = f.category_seq WHERE t.system = 'iiq'`
  const moved = `(@keepCategory = 0 OR f.system <> 'iiq') AND c.seq IS NOT NULL AND f.category_seq IS NOT c.seq`
  const noteSkus = db.prepare(
    `INSERT INTO fee_notes (fee_seq, run_seq, at, field, before, after) SELECT f.seq, @runSeq, @at, 'item', f.sku, t.sku ${stale} AND f.sku IS NOT t.sku`,
  )
  const noteCategories = db.prepare(
    `INSERT INTO fee_notes (fee_seq, run_seq, at, field, before, after) SELECT f.seq, @runSeq, @at, 'category', f.category_title, c.title ${stale} AND ${moved}`,
  )
  const follow = db.prepare(
    `UPDATE fees SET sku = now.sku, item_title = now.item_title, category_seq = now.category_seq, category_title = now.category_title, version = version + 1
     FROM (SELECT f.seq, t.sku, t.title AS item_title, iif(${moved}, c.seq, f.category_seq) AS category_seq,
        iif(${moved}, c.title, coalesce(k.title, f.category_title)) AS category_title ${stale}) AS now
     WHERE now.seq = fees.seq AND (fees.sku IS NOT now.sku OR fees.item_title IS NOT now.item_title OR fees.category_seq IS NOT now.category_seq OR fees.category_title IS NOT now.category_title)`,
  )
  const ownBelowTheirs = db
    .prepare<[], number>(
      `SELECT EXISTS (SELECT 1 FROM item_types t JOIN categories c ON c.seq = t.category_seq WHERE t.system = 'feebridge' AND c.system = 'iiq')`,
    )
    .pluck()
  const staleBelowTheirs = db
    .prepare<[], number>(
      `SELECT EXISTS (SELECT 1 FROM fees f JOIN item_types t ON t.seq = f.item_type_seq JOIN categories c ON c.seq = f.category_seq
        WHERE t.system = 'feebridge' AND c.system = 'iiq' AND f.category_title IS NOT c.title)`,
    )
    .pluck()
  return {
    /**
     * Fees follow what their item type of Incident IQ says now, also those that were charged here: its Sku, title and category (C1). A changed Sku or category is a
     * dated line in each fee's story; a new title is not. With one ledger category for all that comes from there, its category stays.
     * Returns how many fees changed.
     */
    followItemTypes(at: string, runSeq: number, keepCategory: boolean): number {
      const facts = { at, runSeq, keepCategory: keepCategory ? 1 : 0 }
      noteSkus.run(facts)
      noteCategories.run(facts)
      return follow.run(facts).changes
    },
    /** Whether fees of our own item types still show what a category of Incident IQ was called before; a rebuild puts them right. Looks at all fees only where such types are. */
    leavesStale: (): boolean => ownBelowTheirs.get() === 1 && staleBelowTheirs.get() === 1,
  }
}

/** Short lists: locations, categories, item types. */
function openListUpserts(db: Db, ids: Ids) {
  const upsertLocation = db.prepare(
    `INSERT INTO locations (id, system, external_id, external_key, name, abbreviation, archived_at) VALUES (?, 'iiq', ?, ?, ?, ?, ?)
     ON CONFLICT (system, external_key) WHERE external_key IS NOT NULL DO UPDATE SET name = excluded.name, abbreviation = excluded.abbreviation, archived_at = excluded.archived_at`,
  )
  const upsertCategory = db.prepare(
    `INSERT INTO categories (id, system, external_id, external_key, title, description) VALUES (?, 'iiq', ?, ?, ?, ?)
     ON CONFLICT (system, external_key) WHERE external_key IS NOT NULL DO UPDATE SET title = excluded.title, description = excluded.description, archived_at = NULL`,
  )
  const upsertItemType = db.prepare(
    `INSERT INTO item_types (id, system, external_id, external_key, sku, title, description, category_key, category_seq, type, default_amount_cents)
     VALUES (?, 'iiq', ?, ?, ?, ?, ?, ?, (SELECT seq FROM categories WHERE system = 'iiq' AND external_key = ?), ?, ?)
     ON CONFLICT (system, external_key) WHERE external_key IS NOT NULL DO UPDATE SET sku = excluded.sku, title = excluded.title, description = excluded.description,
       category_key = excluded.category_key, category_seq = excluded.category_seq, type = excluded.type, default_amount_cents = excluded.default_amount_cents, archived_at = NULL`,
  )
  return {
    putLocation: (one: SourceLocation, at: string) =>
      upsertLocation.run(ids.next(), one.externalId, one.key, one.name, one.abbreviation, one.isDeleted ? at : null),
    putCategory: (one: SourceCategory) =>
      upsertCategory.run(ids.next(), one.externalId, one.key, one.title, one.description),
    putItemType: (one: SourceItemType) =>
      upsertItemType.run(
        ids.next(),
        one.externalId,
        one.key,
        one.sku,
        one.title,
        one.description,
        one.categoryKey,
        one.categoryKey,
        one.type,
        one.defaultAmountCents,
      ),
  }
}

/** Who and what fees hang on: people and assets. */
function openHolderUpserts(db: Db, ids: Ids) {
  const upsertPerson = db.prepare(
    `INSERT INTO people (id, system, external_id, external_key, school_id, name, first_name, last_name, email, grade, location_key, location_seq, is_active, is_deleted)
     VALUES (?, 'iiq', ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT seq FROM locations WHERE system = 'iiq' AND external_key = ?), ?, ?)
     ON CONFLICT (system, external_key) WHERE external_key IS NOT NULL DO UPDATE SET school_id = excluded.school_id, name = excluded.name, first_name = excluded.first_name,
       last_name = excluded.last_name, email = excluded.email, grade = excluded.grade, location_key = excluded.location_key, location_seq = excluded.location_seq, is_active = excluded.is_active, is_deleted = excluded.is_deleted`,
  )
  const upsertAsset = db.prepare(
    `INSERT INTO assets (system, external_id, external_key, asset_tag, name, owner_key, location_key) VALUES ('iiq', ?, ?, ?, ?, ?, ?)
     ON CONFLICT (system, external_key) DO UPDATE SET asset_tag = excluded.asset_tag, name = excluded.name, owner_key = excluded.owner_key, location_key = excluded.location_key`,
  )
  return {
    putPerson: (one: SourcePerson) =>
      upsertPerson.run(
        ids.next(),
        one.externalId,
        one.key,
        one.schoolId,
        one.name,
        one.firstName,
        one.lastName,
        one.email,
        one.grade,
        one.locationKey,
        one.locationKey,
        one.isActive ? 1 : 0,
        one.isDeleted ? 1 : 0,
      ),
    putAsset: (one: SourceAsset) =>
      upsertAsset.run(one.externalId, one.key, one.assetTag, one.name, one.ownerKey, one.locationKey),
  }
}
