import type { ImportKind } from '../../contract/rows/import.ts'

/**
 * A raw record read into the bridge's words. Keys (`…Key`) are ids in the form in which they are compared (Incident IQ's GUIDs in lower case); `externalId` is as written.
 * Amounts are integer cents with the wire's sign. Times are UTC ISO strings. Days are calendar days.
 */
export type SourceRecord =
  | SourceFee
  | SourceMovement
  | SourceItemType
  | SourceCategory
  | SourceLocation
  | SourcePerson
  | SourceAsset
  | UnreadableRecord

/** A row that cannot be used, with the reason in a sentence that quotes the field and its value. Its id may still be readable; its fee then counts as present. */
export interface UnreadableRecord {
  kind: 'unreadable'
  importKind: ImportKind
  externalId: string | null
  key: string | null
  /** A short word for many of the same kind: `bad-amount`, `negative-fee`, `missing-field`, `unknown-type`, `bad-time`, `no-id`, `not-json`. */
  cause: string
  message: string
  /** The fee this row is or belongs to, when that can be read. */
  subjectKey: string | null
}

interface SourceLine {
  externalId: string
  key: string
  itemTypeKey: string
  sku: string
  name: string
  description: string | null
  createdAt: string
  /** The day it was created: as written when no time of day is given, else in the district's zone. */
  createdOn: string
  modifiedAt: string
  isDeleted: boolean
  /** `ExternalReference`, word for word: ours when it begins with `fb-`. */
  reference: string | null
}

export interface SourceFee extends SourceLine {
  kind: 'fee'
  /** Zero or more; a negative fee is unreadable. */
  amountCents: number
  /** What the system says is still due; below 0 is overpaid; null when not stated. */
  dueCents: number | null
  /** The system's own due day (a bare day or 00:00:00 as written, else the day in the district's zone). */
  dueOn: string | null
  schoolId: string | null
  userKey: string | null
  assetKey: string | null
  assetTag: string | null
  ticketKey: string | null
  ticketNumber: string | null
  locationKey: string | null
}

/** A payment or adjustment that a system lists against a fee. */
export interface SourceMovement extends SourceLine {
  kind: 'payment' | 'adjustment'
  /** As on the wire: a positive payment lowers what is due, a negative adjustment lowers what is due. */
  amountCents: number
  appliesToKey: string
  recordedByUserId: string | null
}

export interface SourceItemType {
  kind: 'item-type'
  externalId: string
  key: string
  sku: string
  title: string
  description: string | null
  categoryKey: string
  type: 'fee' | 'payment' | 'adjustment'
  defaultAmountCents: number | null
}

export interface SourceCategory {
  kind: 'category'
  externalId: string
  key: string
  title: string
  description: string | null
}

export interface SourceLocation {
  kind: 'location'
  externalId: string
  key: string
  name: string
  abbreviation: string | null
  isDeleted: boolean
}

export interface SourcePerson {
  kind: 'user'
  externalId: string
  key: string
  schoolId: string | null
  name: string
  firstName: string | null
  lastName: string | null
  email: string | null
  grade: string | null
  locationKey: string | null
  isActive: boolean
  isDeleted: boolean
}

export interface SourceAsset {
  kind: 'asset'
  externalId: string
  key: string
  assetTag: string | null
  name: string | null
  ownerKey: string | null
  locationKey: string | null
}
