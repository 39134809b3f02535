import type { Random } from '../random.ts'
import type { Book } from './book.ts'
import { aboutFee, FRESH_ROW, type ItemType, type Kind, type LineItem, type User } from './records.ts'

/** A fee as an office there enters it. What is left out is filled in; null leaves it empty on the wire. */
export interface NewFee {
  /** Of a live fee type; the first one by default. */
  sku?: string
  /** The type's default amount, or 1000. */
  amountCents?: number
  /** With none of user, number, asset and ticket given, the first student of the list. */
  userId?: string | null
  /** The user's number by default. */
  schoolIdNumber?: string | null
  /** An asset there; its tag is filled in. */
  assetId?: string | null
  ticketId?: string | null
  ticketNumber?: string | null
  /** The user's location by default. */
  locationId?: string | null
  /** Any legal time; the present moment by default. */
  createdDate?: string
  /** Written to the wire as given. */
  dueDate?: string | null
  name?: string
  description?: string | null
  notes?: string | null
}

/** Changes of a line item; what is left out stays. */
export interface ItemChange {
  id: string
  amountCents?: number
  /** Of a live type; of another one, the item changes its type, and its name where it was the type's. */
  sku?: string
  dueDate?: string | null
  userId?: string | null
  schoolIdNumber?: string | null
  assetId?: string | null
  locationId?: string | null
  name?: string
  description?: string | null
  notes?: string | null
}

/** A payment or adjustment made there. */
export interface NewEntry {
  /** The fee. */
  id: string
  /** Signed as the wire is. */
  amountCents?: number
  /** Of a live type of that kind; the first one by default. */
  sku?: string
  createdDate?: string
  description?: string | null
  /** `ExternalReference`; none by default. */
  reference?: string
}

/** What the operations on line items work on. */
export interface Desk {
  book: Book
  random: Random
}

export function addFee(desk: Desk, fee: NewFee): LineItem {
  const { book } = desk
  const type = findType(book, 'Fee', fee.sku)
  const asset = fee.assetId == null ? undefined : book.assets.find(fee.assetId)
  const user = userOf(book, fee)
  const createdAt = readMoment(book, fee.createdDate)
  const item: LineItem = {
    ...emptyItem(desk, type, createdAt),
    name: fee.name ?? type.title,
    description: fee.description ?? null,
    amountCents: checkCents(fee.amountCents ?? type.defaultAmountCents ?? 1000),
    dueDate: fee.dueDate ?? null,
    userId: fee.userId === undefined ? (user?.id ?? null) : fee.userId,
    schoolIdNumber: fee.schoolIdNumber === undefined ? (user?.schoolIdNumber ?? null) : fee.schoolIdNumber,
    assetId: fee.assetId ?? null,
    assetTag: asset?.tag ?? null,
    ticketId: fee.ticketId ?? null,
    ticketNumber: fee.ticketNumber ?? null,
    locationId: fee.locationId === undefined ? (user?.locationId ?? null) : fee.locationId,
    notes: fee.notes ?? null,
  }
  book.addItem(item)
  return item
}

export function editItem(desk: Desk, change: ItemChange): LineItem {
  const { book } = desk
  const { id, sku, ...fields } = change
  const item = findItem(book, id)
  if (item.isRaw) throw new Error(`The line item ${id} was planted as raw text; plant another one instead.`)
  if (fields.amountCents !== undefined) checkCents(fields.amountCents)
  if (sku !== undefined) {
    const [before, type] = [book.types.find(item.typeId), findType(book, item.kind, sku)]
    if (item.name === before?.title) item.name = type.title
    Object.assign(item, { typeId: type.id, sku: type.sku })
  }
  if (fields.assetId !== undefined) {
    item.assetTag = fields.assetId === null ? null : (book.assets.find(fields.assetId)?.tag ?? null)
  }
  Object.assign(item, withoutUndefined(fields), studentOf(book, fields))
  book.changeItem(item)
  return item
}

