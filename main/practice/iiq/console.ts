import type { Book } from './book.ts'
import type { ItemChange, NewEntry, NewFee } from './console-items.ts'
import { addEntry, addFee, addWaiver, type Desk, editItem, findItem } from './console-items.ts'
import type { ChangeOf, NewAsset, NewCategory, NewItemType, NewLocation, NewUser } from './console-lists.ts'
import * as lists from './console-lists.ts'
import { putRaw, type RawKind } from './raw.ts'
import type { LineItem } from './records.ts'
import * as views from './views.ts'

interface ById {
  id: string
}

/**
 * What an operator there can do and see. Every operation takes one object, so that the control surface can offer each
 * as it is. All throw an error with a sentence when something they name does not exist.
 */
export interface IiqConsole {
  addFee(fee?: NewFee): views.LineItemView
  /** Also payments and adjustments can be edited by it. */
  editFee(change: ItemChange): views.LineItemView
  /** By default what is due. */
  payFee(entry: NewEntry): views.LineItemView
  /** Signed: below zero lowers what is due. */
  adjustFee(entry: NewEntry & { amountCents: number }): views.LineItemView
  /** By default all that is due; the sign of the amount does not matter. */
  waiveFee(entry: NewEntry): views.LineItemView
  deleteItem(item: ById): views.LineItemView
  restoreItem(item: ById): views.LineItemView
  /** Takes the row away for good, also from the list of deleted rows. */
  purgeItem(item: ById): void
  addUser(user?: NewUser): views.UserView
  editUser(change: ChangeOf<NewUser>): views.UserView
  addLocation(location?: NewLocation): views.LocationView
  editLocation(change: ChangeOf<NewLocation>): views.LocationView
  addItemType(type?: NewItemType): views.ItemTypeView
  editItemType(change: ChangeOf<NewItemType>): views.ItemTypeView
  removeItemType(type: ById): void
  addCategory(category?: NewCategory): views.CategoryView
  editCategory(change: ChangeOf<NewCategory>): views.CategoryView
  removeCategory(category: ById): void
  addAsset(asset?: NewAsset): views.AssetView
  editAsset(change: ChangeOf<NewAsset>): views.AssetView
  /** Plants a row of JSON word for word; returns the id by which the console knows it. */
  putRaw(row: { kind: RawKind; text: string }): string
  /** Live fees in the order of the search. */
  fees(): views.LineItemView[]
  /** Live payments; of one fee when it is named. */
  payments(of?: { feeId?: string }): views.LineItemView[]
  adjustments(of?: { feeId?: string }): views.LineItemView[]
  deletedItems(): views.LineItemView[]
  /** Any line item, deleted ones included; undefined when there is none. */
  item(item: ById): views.LineItemView | undefined
  users(): views.UserView[]
  locations(): views.LocationView[]
  itemTypes(): views.ItemTypeView[]
  categories(): views.CategoryView[]
  assets(): views.AssetView[]
  /** How many live rows of each kind there are. */
  counts(): Counts
}

export interface Counts {
  fees: number
  payments: number
  adjustments: number
  deletedItems: number
  users: number
  locations: number
  itemTypes: number
  categories: number
}

export function createConsole(desk: Desk): IiqConsole {
  return { ...itemOperations(desk), ...listOperations(desk), ...readings(desk) }
}

function itemOperations(desk: Desk) {
  const { book } = desk
  const show = (item: LineItem) => views.viewItem(book, item)
  return {
    addFee: (fee: NewFee = {}) => show(addFee(desk, fee)),
    editFee: (change: ItemChange) => show(editItem(desk, change)),
    payFee: (entry: NewEntry) => show(addEntry(desk, 'Payment', entry)),
    adjustFee: (entry: NewEntry & { amountCents: number }) => show(addEntry(desk, 'Adjustment', entry)),
    waiveFee: (entry: NewEntry) => show(addWaiver(desk, entry)),
    deleteItem: ({ id }: ById) => {
      const item = findItem(book, id)
      book.deleteItem(item)
      return show(item)
    },
    restoreItem: ({ id }: ById) => {
      const item = findItem(book, id)
      book.restoreItem(item)
      return show(item)
    },
    purgeItem: ({ id }: ById) => book.purgeItem(findItem(book, id)),
    putRaw: ({ kind, text }: { kind: RawKind; text: string }) => putRaw(desk, kind, text),
  }
}

function listOperations(desk: Desk) {
  const { types, categories } = desk.book
  return {
    addUser: (user: NewUser = {}) => views.viewUser(lists.addUser(desk, user)),
    editUser: (change: ChangeOf<NewUser>) => views.viewUser(lists.editUser(desk, change)),
    addLocation: (location: NewLocation = {}) => views.viewRow(lists.addLocation(desk, location)),
    editLocation: (change: ChangeOf<NewLocation>) => views.viewRow(lists.editLocation(desk, change)),
    addItemType: (type: NewItemType = {}) => views.viewRow(lists.addItemType(desk, type)),
    editItemType: (change: ChangeOf<NewItemType>) => views.viewRow(lists.editItemType(desk, change)),
    removeItemType: ({ id }: ById) => types.remove(lists.found(types.find(id), 'item type', id)),
    addCategory: (category: NewCategory = {}) => views.viewRow(lists.addCategory(desk, category)),
    editCategory: (change: ChangeOf<NewCategory>) => views.viewRow(lists.editCategory(desk, change)),
    removeCategory: ({ id }: ById) => categories.remove(lists.found(categories.find(id), 'category', id)),
    addAsset: (asset: NewAsset = {}) => views.viewRow(lists.addAsset(desk, asset)),
    editAsset: (change: ChangeOf<NewAsset>) => views.viewRow(lists.editAsset(desk, change)),
  }
}

function readings({ book }: Desk) {
  const pick = (keep: (item: LineItem) => boolean) =>
    book.items.rows.filter(keep).map(item => views.viewItem(book, item))
  const entries = (kind: LineItem['kind'], feeId: string | undefined) =>
    (feeId === undefined ? book.items.rows : book.entriesOf(feeId))
      .filter(item => item.kind === kind && !item.isDeleted)
      .map(item => views.viewItem(book, item))
  return {
    fees: () => pick(item => item.kind === 'Fee' && !item.isDeleted),
    payments: (of: { feeId?: string } = {}) => entries('Payment', of.feeId),
    adjustments: (of: { feeId?: string } = {}) => entries('Adjustment', of.feeId),
    deletedItems: () => pick(item => item.isDeleted),
    item: ({ id }: ById) => {
      const item = book.items.find(id)
      return item === undefined ? undefined : views.viewItem(book, item)
    },
    users: () => book.users.rows.map(views.viewUser),
    locations: () => book.locations.rows.map(views.viewRow),
    itemTypes: () => book.types.rows.map(views.viewRow),
    categories: () => book.categories.rows.map(views.viewRow),
    assets: () => book.assets.rows.map(views.viewRow),
    counts: () => countRows(book),
  }
}

function countRows(book: Book): Counts {
  const live = { Fee: 0, Payment: 0, Adjustment: 0 }
  let deletedItems = 0
  for (const item of book.items.rows) {
    if (item.isDeleted) deletedItems += 1
    else live[item.kind] += 1
  }
  return {
    fees: live.Fee,
    payments: live.Payment,
    adjustments: live.Adjustment,
    deletedItems,
    users: book.users.rows.length,
    locations: book.locations.rows.length,
    itemTypes: book.types.rows.length,
    categories: book.categories.rows.length,
  }
}
