import type { PlannedError } from '../domain/fee-plan.ts'
import { errorKeys } from '../domain/fee-plan.ts'
import { foldKey, type PersonRef } from '../domain/match.ts'
import type { CategoryRef, ReferenceBook } from '../domain/resolve-fee.ts'
import type { SourceRecord } from '../domain/source-record.ts'
import type { FeedName } from '../domain/system.ts'
import type { PendingImport } from '../ledger/pending-imports.ts'
import { type ReferenceLists, readReferenceLists } from '../ledger/reference-lists.ts'
import { type FeedPull, unlisted, wasListed } from './pull.ts'
import { nowOf, type PlanContext, type RunContext } from './run-context.ts'

const ORDER: readonly FeedName[] = ['locations', 'categories', 'item-types', 'users', 'assets']

/**
 * Records what pulls bring besides money. It comes before planning, because fees are looked up in it, and moves no cent.
 * Returns how many records were taken in.
 */
export function recordReferences(context: RunContext, pulls: readonly FeedPull[]): number {
  const { ledger } = context
  let recorded = 0
  const waiting = ledger.imports.waitingReferences('iiq')
  for (const feed of ORDER) {
    const batch = waiting.filter(one => one.feed === feed)
    if (batch.length === 0) continue
    ledger.transact(() => {
      for (const one of batch) recordReference(context, one)
    })
    recorded += batch.length
  }
  ledger.transact(() => {
    ledger.reference.link()
    if (waiting.some(one => one.feed === 'item-types' || one.feed === 'categories')) {
      ledger.reference.followItemTypes(nowOf(context), context.runSeq, context.scope.oneCategory !== null)
      if (ledger.reference.leavesStale()) ledger.rebuild.noteEdit(nowOf(context))
    }
    const moved = pulls.map(pull => archiveUnlisted(context, pull)).includes(true)
    if (recorded > 0 || moved) raiseReferenceErrors(context, pulls)
  })
  return recorded
}

/** Archives what a whole list leaves out, and takes back what it lists again as it was. Returns whether anything changed. */
function archiveUnlisted(context: RunContext, pull: FeedPull): boolean {
  const { feed } = pull
  if (!pull.complete || (feed !== 'categories' && feed !== 'item-types')) return false
  const { reference } = context.ledger
  const at = nowOf(context)
  const archived = unlisted(pull).map(one => reference.archive(feed, one.key, at))
  const restored = reference.archivedKeys(feed).map(key => wasListed(pull, key) && reference.restore(feed, key))
  return [...archived, ...restored].includes(true)
}

function recordReference(context: RunContext, pending: PendingImport): void {
  const { ledger, runSeq, counts } = context
  const source = context.system.read(pending.feed, ledger.imports.body(pending.seq) ?? '')
  const key = errorKeys.import('iiq', pending.feed, pending.externalKey)
  if (source.kind === 'unreadable') {
    ledger.imports.decide({
      seq: pending.seq,
      status: 'Error',
      cause: source.cause,
      message: source.message,
      runSeq: runSeq,
    })
    ledger.errors.raise(unreadableError(key, source.cause, source.message, pending.seq), errorContext(context, null))
    counts.errors += 1
    return
  }
  putReference(context, source)
  ledger.imports.decide({
    seq: pending.seq,
    status: 'Imported',
    cause: 'reference',
    message: 'Taken over.',
    runSeq: runSeq,
  })
  ledger.errors.close(key, 'resolved', nowOf(context), 'Incident IQ')
}

/** Where a sync error of this run comes from. */
export function errorContext(context: PlanContext, feeSeq: number | null) {
  return { system: 'iiq', task: context.task, runSeq: context.runSeq, feeSeq, at: nowOf(context) }
}

/** The sync error of a record that cannot be read: mended at its system, then it comes again by itself, or is reprocessed. */
export function unreadableError(key: string, cause: string, message: string, importSeq: number): PlannedError {
  return {
    key,
    cause,
    message,
    remedy: 'Correct the record in Incident IQ; the next run brings it in. The raw record is in the Import Log.',
    actions: [{ kind: 'reprocess', importId: '' }, { kind: 'ignore' }],
    importSeq,
    again: false,
  }
}

function putReference(context: RunContext, source: SourceRecord): void {
  const { reference } = context.ledger
  switch (source.kind) {
    case 'location':
      reference.putLocation(source, nowOf(context))
      break
    case 'category':
      reference.putCategory(source)
      break
    case 'item-type':
      reference.putItemType(source)
      break
    case 'user':
      reference.putPerson(source)
      break
    case 'asset':
      reference.putAsset(source)
      break
    default:
      throw new Error(`A ${source.kind} is not reference data.`)
  }
}

