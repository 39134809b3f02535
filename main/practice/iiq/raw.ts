import { assertNever } from '../../../contract/assert-never.ts'
import { parseCents } from '../../../contract/money.ts'
import { type Desk, emptyItem } from './console-items.ts'
import { addAsset, addCategory, addItemType, addLocation, addUser } from './console-lists.ts'
import { isGuid } from './facets.ts'
import type { Kind, LineItem } from './records.ts'

export const RAW_KINDS = ['item', 'type', 'category', 'location', 'user', 'asset'] as const
export type RawKind = (typeof RAW_KINDS)[number]

type Fields = Readonly<Record<string, unknown>>

/**
 * Plants a row word for word and returns the id the console knows it by: its own where that can be read, else one the
 * wire never shows. It counts in totals and is found by the filters as far as its fields can be read.
 */
export function putRaw(desk: Desk, kind: RawKind, text: string): string {
  const fields = readFields(text)
  if (kind === 'item') {
    const item = rawItem(desk, fields, text)
    desk.book.addItem(item)
    return item.id
  }
  const raw = { text, isRaw: true }
  const [id, name, title] = [readId(desk, fields, kind), readText(fields.Name), readText(fields.Title)]
  switch (kind) {
    case 'user': {
      const [schoolIdNumber, email] = [readText(fields.SchoolIdNumber), readText(fields.Email)]
      const flags = { isActive: fields.IsActive !== false, isDeleted: fields.IsDeleted === true }
      Object.assign(addUser(desk, { id, schoolIdNumber, email, ...flags }), raw)
      return id
    }
    case 'location':
      Object.assign(addLocation(desk, { id, name: name ?? '', isDeleted: fields.IsDeleted === true }), raw)
      return id
    case 'category':
      Object.assign(addCategory(desk, { id, title: title ?? '' }), raw)
      return id
    case 'asset':
      Object.assign(addAsset(desk, { id, name: name ?? '' }), raw)
      return id
    case 'type': {
      const read = {
        sku: readText(fields.Sku) ?? '',
        title: title ?? '',
        categoryId: readText(fields.CategoryId) ?? '',
      }
      Object.assign(addItemType(desk, { id, ...read, kind: readKind(fields.Type) }), raw)
      return id
    }
    default:
      return assertNever(kind)
  }
}

function rawItem(desk: Desk, fields: Fields, text: string): LineItem {
  const kind = readKind(fields.Type)
  const type = desk.book.types.rows.find(one => one.kind === kind) ?? desk.book.types.rows[0]
  if (type === undefined) throw new Error('There is no item type at all; add one first.')
  const tick = desk.book.tick()
  return {
    ...emptyItem(desk, type, readMoment(fields.CreatedDate) ?? tick),
    text,
    isRaw: true,
    id: readId(desk, fields, 'item'),
    kind,
    typeId: readText(fields.LineItemTypeId) ?? type.id,
    sku: readText(fields.Sku) ?? '',
    name: readText(fields.Name) ?? '',
    amountCents: readCents(fields.Amount),
    modifiedAt: readMoment(fields.ModifiedDate) ?? tick,
    userId: readText(fields.UserId),
    schoolIdNumber: readText(fields.SchoolIdNumber),
    assetId: readText(fields.AssetId),
    locationId: readText(fields.LocationId),
    appliesToId: readText(fields.AppliesToLineItemId),
    reference: readText(fields.ExternalReference),
    isDeleted: fields.IsDeleted === true,
  }
}

const ID_FIELDS: Readonly<Record<RawKind, string>> = {
  item: 'LineItemId',
  type: 'LineItemTypeId',
  category: 'CategoryId',
  location: 'LocationId',
  user: 'UserId',
  asset: 'AssetId',
}

function readId(desk: Desk, fields: Fields, kind: RawKind): string {
  const id = fields[ID_FIELDS[kind]]
  return typeof id === 'string' && isGuid(id) ? id : desk.random.guid()
}

/** Any JSON value may stand in for a row; one that is no object has no fields. */
function readFields(text: string): Fields {
  const value: unknown = JSON.parse(text)
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function readText(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function readKind(value: unknown): Kind {
  return value === 'Payment' || value === 'Adjustment' ? value : 'Fee'
}

function readMoment(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined
  const at = Date.parse(/(Z|[+-]\d\d:\d\d)$/.test(value) ? value : `${value}Z`)
  return Number.isNaN(at) ? undefined : at
}

/** A planted row's amount as far as it can be read; what cannot counts as nothing here, and is sent as it was planted. */
function readCents(amount: unknown): number {
  const parsed = parseCents(String(amount))
  return parsed.kind === 'cents' ? parsed.cents : 0
}