/** Enters a payment or adjustment on a fee; its student and place are the fee's. */
export function addEntry(desk: Desk, kind: 'Payment' | 'Adjustment', entry: NewEntry): LineItem {
  const { book } = desk
  const fee = findItem(book, entry.id)
  if (fee.kind !== 'Fee') throw new Error(`The line item ${entry.id} is no fee.`)
  const type = findType(book, kind, entry.sku)
  const dueCents = book.amountDueCents(fee)
  const item: LineItem = {
    ...emptyItem(desk, type, readMoment(book, entry.createdDate)),
    description: entry.description ?? null,
    amountCents: checkCents(entry.amountCents ?? (kind === 'Payment' ? dueCents : -dueCents)),
    ...aboutFee(fee),
    reference: entry.reference ?? null,
  }
  book.addItem(item)
  return item
}

/** An adjustment that is read as a waiver: its type must say "waive". */
export function addWaiver(desk: Desk, entry: NewEntry): LineItem {
  const waiving = desk.book.types.rows.find(
    type => type.kind === 'Adjustment' && /waive/i.test(`${type.sku} ${type.title}`),
  )
  const sku = entry.sku ?? waiving?.sku
  if (sku === undefined) throw new Error('No adjustment type says "waive" in its Sku or Title; add one first.')
  const amountCents = entry.amountCents === undefined ? {} : { amountCents: -Math.abs(entry.amountCents) }
  return addEntry(desk, 'Adjustment', { ...entry, ...amountCents, sku })
}

export function findItem(book: Book, id: string): LineItem {
  const item = book.items.find(id)
  if (item === undefined) throw new Error(`There is no line item ${id}.`)
  return item
}

/** Fields that are undefined are changes not asked for. */
export function withoutUndefined<Fields extends object>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Fields>
}

/** An item of a type and moment with everything else empty. */
export function emptyItem(desk: Desk, type: ItemType, createdAt: number): LineItem {
  return {
    ...FRESH_ROW,
    id: desk.random.guid(),
    typeId: type.id,
    kind: type.kind,
    sku: type.sku,
    name: type.title,
    description: null,
    amountCents: 0,
    dueDate: null,
    createdAt,
    modifiedAt: desk.book.tick(),
    userId: null,
    schoolIdNumber: null,
    assetId: null,
    assetTag: null,
    ticketId: null,
    ticketNumber: null,
    locationId: null,
    appliesToId: null,
    reference: null,
    recordedById: null,
    notes: null,
    isDeleted: false,
    isFromApi: false,
    deletedWithId: null,
    style: 15,
  }
}

function findType(book: Book, kind: Kind, sku: string | undefined): ItemType {
  const type = book.types.rows.find(one => one.kind === kind && (sku === undefined || one.sku === sku))
  if (type === undefined)
    throw new Error(`There is no item type of kind ${kind}${sku === undefined ? '' : ` with Sku ${sku}`}.`)
  return type
}

function userOf(book: Book, fee: NewFee): User | undefined {
  if (typeof fee.userId === 'string') return book.users.find(fee.userId)
  if (typeof fee.schoolIdNumber === 'string') {
    const carriers = book.users.view({ conditions: [{ facet: 'schoolidnumber', values: [fee.schoolIdNumber] }] })
    return carriers.length === 1 ? carriers[0] : undefined
  }
  const isPlaced = [fee.userId, fee.schoolIdNumber, fee.assetId, fee.ticketId].some(value => value !== undefined)
  return isPlaced ? undefined : book.users.rows.find(user => user.schoolIdNumber !== null && !user.isDeleted)
}

/** A student is named by user or by number; the one that is left out follows the other. */
function studentOf(book: Book, change: NewFee): Partial<LineItem> {
  const { userId, schoolIdNumber } = change
  if (typeof userId === 'string' && schoolIdNumber === undefined) {
    return { schoolIdNumber: userOf(book, change)?.schoolIdNumber ?? null }
  }
  return typeof schoolIdNumber === 'string' && userId === undefined ? { userId: userOf(book, change)?.id ?? null } : {}
}

function readMoment(book: Book, text: string | undefined): number {
  if (text === undefined) return book.tick()
  const at = Date.parse(/(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`)
  if (Number.isNaN(at)) throw new Error(`"${text}" is no time; write it like 2026-09-14T13:05:00Z.`)
  return at
}

function checkCents(cents: number): number {
  if (!Number.isSafeInteger(cents)) throw new Error(`${cents} is no whole number of cents.`)
  return cents
}
