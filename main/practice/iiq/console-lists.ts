import type { Book } from './book.ts'
import { type Desk, withoutUndefined } from './console-items.ts'
import {
  type Category,
  FRESH_ROW,
  type IiqAsset,
  type ItemType,
  type Kind,
  type Location,
  type User,
} from './records.ts'

export interface NewUser {
  id?: string
  schoolIdNumber?: string | null
  firstName?: string
  lastName?: string
  email?: string | null
  grade?: string | null
  locationId?: string | null
  isActive?: boolean
  isDeleted?: boolean
}

export interface NewLocation {
  id?: string
  name?: string
  abbreviation?: string | null
  isDeleted?: boolean
}

export interface NewItemType {
  id?: string
  sku?: string
  title?: string
  description?: string | null
  categoryId?: string
  kind?: Kind
  defaultAmountCents?: number | null
}

export interface NewCategory {
  id?: string
  title?: string
  description?: string | null
}

export interface NewAsset {
  id?: string
  tag?: string
  name?: string
  ownerId?: string | null
  locationId?: string | null
}

/** A change: the row's id and the fields to change. */
export type ChangeOf<New> = Omit<New, 'id'> & { id: string }

export function addUser(desk: Desk, user: NewUser): User {
  const row: User = {
    ...FRESH_ROW,
    id: desk.random.guid(),
    schoolIdNumber: null,
    firstName: 'Nova',
    lastName: 'Newcomer',
    email: null,
    grade: null,
    locationId: null,
    locationName: null,
    isActive: true,
    isDeleted: false,
    modifiedAt: desk.book.tick(),
    ...withoutUndefined(user),
  }
  row.locationName = locationName(desk.book, row.locationId)
  desk.book.users.add(row)
  return row
}

/** A new number also shows on the line items that carried the user's old one. */
export function editUser(desk: Desk, change: ChangeOf<NewUser>): User {
  const { book } = desk
  const { id, ...fields } = change
  const user = found(book.users.find(id), 'user', id)
  const oldNumber = user.schoolIdNumber
  Object.assign(user, withoutUndefined(fields), { modifiedAt: book.tick() })
  user.locationName = locationName(book, user.locationId)
  book.users.changed(user, true)
  if (user.schoolIdNumber !== oldNumber) {
    for (const item of book.items.view({ conditions: [{ facet: 'userid', values: [user.id.toLowerCase()] }] })) {
      if (item.isRaw || item.schoolIdNumber !== oldNumber || oldNumber === null) continue
      item.schoolIdNumber = user.schoolIdNumber
      book.items.changed(item, true)
    }
  }
  return user
}

export function addLocation(desk: Desk, location: NewLocation): Location {
  const row: Location = {
    ...FRESH_ROW,
    id: desk.random.guid(),
    name: 'New school',
    abbreviation: null,
    isDeleted: false,
    ...withoutUndefined(location),
  }
  desk.book.locations.add(row)
  return row
}

export function editLocation(desk: Desk, change: ChangeOf<NewLocation>): Location {
  const { book } = desk
  const { id, ...fields } = change
  const location = found(book.locations.find(id), 'location', id)
  Object.assign(location, withoutUndefined(fields))
  book.locations.changed(location)
  for (const user of book.users.rows) {
    if (user.locationId !== location.id) continue
    user.locationName = location.name
    book.users.changed(user)
  }
  return location
}

export function addItemType(desk: Desk, type: NewItemType): ItemType {
  const row: ItemType = {
    ...FRESH_ROW,
    id: desk.random.guid(),
    sku: 'NEW-TYPE',
    title: 'New type',
    description: null,
    categoryId: desk.book.categories.rows[0]?.id ?? '',
    kind: 'Fee',
    defaultAmountCents: null,
    ...withoutUndefined(type),
  }
  desk.book.types.add(row)
  return row
}

/** A new Sku or title also shows on the line items of the type; their `ModifiedDate` does not move by it. */
export function editItemType(desk: Desk, change: ChangeOf<NewItemType>): ItemType {
  const { book } = desk
  const { id, ...fields } = change
  const type = found(book.types.find(id), 'item type', id)
  const oldTitle = type.title
  Object.assign(type, withoutUndefined(fields))
  book.types.changed(type)
  for (const item of book.items.rows) {
    if (item.typeId !== type.id || item.isRaw) continue
    item.sku = type.sku
    if (item.name === oldTitle) item.name = type.title
    book.items.changed(item)
  }
  return type
}

export function addCategory(desk: Desk, category: NewCategory): Category {
  const row: Category = {
    ...FRESH_ROW,
    id: desk.random.guid(),
    title: 'New category',
    description: null,
    ...withoutUndefined(category),
  }
  desk.book.categories.add(row)
  return row
}

export function editCategory(desk: Desk, change: ChangeOf<NewCategory>): Category {
  const { id, ...fields } = change
  const category = found(desk.book.categories.find(id), 'category', id)
  Object.assign(category, withoutUndefined(fields))
  desk.book.categories.changed(category)
  return category
}

export function addAsset(desk: Desk, asset: NewAsset): IiqAsset {
  const row: IiqAsset = {
    ...FRESH_ROW,
    id: desk.random.guid(),
    tag: 'PD-NEW',
    name: 'New device',
    ownerId: null,
    locationId: null,
    ...withoutUndefined(asset),
  }
  desk.book.assets.add(row)
  return row
}

export function editAsset(desk: Desk, change: ChangeOf<NewAsset>): IiqAsset {
  const { id, ...fields } = change
  const asset = found(desk.book.assets.find(id), 'asset', id)
  Object.assign(asset, withoutUndefined(fields))
  desk.book.assets.changed(asset)
  return asset
}

/** The row, or a sentence that there is none. */
export function found<Kept>(row: Kept | undefined, noun: string, id: string): Kept {
  if (row === undefined) throw new Error(`There is no ${noun} ${id}.`)
  return row
}

function locationName(book: Book, id: string | null): string | null {
  return id === null ? null : (book.locations.find(id)?.name ?? null)
}
