import { matchSchoolId, type PeopleBook, type PersonRef } from './match.ts'
import type { IiqScope } from './scope.ts'
import { isSelected } from './scope.ts'
import type { SourceFee } from './source-record.ts'
import type { FeedName } from './system.ts'
import type { Day } from './zone.ts'

export interface ItemTypeRef {
  seq: number
  sku: string
  title: string
  type: 'fee' | 'payment' | 'adjustment'
  categoryKey: string
}
export interface CategoryRef {
  seq: number
  /** Null for a category of the ledger's own ("Uncategorised", or the one chosen). */
  key: string | null
  title: string
}
export interface LocationRef {
  seq: number
  name: string
}
export interface AssetRef {
  assetTag: string | null
  ownerKey: string | null
  locationKey: string | null
}

/** What a fee's words are looked up in. `incompleteFeeds` are lists that could not be proved whole in this run. */
export interface ReferenceBook extends PeopleBook {
  itemType(key: string): ItemTypeRef | undefined
  category(key: string): CategoryRef | undefined
  uncategorised(): CategoryRef
  /** The one ledger category that takes all imported fees; only in that mode. */
  oneCategory(): CategoryRef | undefined
  location(key: string): LocationRef | undefined
  locationBySeq(seq: number): LocationRef | undefined
  asset(key: string): AssetRef | undefined
  incompleteFeeds: ReadonlySet<FeedName>
}

export interface ResolvedFee {
  person: PersonRef
  itemType: ItemTypeRef
  category: CategoryRef
  location: LocationRef | null
  /** Its asset as far as it was asked for; the fee's own asset tag comes first. */
  asset: AssetRef | null
  createdOn: Day
}

/** A reason not to import a fee: an error to be mended, a list to be waited for, or settings that leave it out. */
export interface Unresolved {
  kind: 'unmatched' | 'waits' | 'out-of-scope'
  cause: string
  message: string
  /** What to do about it. */
  remedy: string
  /** A School Id for which the clerk can choose a person (I2). */
  chooseFor?: string
}

/** What a fee's keys resolve to. `outOfScope` is told apart, because a fee that is already in the ledger is kept up to date all the same (Z2). */
export type Resolution = { kind: 'resolved'; refs: ResolvedFee; outOfScope: Unresolved | null } | Unresolved

/** Resolves item type, category, student and location of a fee from Incident IQ by exact keys (I1, I2). */
export function resolveFee(source: SourceFee, book: ReferenceBook, scope: IiqScope): Resolution {
  const { createdOn } = source
  if (createdOn < scope.createdSince) {
    const early = beforeCutOff(createdOn, scope)
    const rest = resolveKeys(source, book, createdOn)
    return rest.kind === 'resolved' ? { ...rest, outOfScope: early } : early
  }
  const itemType = book.itemType(source.itemTypeKey)
  const categoryKey = itemType === undefined ? null : (book.category(itemType.categoryKey)?.key ?? null)
  // Whether it is selected, and where it goes, is not known before the list of categories came.
  if (itemType !== undefined && categoryKey === null && book.oneCategory() === undefined) {
    const waits = unmatched(book, ['categories'], {
      cause: 'unknown-category',
      message: `Its category (id ${itemType.categoryKey}) is not known.`,
      remedy: '',
    })
    if (waits.kind === 'waits') return waits
  }
  const unselected = itemType !== undefined && book.oneCategory() === undefined && !isSelected(categoryKey, scope)
  const rest = resolveKeys(source, book, createdOn)
  if (!unselected || itemType === undefined) return rest
  const left: Unresolved = {
    kind: 'out-of-scope',
    cause: 'category-not-selected',
    message: `Its category, of item type ${itemType.sku}, is not among the categories selected for Incident IQ.`,
    remedy: 'Select the category in Settings to import it.',
  }
  return rest.kind === 'resolved' ? { ...rest, outOfScope: left } : left
}

function beforeCutOff(createdOn: Day, scope: IiqScope): Unresolved {
  return {
    kind: 'out-of-scope',
    cause: 'before-cut-off',
    message: `It was created on ${createdOn}, before the cut-off of ${scope.createdSince}.`,
    remedy: 'Move the cut-off back in Settings to import it.',
  }
}

function resolveKeys(source: SourceFee, book: ReferenceBook, createdOn: Day): Resolution {
  const itemType = book.itemType(source.itemTypeKey)
  if (itemType === undefined) {
    return unmatched(book, ['item-types'], {
      cause: 'unknown-item-type',
      message: `Its item type (id ${source.itemTypeKey}, Sku ${source.sku}) is not among the item types that Incident IQ lists.`,
      remedy: 'Restore the item type in Incident IQ, or change the fee there to one that exists, then reprocess.',
    })
  }
  const student = findStudent(source, book)
  if (student.kind !== 'person') return student
  const location = findLocation(source, student.person, book)
  if (location.kind !== 'location') return location
  const category = book.oneCategory() ?? book.category(itemType.categoryKey) ?? book.uncategorised()
  return {
    kind: 'resolved',
    refs: {
      person: student.person,
      itemType,
      category,
      location: location.location,
      asset: assetOf(source, book),
      createdOn,
    },
    outOfScope: null,
  }
}

