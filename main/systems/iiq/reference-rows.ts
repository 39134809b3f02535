import type {
  SourceAsset,
  SourceCategory,
  SourceItemType,
  SourceLocation,
  SourcePerson,
} from '../../domain/source-record.ts'
import type { LineKind } from './line-items.ts'
import type { IiqProfile } from './profile.ts'
import { CORRECT_IT, quoted, type RowReader } from './row-reader.ts'

/** [D] Abbreviation is the match key for InTouch and may be absent. */
export function readLocation(reader: RowReader, { fields: { location: fields } }: IiqProfile): SourceLocation {
  return {
    kind: 'location',
    key: reader.key(fields.id),
    externalId: reader.text(fields.id),
    name: reader.text(fields.name),
    abbreviation: reader.textOrNull(fields.abbreviation),
    isDeleted: reader.flag(fields.isDeleted),
  }
}

/** [A] */
export function readCategory(reader: RowReader, { fields: { category: fields } }: IiqProfile): SourceCategory {
  return {
    kind: 'category',
    key: reader.key(fields.id),
    externalId: reader.text(fields.id),
    title: reader.text(fields.title),
    description: reader.textOrNull(fields.description),
  }
}

/** [A] Null, with the reader's trouble set, when its type is an unknown word. */
export function readItemType(
  reader: RowReader,
  profile: IiqProfile,
  kinds: ReadonlyMap<unknown, LineKind>,
): SourceItemType | null {
  const { itemType: fields } = profile.fields
  const key = reader.key(fields.id)
  const type = reader.text(fields.type)
  const kind = kinds.get(type)
  if (kind === undefined) {
    const known = [...kinds.keys()].join(', ')
    reader.note('unknown-type', `its ${fields.type} is ${quoted(type)}, which is none of ${known}`, CORRECT_IT)
    return null
  }
  return {
    kind: 'item-type',
    key,
    externalId: reader.text(fields.id),
    sku: reader.text(fields.sku),
    title: reader.text(fields.title),
    description: reader.textOrNull(fields.description),
    categoryKey: reader.key(fields.categoryId),
    type: kind,
    defaultAmountCents: reader.centsOrNull(fields.defaultAmount, profile.amountUnit),
  }
}

/** [D] The school id is a text, may be absent and need not be unique. */
export function readUser(reader: RowReader, { fields: { user: fields } }: IiqProfile): SourcePerson {
  return {
    kind: 'user',
    key: reader.key(fields.id),
    externalId: reader.text(fields.id),
    schoolId: reader.textOrNull(fields.schoolId),
    name: reader.text(fields.name),
    firstName: reader.textOrNull(fields.firstName),
    lastName: reader.textOrNull(fields.lastName),
    email: reader.textOrNull(fields.email),
    grade: reader.wordOrNull(fields.grade),
    locationKey: reader.keyOrNull(fields.locationId),
    isActive: reader.flag(fields.isActive),
    isDeleted: reader.flag(fields.isDeleted),
  }
}

/** [D] Only ever read singly. */
export function readAsset(reader: RowReader, { fields: { asset: fields } }: IiqProfile): SourceAsset {
  return {
    kind: 'asset',
    key: reader.key(fields.id),
    externalId: reader.text(fields.id),
    assetTag: reader.textOrNull(fields.assetTag),
    name: reader.textOrNull(fields.name),
    ownerKey: reader.keyOrNull(fields.ownerId),
    locationKey: reader.keyOrNull(fields.locationId),
  }
}
