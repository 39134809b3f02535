/**
 * What the practice Incident IQ keeps. Money is integer cents and moments are milliseconds here; `wire.ts` writes both
 * as the wire has them. How rows are found is in `shelf.ts`, how they change in `book.ts`.
 */
export type Kind = 'Fee' | 'Payment' | 'Adjustment'

/** What every kept row has. */
export interface Row {
  /** A GUID; for a planted row without a readable id, one of ours that the wire never shows. */
  id: string
  /** The row's JSON, kept from one answer to the next; undefined after a change. */
  text: string | undefined
  /** A planted row: its text was given word for word and is never written anew. */
  isRaw: boolean
}

/** A line item of the wire: a fee, or a payment or an adjustment that applies to one. */
export interface LineItem extends Row {
  typeId: string
  kind: Kind
  sku: string
  name: string
  description: string | null
  amountCents: number
  /** As the wire has it: a bare day, a midnight or a moment. */
  dueDate: string | null
  createdAt: number
  modifiedAt: number
  userId: string | null
  schoolIdNumber: string | null
  assetId: string | null
  assetTag: string | null
  ticketId: string | null
  ticketNumber: string | null
  locationId: string | null
  appliesToId: string | null
  reference: string | null
  recordedById: string | null
  notes: string | null
  isDeleted: boolean
  /** Created through the interface: only such rows can be removed through it. */
  isFromApi: boolean
  /** The fee whose deletion took this entry along, so that restoring the fee brings it back. */
  deletedWithId: string | null
  /** 0 to 15: how this row spells times and ids, so that readers meet every legal spelling. */
  style: number
}

export interface ItemType extends Row {
  sku: string
  title: string
  description: string | null
  categoryId: string
  kind: Kind
  defaultAmountCents: number | null
}

export interface Category extends Row {
  title: string
  description: string | null
}

export interface Location extends Row {
  name: string
  abbreviation: string | null
  isDeleted: boolean
}

export interface User extends Row {
  schoolIdNumber: string | null
  firstName: string
  lastName: string
  email: string | null
  grade: string | null
  locationId: string | null
  locationName: string | null
  isActive: boolean
  isDeleted: boolean
  modifiedAt: number
}

export interface IiqAsset extends Row {
  tag: string
  name: string
  ownerId: string | null
  locationId: string | null
}

/** What a payment or adjustment says of whom and what it is about: the same as its fee. */
export function aboutFee(fee: LineItem) {
  const { userId, schoolIdNumber, assetId, assetTag, ticketId, ticketNumber, locationId } = fee
  return { userId, schoolIdNumber, assetId, assetTag, ticketId, ticketNumber, locationId, appliesToId: fee.id }
}

/** The fields of a row of its own, not planted and not yet written. */
export const FRESH_ROW = { text: undefined, isRaw: false } as const