/** Student = the School Id on the fee, else its user's, else its asset's owner's. */
function findStudent(source: SourceFee, book: ReferenceBook): { kind: 'person'; person: PersonRef } | Unresolved {
  if (source.schoolId !== null) return bySchoolId(source.schoolId, book)
  const user = source.userKey === null ? undefined : book.byKey(source.userKey)
  if (source.userKey !== null && user === undefined) {
    return unmatched(book, ['users'], {
      cause: 'unknown-student',
      message: `Its user (id ${source.userKey}) is not among the users that Incident IQ lists.`,
      remedy: 'Check the user in Incident IQ, then reprocess.',
    })
  }
  if (user?.schoolId != null) return bySchoolId(user.schoolId, book)
  const asset = source.assetKey === null ? undefined : book.asset(source.assetKey)
  if (source.assetKey !== null && user === undefined && asset === undefined) {
    return unmatched(book, ['assets'], {
      cause: 'unknown-asset',
      message: `Its asset (id ${source.assetKey}, tag ${source.assetTag ?? 'none'}) is not in Incident IQ, and it names no student.`,
      remedy: 'Put the student on the fee in Incident IQ, then reprocess.',
    })
  }
  const owner = asset?.ownerKey == null ? undefined : book.byKey(asset.ownerKey)
  if (owner?.schoolId != null) return bySchoolId(owner.schoolId, book)
  const named = user ?? owner
  return unmatched(book, named === undefined ? ['users', 'assets'] : [], {
    cause: 'no-student',
    message:
      named === undefined
        ? 'It names no School Id, no user, and no asset whose owner is a student.'
        : `It belongs to ${named.name}, who has no School Id in Incident IQ.`,
    remedy:
      named === undefined
        ? 'Put the student on the fee in Incident IQ, then reprocess.'
        : 'Add the School Id in Incident IQ, then reprocess.',
  })
}

function bySchoolId(schoolId: string, book: ReferenceBook): { kind: 'person'; person: PersonRef } | Unresolved {
  const match = matchSchoolId(schoolId, book)
  switch (match.kind) {
    case 'person':
      return match
    case 'ambiguous':
      return unmatched(book, [], {
        cause: 'ambiguous-student',
        message: `School Id ${schoolId} is carried by ${match.people.length} people: ${match.people.map(person => person.name).join(', ')}.`,
        remedy:
          'Give each person a School Id of their own in Incident IQ, or choose which one is meant, then reprocess.',
        chooseFor: schoolId,
      })
    case 'unknown':
      return unmatched(book, ['users'], {
        cause: 'unknown-student',
        message:
          match.nearMiss === null
            ? `School Id ${schoolId} belongs to nobody in Incident IQ.`
            : `School Id ${schoolId} belongs to nobody in Incident IQ; ${match.nearMiss.schoolId ?? ''} of ${match.nearMiss.name} is close, and keys must match exactly.`,
        remedy:
          match.nearMiss === null
            ? 'Correct the School Id of the fee or of the student in Incident IQ, then reprocess.'
            : 'Correct the School Id of the fee or of the student in Incident IQ, or choose the person, then reprocess.',
        ...(match.nearMiss === null ? {} : { chooseFor: schoolId }),
      })
  }
}

function assetOf({ assetKey }: SourceFee, book: ReferenceBook): AssetRef | null {
  return assetKey === null ? null : (book.asset(assetKey) ?? null)
}

/** Location = the item's, else the student's. */
function findLocation(
  source: SourceFee,
  person: PersonRef,
  book: ReferenceBook,
): { kind: 'location'; location: LocationRef | null } | Unresolved {
  if (source.locationKey === null) {
    return {
      kind: 'location',
      location: person.locationSeq === null ? null : (book.locationBySeq(person.locationSeq) ?? null),
    }
  }
  const location = book.location(source.locationKey)
  if (location !== undefined) return { kind: 'location', location }
  return unmatched(book, ['locations'], {
    cause: 'unknown-location',
    message: `Its location (id ${source.locationKey}) is not among the locations that Incident IQ lists.`,
    remedy: 'Correct the location of the fee in Incident IQ, then reprocess.',
  })
}

function unmatched(book: ReferenceBook, needs: FeedName[], reason: Omit<Unresolved, 'kind'>): Unresolved {
  const lacking = needs.find(feed => book.incompleteFeeds.has(feed))
  if (lacking === undefined) return { kind: 'unmatched', ...reason }
  return {
    kind: 'waits',
    cause: `waiting-for-${lacking}`,
    message: `${reason.message} The list of ${lacking} did not come whole, so it waits for the next run.`,
    remedy: 'Nothing: it is tried again by itself.',
  }
}

/** Causes that new or changed reference data can cure: tried again by themselves when a run brings some. */
export const CURABLE_CAUSES = [
  'unknown-item-type',
  'unknown-student',
  'ambiguous-student',
  'no-student',
  'unknown-asset',
  'unknown-location',
] as const
