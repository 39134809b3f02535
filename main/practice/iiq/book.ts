import { ITEM_TYPE_FACETS, LINE_ITEM_FACETS, USER_FACETS } from './facets.ts'
import type { Category, IiqAsset, ItemType, LineItem, Location, Row, User } from './records.ts'
import { Shelf } from './shelf.ts'
import { writeAsset, writeCategory, writeItemType, writeLineItem, writeLocation, writeUser } from './wire.ts'

/** All rows of the practice Incident IQ, as they are put on the shelves at the start. */
export interface Stock {
  categories: Category[]
  types: ItemType[]
  locations: Location[]
  users: User[]
  assets: IiqAsset[]
  items: LineItem[]
}

/** The rows and the rules by which a change of one moves another. */
export class Book {
  readonly categories: Shelf<Category>
  readonly types: Shelf<ItemType>
  readonly locations: Shelf<Location>
  readonly users: Shelf<User>
  readonly assets: Shelf<IiqAsset>
  readonly items: Shelf<LineItem>
  readonly #entries = new Map<string, LineItem[]>()
  readonly #now: () => number
  #lastTick = 0

  constructor(stock: Stock, now: () => number) {
    this.#now = now
    this.categories = new Shelf({ facets: {}, compare: inOrderOfArrival, write: writeCategory }, stock.categories)
    this.types = new Shelf({ facets: ITEM_TYPE_FACETS, compare: inOrderOfArrival, write: writeItemType }, stock.types)
    this.locations = new Shelf({ facets: {}, compare: inOrderOfArrival, write: writeLocation }, stock.locations)
    this.users = new Shelf<User>({ facets: USER_FACETS, compare: byId, write: writeUser }, stock.users)
    this.assets = new Shelf<IiqAsset>({ facets: {}, compare: byId, write: writeAsset }, stock.assets)
    const write = (item: LineItem) => writeLineItem(item, item.kind === 'Fee' ? this.amountDueCents(item) : null)
    this.items = new Shelf({ facets: LINE_ITEM_FACETS, compare: byCreation, write }, stock.items)
    for (const item of stock.items) this.#joinFee(item)
  }

  /** The moment of a change, in milliseconds: never the same twice, so that `ModifiedDate` always moves. */
  tick(): number {
    this.#lastTick = Math.max(this.#now(), this.#lastTick + 1)
    return this.#lastTick
  }

  /** Payments and adjustments of a fee, deleted ones included. */
  entriesOf(feeId: string): readonly LineItem[] {
    return this.#entries.get(feeId.toLowerCase()) ?? []
  }

  /** Amount + adjustments − payments of live rows; below zero means overpaid. */
  amountDueCents(fee: LineItem): number {
    let dueCents = fee.amountCents
    for (const entry of this.entriesOf(fee.id)) {
      if (entry.isDeleted || entry.isRaw) continue
      dueCents += entry.kind === 'Payment' ? -entry.amountCents : entry.amountCents
    }
    return dueCents
  }

  addItem(item: LineItem): void {
    this.#joinFee(item)
    this.items.add(item)
    this.#moveFeeOf(item)
  }

  /** To be called after fields of an item were changed. */
  changeItem(item: LineItem): void {
    item.modifiedAt = this.tick()
    this.items.changed(item, true)
    this.#moveFeeOf(item)
  }

  /** Deleting a fee deletes its payments and adjustments. */
  deleteItem(item: LineItem): void {
    for (const entry of item.kind === 'Fee' ? this.entriesOf(item.id) : []) {
      if (entry.isDeleted) continue
      this.#setDeleted(entry, true)
      entry.deletedWithId = item.id
    }
    this.#setDeleted(item, true)
    this.#moveFeeOf(item)
  }

  /** Brings a row back; a fee brings back what was deleted with it, and nothing else. */
  restoreItem(item: LineItem): void {
    for (const entry of item.kind === 'Fee' ? this.entriesOf(item.id) : []) {
      if (entry.deletedWithId === item.id) this.#setDeleted(entry, false)
    }
    this.#setDeleted(item, false)
    this.#moveFeeOf(item)
  }

  /** Takes a row away for good: not even the list of deleted rows has it. A fee takes its entries along. */
  purgeItem(item: LineItem): void {
    for (const entry of item.kind === 'Fee' ? this.entriesOf(item.id) : []) this.items.remove(entry)
    this.#entries.delete(item.id.toLowerCase())
    const siblings = item.appliesToId === null ? undefined : this.#entries.get(item.appliesToId.toLowerCase())
    siblings?.splice(siblings.indexOf(item), 1)
    this.items.remove(item)
    this.#moveFeeOf(item)
  }

  /** Writes every line item once, so that the first pull is answered as fast as the second. */
  warm(): void {
    for (const item of this.items.rows) this.items.textOf(item)
  }

  #setDeleted(item: LineItem, isDeleted: boolean): void {
    item.isDeleted = isDeleted
    item.deletedWithId = null
    item.modifiedAt = this.tick()
    this.items.changed(item)
  }

  #joinFee(item: LineItem): void {
    if (item.appliesToId === null) return
    const key = item.appliesToId.toLowerCase()
    const entries = this.#entries.get(key)
    if (entries === undefined) this.#entries.set(key, [item])
    else entries.push(item)
  }

  /** A fee's `ModifiedDate` moves when its payments or adjustments change. */
  #moveFeeOf(item: LineItem): void {
    const fee = item.appliesToId === null ? undefined : this.items.find(item.appliesToId)
    if (fee === undefined) return
    fee.modifiedAt = this.tick()
    this.items.changed(fee)
  }
}

/** `CreatedDate`, then `LineItemId`: the order of the searches. */
function byCreation(left: LineItem, right: LineItem): number {
  return left.createdAt - right.createdAt || byId(left, right)
}

function byId(left: Row, right: Row): number {
  return left.id < right.id ? -1 : left.id > right.id ? 1 : 0
}

/** Array sorts are stable and insertions go behind equals, so "all equal" keeps the order in which rows came. */
function inOrderOfArrival(): number {
  return 0
}
