import { assertNever } from '../../../contract/assert-never.ts'
import type { ImportKind } from '../../../contract/rows/import.ts'
import type { SourceRecord, UnreadableRecord } from '../../domain/source-record.ts'
import { type FeedName, identityOf, type RecordIdentity } from '../../domain/system.ts'
import { openWireTimes } from '../wire-times.ts'
import { type LineKind, openLineItems } from './line-items.ts'
import type { IiqProfile } from './profile.ts'
import { readAsset, readCategory, readItemType, readLocation, readUser } from './reference-rows.ts'
import { CORRECT_IT, keyOf, quoted, RowReader, type Trouble } from './row-reader.ts'

/** Reads one raw record into the bridge's words. Pure, never throws; what cannot be used comes back as `unreadable` with a sentence. */
export type ReadRecord = (feed: FeedName, raw: string) => SourceRecord

const KINDS: Record<FeedName, ImportKind> = {
  locations: 'location',
  categories: 'category',
  'item-types': 'item-type',
  users: 'user',
  'line-items': 'line-item',
  assets: 'asset',
}

/** What a raw record is, for the Import Log; see the port. */
export type IdentifyRecord = (feed: FeedName, raw: string) => RecordIdentity

/**
 * Opens the quick look at rows. A line item is known by its id, its type and what it applies to; any doubt about one of them, and any other feed, is left to the full reading.
 */
export function openIdentities(profile: IiqProfile, timeZone: string, read: ReadRecord): IdentifyRecord {
  const { lineItem: fields } = profile.fields
  const times = openWireTimes(timeZone)
  const kinds = kindsOf(profile)
  return (feed, raw) => {
    const parsed = feed === 'line-items' ? parseRow(raw) : null
    if (parsed?.kind !== 'row') return identityOf(read(feed, raw))
    const { row } = parsed
    const externalId = row[fields.id]
    const key = keyOf(externalId)
    const kind = kinds.get(row[fields.type])
    const subjectKey = kind === 'fee' ? key : keyOf(row[fields.appliesToId])
    const created = row[fields.createdDate]
    const createdAt = typeof created === 'string' ? times.at(created) : null
    if (key === null || kind === undefined || subjectKey === null || createdAt === null)
      return identityOf(read(feed, raw))
    // Only the full reading tells whether an asset can be used; it takes an empty School Id for none.
    if (kind === 'fee' && row[fields.assetId] != null && !namesSchoolId(row[fields.schoolId]))
      return identityOf(read(feed, raw))
    return { kind, externalId: String(externalId), key, subjectKey, createdAt, assetQuestion: null }
  }
}

function namesSchoolId(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== ''
}

function kindsOf({ types }: IiqProfile): Map<unknown, LineKind> {
  return new Map<unknown, LineKind>([
    [types.fee, 'fee'],
    [types.payment, 'payment'],
    [types.adjustment, 'adjustment'],
  ])
}

/** Opens the reading of Incident IQ's rows for one profile and one time zone. */
export function openMapping(profile: IiqProfile, timeZone: string): ReadRecord {
  const times = openWireTimes(timeZone)
  const kinds = kindsOf(profile)
  const readLineItem = openLineItems(profile, kinds)
  return (feed, raw) => {
    const parsed = parseRow(raw)
    if (parsed.kind === 'not-a-row') return notARow(feed, parsed.what)
    const reader = new RowReader(parsed.row, raw, times)
    const record = feed === 'line-items' ? readLineItem(reader) : readReference(feed, reader, profile, kinds)
    if (parsed.kind === 'spoiled')
      reader.note('not-json', 'it holds a word that JSON does not have, such as NaN', CORRECT_IT)
    if (reader.trouble === null && record !== null) return record
    return unreadable(feed, parsed.row, profile, { trouble: reader.trouble, kinds })
  }
}

