import type { FeeRow } from '../../contract/rows/fee.ts'
import type { ImportRow } from '../../contract/rows/import.ts'
import type { CategoryRow, ItemTypeRow, LocationRow } from '../../contract/rows/reference.ts'
import type { KnownValue } from './raw-marks.ts'

/** What the ledger holds that a raw record may have been matched by. */
export interface MatchFacts {
  import: Pick<ImportRow, 'externalId'>
  /** The fee that it became or belongs to. */
  fee: FeeRow | null
  locations: readonly Pick<LocationRow, 'externalId' | 'name'>[]
  itemTypes: readonly Pick<ItemTypeRow, 'externalId' | 'sku' | 'title'>[]
  categories: readonly Pick<CategoryRow, 'externalId' | 'title'>[]
}

/** The values by which a record was matched: School Id, Sku, Location and ids, whatever its system calls the fields. */
export function knownValues({ import: row, fee, locations, itemTypes, categories }: MatchFacts): KnownValue[] {
  const known: KnownValue[] = []
  const add = (value: string | null | undefined, words: string, detail?: string) => {
    if (value === null || value === undefined || value === '') return
    known.push(detail === undefined ? { value, words } : { value, words, detail })
  }
  for (const type of itemTypes) {
    add(type.externalId, 'item type', type.title)
    add(type.sku, 'Sku', type.title)
  }
  for (const category of categories) add(category.externalId, 'category', category.title)
  for (const location of locations) add(location.externalId, 'Location', location.name)
  if (fee !== null) {
    add(fee.externalId, 'its fee', fee.name)
    add(fee.ticket, 'ticket')
    add(fee.assetTag, 'asset')
    add(fee.sku, 'Sku', fee.item ?? undefined)
    add(fee.studentId, 'School Id', fee.student ?? undefined)
  }
  add(row.externalId, 'own id')
  return known
}
