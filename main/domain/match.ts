/** How a match key is folded to find a near miss: without case, blanks and leading zeros (I2). Never used to match. */
export function foldKey(key: string): string {
  const folded = key.toLowerCase().replace(/\s+/g, '')
  return folded.replace(/^0+(?=.)/, '')
}

/** A person as matching sees them. */
export interface PersonRef {
  seq: number
  externalId: string | null
  name: string
  schoolId: string | null
  isDeleted: boolean
  locationSeq: number | null
}

export type PersonMatch =
  | { kind: 'person'; person: PersonRef }
  | { kind: 'ambiguous'; schoolId: string; people: PersonRef[] }
  | { kind: 'unknown'; schoolId: string; nearMiss: PersonRef | null }

/** What matching asks the ledger for. */
export interface PeopleBook {
  bySchoolId(schoolId: string): readonly PersonRef[]
  byKey(userKey: string): PersonRef | undefined
  /** The clerk's choice among people that carry one School Id. */
  chosen(schoolId: string): PersonRef | undefined
  nearMiss(schoolId: string): PersonRef | null
}

/** Finds the one person that carries a School Id exactly (I2). Deleted accounts count only where no live one carries it. */
export function matchSchoolId(schoolId: string, book: PeopleBook): PersonMatch {
  const chosen = book.chosen(schoolId)
  if (chosen !== undefined) return { kind: 'person', person: chosen }
  const all = book.bySchoolId(schoolId)
  const live = all.filter(person => !person.isDeleted)
  const candidates = live.length > 0 ? live : all
  const [only] = candidates
  if (only === undefined) return { kind: 'unknown', schoolId, nearMiss: book.nearMiss(schoolId) }
  return candidates.length === 1
    ? { kind: 'person', person: only }
    : { kind: 'ambiguous', schoolId, people: [...candidates] }
}
