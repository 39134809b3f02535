import { readFilterDay } from '../calendar.ts'
import type { ItemType, LineItem, User } from './records.ts'

/** One filter that a list knows. */
export interface Facet<Kept> {
  /** Brings a value into the form that is compared; undefined when it cannot be read (the filter is then dropped). */
  read(value: string): string | undefined
  /** The row's own value in that form, for facets that are equal or not. */
  keyOf?(row: Kept): string | null
  /** The test for values that were read: a row needs to suit one of them. */
  testFor(values: readonly string[]): (row: Kept) => boolean
  /** Worth an index, because few rows share a value and it is asked for singly. */
  isIndexed?: boolean
}

/** The facets of one list, by their names in lower case. */
export type Facets<Kept> = Readonly<Record<string, Facet<Kept>>>

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** True for a GUID in any case. */
export function isGuid(value: string): boolean {
  return GUID.test(value)
}

function text<Kept>(keyOf: (row: Kept) => string | null, isIndexed = false): Facet<Kept> {
  return { read: value => (value === '' ? undefined : value), keyOf, testFor: equalTo(keyOf), isIndexed }
}

/** Ids are compared without case; what is no GUID cannot be read. */
function guid<Kept>(idOf: (row: Kept) => string | null, isIndexed = false): Facet<Kept> {
  const keyOf = (row: Kept) => idOf(row)?.toLowerCase() ?? null
  return { read: value => (isGuid(value) ? value.toLowerCase() : undefined), keyOf, testFor: equalTo(keyOf), isIndexed }
}

function word<Kept>(words: readonly string[], keyOf: (row: Kept) => string): Facet<Kept> {
  return { read: value => (words.includes(value) ? value : undefined), keyOf, testFor: equalTo(keyOf) }
}

function flag<Kept>(flagOf: (row: Kept) => boolean): Facet<Kept> {
  return {
    read: value => (value === 'true' || value === 'false' ? value : undefined),
    testFor: values => {
      const [keepsTrue, keepsFalse] = [values.includes('true'), values.includes('false')]
      return row => (flagOf(row) ? keepsTrue : keepsFalse)
    },
  }
}

/** `date>=MM/DD/YYYY`, the day in UTC; nothing else can be read. */
function since<Kept>(momentOf: (row: Kept) => number): Facet<Kept> {
  return {
    read: value => (value.startsWith('date>=') ? readFilterDay(value.slice(6))?.toString() : undefined),
    testFor: values => {
      const earliest = Math.min(...values.map(Number))
      return row => momentOf(row) >= earliest
    },
  }
}

function equalTo<Kept>(keyOf: (row: Kept) => string | null): Facet<Kept>['testFor'] {
  return values => {
    const wanted = new Set(values)
    return row => {
      const key = keyOf(row)
      return key !== null && wanted.has(key)
    }
  }
}

const KINDS = ['Fee', 'Payment', 'Adjustment']

export const LINE_ITEM_FACETS: Facets<LineItem> = {
  lineitemid: guid(item => item.id, true),
  externalreference: text(item => item.reference, true),
  userid: guid(item => item.userId, true),
  schoolidnumber: text(item => item.schoolIdNumber, true),
  assetid: guid(item => item.assetId, true),
  lineitemtypeid: guid(item => item.typeId),
  sku: text(item => item.sku),
  type: word(KINDS, item => item.kind),
  locationid: guid(item => item.locationId),
  appliestolineitemid: guid(item => item.appliesToId, true),
  createddate: since(item => item.createdAt),
  modifieddate: since(item => item.modifiedAt),
  isdeleted: flag(item => item.isDeleted),
}

export const ITEM_TYPE_FACETS: Facets<ItemType> = {
  lineitemtypeid: guid(type => type.id),
  sku: text(type => type.sku),
  categoryid: guid(type => type.categoryId),
  type: word(KINDS, type => type.kind),
}

/** `modifieddate` is a name of this list too, but the server drops it: so it is not here. */
export const USER_FACETS: Facets<User> = {
  schoolidnumber: text(user => user.schoolIdNumber, true),
  userid: guid(user => user.id, true),
  email: text(user => user.email, true),
  locationid: guid(user => user.locationId),
  isactive: flag(user => user.isActive),
  isdeleted: flag(user => user.isDeleted),
}