/** Item types whose category is not listed, and Skus that two live types carry. What is so no longer is resolved. */
function raiseReferenceErrors(context: RunContext, pulls: readonly FeedPull[]): void {
  const { errors, db } = context.ledger
  const lists = readReferenceLists(db)
  const live = lists.itemTypes.filter(type => !type.isArchived)
  const isUnproved = pulls.some(pull => pull.feed === 'categories' && !pull.complete)
  const found = new Set([
    ...(isUnproved ? [] : raiseUnknownCategories(context, lists, live)),
    ...raiseDuplicateSkus(context, live),
  ])
  const causes = isUnproved ? ['duplicate-sku'] : ['duplicate-sku', 'unknown-category']
  for (const key of causes.flatMap(errors.openKeysOf)) {
    if (!found.has(key)) errors.close(key, 'resolved', nowOf(context), 'Incident IQ')
  }
}

function raiseUnknownCategories(
  context: RunContext,
  lists: ReferenceLists,
  live: ReferenceLists['itemTypes'],
): string[] {
  const categories = new Set(lists.categories.map(one => one.key))
  return live.flatMap(type => {
    if (type.type !== 'fee' || categories.has(type.categoryKey)) return []
    const key = errorKeys.category('iiq', type.key)
    raise(context, key, {
      cause: 'unknown-category',
      message: `Item type ${type.title} (Sku ${type.sku}) names a category (id ${type.categoryKey}) that Incident IQ does not list; its fees go to "Uncategorised".`,
      remedy: 'Give the item type a category in Incident IQ.',
    })
    return [key]
  })
}

function raiseDuplicateSkus(context: RunContext, live: ReferenceLists['itemTypes']): string[] {
  const bySku = new Map<string, string[]>()
  for (const type of live) {
    const sku = type.sku.toLowerCase()
    bySku.set(sku, [...(bySku.get(sku) ?? []), type.title])
  }
  return [...bySku].flatMap(([sku, titles]) => {
    if (titles.length < 2) return []
    const key = errorKeys.duplicateSku('iiq', sku)
    raise(context, key, {
      cause: 'duplicate-sku',
      message: `Sku ${sku} is carried by ${titles.length} item types in Incident IQ: ${titles.join(', ')}. InTouch could not tell them apart.`,
      remedy: 'Give each item type a Sku of its own in Incident IQ.',
    })
    return [key]
  })
}

function raise(context: RunContext, key: string, words: { cause: string; message: string; remedy: string }): void {
  const error: PlannedError = {
    key,
    ...words,
    actions: [{ kind: 'run-again', task: 'iiq-sync' }, { kind: 'ignore' }],
    importSeq: null,
    again: false,
  }
  context.ledger.errors.raise(error, errorContext(context, null))
}

/** Opens the book in which fees are looked up, from the ledger as it is now. */
export function openBook(context: PlanContext, incompleteFeeds: ReadonlySet<FeedName>): ReferenceBook {
  const { ledger } = context
  const lists = readReferenceLists(ledger.db)
  const byKey = <Row extends { key: string | null }>(rows: Row[]) =>
    new Map(rows.flatMap(row => (row.key === null ? [] : [[row.key, row] as const])))
  const itemTypes = byKey(lists.itemTypes)
  const categories = byKey(lists.categories)
  const locations = byKey(lists.locations)
  const locationsBySeq = new Map(lists.locations.map(one => [one.seq, one]))
  const assets = byKey(lists.assets)
  let own: CategoryRef | undefined
  return {
    itemType: key => itemTypes.get(key),
    category: key => categories.get(key),
    uncategorised() {
      own ??= ledger.reference.ownCategory('Uncategorised')
      return own
    },
    oneCategory: oneCategoryOf(context),
    location: key => locations.get(key),
    locationBySeq: seq => locationsBySeq.get(seq),
    asset: key => assets.get(key),
    incompleteFeeds,
    ...openPeopleBook(lists),
  }
}

function oneCategoryOf(context: PlanContext): () => CategoryRef | undefined {
  const title = context.scope.oneCategory
  if (title === null) return () => undefined
  const category = context.ledger.transact(() => context.ledger.reference.ownCategory(title))
  return () => category
}

function openPeopleBook(lists: ReferenceLists) {
  const bySchoolId = new Map<string, PersonRef[]>()
  const byKey = new Map<string, PersonRef>()
  const bySeq = new Map<number, PersonRef>()
  for (const person of lists.people) {
    bySeq.set(person.seq, person)
    if (person.key !== null) byKey.set(person.key, person)
    if (person.schoolId === null) continue
    const same = bySchoolId.get(person.schoolId)
    if (same === undefined) bySchoolId.set(person.schoolId, [person])
    else same.push(person)
  }
  const choices = new Map(lists.schoolIdChoices.map(one => [one.schoolId, bySeq.get(one.personSeq)]))
  let folded: Map<string, PersonRef> | null = null
  return {
    bySchoolId: (schoolId: string) => bySchoolId.get(schoolId) ?? [],
    byKey: (key: string) => byKey.get(key),
    chosen: (schoolId: string) => choices.get(schoolId),
    nearMiss(schoolId: string): PersonRef | null {
      folded ??= new Map(
        lists.people.flatMap(one => (one.schoolId === null ? [] : [[foldKey(one.schoolId), one] as const])),
      )
      return folded.get(foldKey(schoolId)) ?? null
    },
  }
}
