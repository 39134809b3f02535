import type { PersonRef } from '../domain/match.ts'
import type { AssetRef, CategoryRef, ItemTypeRef, LocationRef } from '../domain/resolve-fee.ts'
import type { Db } from './open.ts'

/** Everything that a fee's keys are looked up in, read whole: some thousands of rows at most, once a run. */
export interface ReferenceLists {
  itemTypes: (ItemTypeRef & { key: string; isArchived: boolean })[]
  categories: (CategoryRef & { key: string })[]
  locations: (LocationRef & { key: string | null })[]
  assets: (AssetRef & { key: string })[]
  people: (PersonRef & { key: string | null })[]
  schoolIdChoices: { schoolId: string; personSeq: number }[]
}

export function readReferenceLists(db: Db): ReferenceLists {
  const all = <Row>(sql: string): Row[] => db.prepare<[], Row>(sql).all()
  return {
    itemTypes: all<ItemTypeRef & { key: string; archivedAt: string | null }>(
      `SELECT external_key AS key, seq, sku, title, type, coalesce(category_key, '') AS categoryKey, archived_at AS archivedAt
       FROM item_types WHERE system = 'iiq' AND external_key IS NOT NULL`,
    ).map(({ archivedAt, ...type }) => ({ ...type, isArchived: archivedAt !== null })),
    categories: all(
      `SELECT seq, external_key AS key, title FROM categories WHERE system = 'iiq' AND external_key IS NOT NULL AND archived_at IS NULL`,
    ),
    locations: all('SELECT seq, external_key AS key, name FROM locations'),
    assets: all(
      `SELECT external_key AS key, asset_tag AS assetTag, owner_key AS ownerKey, location_key AS locationKey FROM assets WHERE system = 'iiq'`,
    ),
    people: all<Omit<PersonRef, 'isDeleted'> & { key: string | null; deleted: number }>(
      'SELECT seq, external_key AS key, external_id AS externalId, name, school_id AS schoolId, is_deleted AS deleted, location_seq AS locationSeq FROM people',
    ).map(({ deleted, ...person }) => ({ ...person, isDeleted: deleted === 1 })),
    schoolIdChoices: all('SELECT school_id AS schoolId, person_seq AS personSeq FROM school_id_choices'),
  }
}
