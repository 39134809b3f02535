import type { Book } from './book.ts'
import type { Category, IiqAsset, ItemType, LineItem, Location, Row, User } from './records.ts'

/** A line item as the console and tests see it: cents, and times in UTC ending in Z. */
export type LineItemView = Omit<LineItem, 'text' | 'createdAt' | 'modifiedAt' | 'deletedWithId' | 'style'> & {
  /** Of fees only. */
  amountDueCents: number | null
  createdDate: string
  modifiedDate: string
}

export type UserView = Omit<User, 'text' | 'modifiedAt'> & { modifiedDate: string }
export type LocationView = Omit<Location, 'text'>
export type ItemTypeView = Omit<ItemType, 'text'>
export type CategoryView = Omit<Category, 'text'>
export type AssetView = Omit<IiqAsset, 'text'>

export function viewItem(book: Book, item: LineItem): LineItemView {
  const { text: _text, createdAt, modifiedAt, deletedWithId: _with, style: _style, ...shown } = item
  return {
    ...shown,
    amountDueCents: item.kind === 'Fee' ? book.amountDueCents(item) : null,
    createdDate: new Date(createdAt).toISOString(),
    modifiedDate: new Date(modifiedAt).toISOString(),
  }
}

export function viewUser(user: User): UserView {
  const { modifiedAt, ...shown } = viewRow(user)
  return { ...shown, modifiedDate: new Date(modifiedAt).toISOString() }
}

export function viewRow<Kept extends Row>(row: Kept): Omit<Kept, 'text'> {
  const { text: _text, ...shown } = row
  return shown
}