function readReference(
  feed: Exclude<FeedName, 'line-items'>,
  reader: RowReader,
  profile: IiqProfile,
  kinds: ReadonlyMap<unknown, LineKind>,
): SourceRecord | null {
  switch (feed) {
    case 'locations':
      return readLocation(reader, profile)
    case 'categories':
      return readCategory(reader, profile)
    case 'item-types':
      return readItemType(reader, profile, kinds)
    case 'users':
      return readUser(reader, profile)
    case 'assets':
      return readAsset(reader, profile)
    default:
      return assertNever(feed)
  }
}

/** A raw row parsed, or why it is none. */
export type ParsedRow = { kind: 'row' | 'spoiled'; row: Record<string, unknown> } | { kind: 'not-a-row'; what: string }

/** Parses a raw row. `spoiled` is one with a bare NaN or Infinity in it. */
export function parseRow(raw: string): ParsedRow {
  try {
    const value: unknown = JSON.parse(raw)
    return isRow(value)
      ? { kind: 'row', row: value }
      : { kind: 'not-a-row', what: `it is ${quoted(value)} instead of an object` }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return parseSpoiled(raw)
  }
}

/** A row spoiled by a bare NaN or Infinity still has an id, by which its fee counts as present: those words are read as texts, only to find it. */
function parseSpoiled(raw: string): ParsedRow {
  try {
    const value: unknown = JSON.parse(raw.replace(/([:[,]\s*)(-?Infinity|NaN)(?=\s*[,}\]])/g, '$1"$2"'))
    if (isRow(value)) return { kind: 'spoiled', row: value }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  return { kind: 'not-a-row', what: 'it is not well-formed JSON' }
}

function isRow(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const NAMES: Record<ImportKind, string> = {
  fee: 'Fee',
  payment: 'Payment',
  adjustment: 'Adjustment',
  'line-item': 'Line item',
  'item-type': 'Item type',
  category: 'Category',
  location: 'Location',
  user: 'User',
  asset: 'Asset',
}

/** The name of the field that holds a row's own id. */
function idField(feed: FeedName, { fields }: IiqProfile): string {
  switch (feed) {
    case 'locations':
      return fields.location.id
    case 'categories':
      return fields.category.id
    case 'item-types':
      return fields.itemType.id
    case 'users':
      return fields.user.id
    case 'line-items':
      return fields.lineItem.id
    case 'assets':
      return fields.asset.id
    default:
      return assertNever(feed)
  }
}

function notARow(feed: FeedName, what: string): UnreadableRecord {
  const importKind = KINDS[feed]
  const message = `A row in the list of ${importKind} records cannot be used: ${what}. Tell Incident IQ’s support; the next sync reads it again.`
  return { kind: 'unreadable', importKind, externalId: null, key: null, cause: 'not-json', message, subjectKey: null }
}

function unreadable(
  feed: FeedName,
  row: Record<string, unknown>,
  profile: IiqProfile,
  found: { trouble: Trouble | null; kinds: ReadonlyMap<unknown, LineKind> },
): UnreadableRecord {
  const { lineItem } = profile.fields
  const isLine = feed === 'line-items'
  const lineKind = isLine ? found.kinds.get(row[lineItem.type]) : undefined
  const importKind = lineKind ?? KINDS[feed]
  const id = row[idField(feed, profile)]
  const key = keyOf(id)
  const externalId = key === null ? null : String(id)
  const { cause, what, remedy } = found.trouble ?? {
    cause: 'mistyped-field',
    what: 'it cannot be read',
    remedy: CORRECT_IT,
  }
  const name =
    externalId === null
      ? `${NAMES[importKind]} without a usable ${idField(feed, profile)}`
      : `${NAMES[importKind]} ${externalId}`
  const message = `${name} was not imported: ${what}. ${remedy}`
  const appliesTo = isLine && lineKind !== 'fee' ? keyOf(row[lineItem.appliesToId]) : null
  const ownKey = isLine && (lineKind === 'fee' || lineKind === undefined) ? key : null
  return {
    kind: 'unreadable',
    importKind,
    externalId,
    key,
    cause: key === null ? 'no-id' : cause,
    message,
    subjectKey: appliesTo ?? ownKey,
  }
}
