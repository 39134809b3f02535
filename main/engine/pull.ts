import { LIMITS } from '../../contract/limits.ts'
import { judgePull, type PullTally } from '../domain/completeness.ts'
import {
  type AssetQuestion,
  IIQ_FEEDS,
  identityOf,
  type PageAnswer,
  type RawRecord,
  type RecordIdentity,
  type SystemFailure,
} from '../domain/system.ts'
import { widenedUtcDay } from '../domain/zone.ts'
import type { Heads } from '../ledger/import-heads.ts'
import { nowOf, type RunContext } from './run-context.ts'

type ListFeed = (typeof IIQ_FEEDS)[number]

/** What one list's pull came to. */
export interface FeedPull {
  feed: ListFeed
  /** The UTC day that fees and payments are asked for from, a day wider than the cut-off (P4); null where no filter is sent. */
  createdSinceOn: string | null
  /** Proved by P3: nothing may be called missing when this is false. */
  complete: boolean
  /** Why it is not complete, for the clerk. */
  reason: string | null
  failure: SystemFailure | null
  heads: Heads
  /** By head: 1 = listed in this pull, 2 = stored as new or changed in this run. */
  marks: Uint8Array
  distinct: number
  /** Distinct records of this pull that equal their latest import. */
  unchanged: number
  /** Rows whose id could not be read: what they are cannot be called missing. */
  unreadableIds: number
  /** New versions stored. */
  stored: number
  notes: Set<string>
  /** Fees that name no School Id: whose student may only be found through the owner of the asset. */
  assetQuestions: AssetQuestion[]
}

const LISTED = 1
const STORED = 2
/** Begins the key of a row without id. */
const WITHOUT_ID = 'raw:'

/** What the lists are called when they are spoken of. */
const FEED_WORDS: Record<ListFeed, string> = {
  locations: 'locations',
  categories: 'categories',
  'item-types': 'item types',
  users: 'users',
  'line-items': 'fees and payments',
}

/** Step 2 of a run: pulls every list page by page. Stops early only when nothing further can come (wrong key, no line, cancelled). */
export async function pullFeeds(context: RunContext, feeds: readonly ListFeed[] = IIQ_FEEDS): Promise<FeedPull[]> {
  const pulls: FeedPull[] = []
  for (const feed of feeds) {
    const pull = await pullFeed(context, feed)
    pulls.push(pull)
    if (context.signal.aborted || (pull.failure !== null && endsTheLine(pull.failure))) break
  }
  return pulls
}

/** Whether a failure means that other lists cannot come either. */
function endsTheLine(failure: SystemFailure): boolean {
  return (
    failure.cause === 'credentials' ||
    failure.cause === 'unreachable' ||
    failure.cause === 'offline' ||
    failure.cause === 'cancelled'
  )
}

async function pullFeed(context: RunContext, feed: ListFeed): Promise<FeedPull> {
  const heads = context.ledger.imports.heads('iiq', feed)
  const pull: FeedPull = {
    feed,
    createdSinceOn: feed === 'line-items' ? widenedUtcDay(context.scope.createdSince, context.scope.timeZone) : null,
    complete: false,
    reason: null,
    failure: null,
    heads,
    marks: new Uint8Array(Math.max(1_024, heads.size * 2)),
    distinct: 0,
    unchanged: 0,
    unreadableIds: 0,
    stored: 0,
    notes: new Set(),
    assetQuestions: [],
  }
  for (let restart = 0; ; restart += 1) {
    const tally = await pullOnce(context, pull)
    if (pull.failure !== null || context.signal.aborted) break
    const verdict = judgePull(tally, FEED_WORDS[feed])
    if (verdict.kind === 'complete') {
      pull.complete = true
      pull.reason = null
      break
    }
    if (verdict.kind === 'incomplete') {
      pull.reason = verdict.reason
      break
    }
    pull.reason = `the total of ${FEED_WORDS[feed]} kept moving while they were pulled (from ${verdict.from} to ${verdict.to}).`
    if (restart === LIMITS.pullRestarts) break
    forgetListed(pull)
  }
  pull.unreadableIds = countWithoutId(pull)
  return pull
}

/** One pass from the first page to the last. The next page is fetched while this one is stored. */
async function pullOnce(context: RunContext, pull: FeedPull): Promise<PullTally> {
  const tally: PullTally = { distinctIds: 0, firstTotal: null, lastTotal: null, pagesLost: 0 }
  const { outbox } = context.ledger
  const isOurs = pull.feed === 'line-items'
  const before = outbox.moved()
  const fetchAt = (cursor: string | null) =>
    context.system.fetchPage({ feed: pull.feed, createdSinceOn: pull.createdSinceOn, cursor }, context.signal)
  let coming: Promise<PageAnswer | SystemFailure> | null = fetchAt(null)
  for (let pages = 0; coming !== null; pages += 1) {
    const answer: PageAnswer | SystemFailure = await coming
    coming = null
    if (context.signal.aborted) break
    if (answer.kind === 'failed') {
      // An unreadable page loses itself and the proof of completeness, never the pages around it (P5).
      if (answer.cause === 'unreadable' && answer.skipTo !== undefined && pages < LIMITS.pullPages) {
        tally.pagesLost += 1
        pull.notes.add(answer.message)
        if (answer.skipTo !== null) coming = fetchAt(answer.skipTo)
        continue
      }
      pull.failure = answer
      pull.reason = answer.message
      break
    }
    if (answer.next !== null && pages + 1 < LIMITS.pullPages) coming = fetchAt(answer.next)
    if (isOurs && tally.firstTotal === null) Object.assign(before, outbox.moved())
    tally.firstTotal ??= answer.statedTotal
    tally.lastTotal = answer.statedTotal ?? tally.lastTotal
    for (const note of answer.notes) pull.notes.add(note)
    storePage(context, pull, answer)
    tally.distinctIds = pull.distinct
    context.report({
      step: 'pull',
      doing: `Pulling ${FEED_WORDS[pull.feed]}`,
      done: pull.distinct,
      total: answer.statedTotal,
    })
    if (isOurs) countOwnRows(tally, before, outbox.moved())
    if (answer.next !== null && coming === null) tally.pagesLost += 1
  }
  if (isOurs) tally.removedListed = outbox.removedSince(before.removed).filter(key => wasListed(pull, key)).length
  return tally
}

/** What our own deliveries changed between the first page and this one (P3). */
function countOwnRows(tally: PullTally, before: OwnRows, now: OwnRows): void {
  tally.addedByUs = now.added - before.added
  tally.removedByUs = now.removed - before.removed
}

type OwnRows = { added: number; removed: number }

/** P2: the page's new imports and the cursor move in one SQL transaction. A page of known records writes nothing at all. */
function storePage(context: RunContext, pull: FeedPull, page: PageAnswer): void {
  const fresh = page.records.flatMap(record => {
    const hash = record.hash.toString('latin1')
    return markUnchanged(pull, hash) ? [] : [{ record, hash }]
  })
  if (fresh.length === 0) return
  const { ledger, runSeq } = context
  const at = nowOf(context)
  ledger.transact(() => {
    for (const one of fresh) storeRecord(context, pull, one, at)
    ledger.cursors.move(pull.feed, { runSeq, position: page.next ?? 'end', at })
  })
}

/** True when the record equals its latest import: it is marked as listed, and nothing else happens. */
function markUnchanged(pull: FeedPull, hash: string): boolean {
  const position = pull.heads.byHash.get(hash)
  if (position === undefined) return false
  if (list(pull, position) && (pull.marks[position] ?? 0) < STORED) pull.unchanged += 1
  return true
}

/** Marks a head as listed; true the first time in this pass. */
function list(pull: FeedPull, position: number): boolean {
  const mark = pull.marks[position] ?? 0
  if ((mark & LISTED) !== 0) return false
  pull.marks[position] = mark | LISTED
  pull.distinct += 1
  return true
}

/** A record that is new or changed, with its hash as a text. */
interface FreshRecord {
  record: RawRecord
  hash: string
}

function storeRecord(context: RunContext, pull: FeedPull, { record, hash }: FreshRecord, at: string): void {
  const { heads, feed } = pull
  const remembers = feed === 'line-items' && context.recent.size < LIMITS.recentRecords
  const source = remembers ? context.system.read(feed, record.raw) : null
  const identity = source === null ? context.system.identify(feed, record.raw) : identityOf(source)
  // A row without id is keyed by the hash of its raw text, so that the same row adds nothing the next time.
  const externalKey = identity.key ?? WITHOUT_ID + record.hash.toString('hex')
  noticeDroppedFilter(pull, identity)
  if (identity.assetQuestion !== null) pull.assetQuestions.push(identity.assetQuestion)
  const known = heads.byKey.get(externalKey)
  const position = known ?? heads.size
  const seq = context.ledger.imports.add(
    {
      system: 'iiq',
      feed,
      kind: identity.kind,
      externalId: identity.key === null ? null : identity.externalId,
      externalKey,
      subjectKey: identity.subjectKey,
      previousSeq: known === undefined ? null : (heads.importSeqs[known] ?? null),
      hash: record.hash,
      raw: record.raw,
    },
    context.runSeq,
    at,
  )
  if (source !== null) context.recent.set(seq, source)
  if (known === undefined) {
    heads.byKey.set(externalKey, position)
    heads.keys.push(externalKey)
    heads.size += 1
    if (heads.size > pull.marks.length) pull.marks = grow(pull.marks)
  }
  heads.importSeqs[position] = seq
  // Only the latest version counts as known: a record that returns to an earlier value is a new version (P1).
  const before = heads.hashes[position]
  if (before !== undefined) heads.byHash.delete(before)
  heads.hashes[position] = hash
  heads.byHash.set(hash, position)
  pull.marks[position] = (pull.marks[position] ?? 0) | STORED
  list(pull, position)
  pull.stored += 1
}

/** How many listed rows have no id, known ones included: what they are cannot be called missing. */
function countWithoutId(pull: FeedPull): number {
  let count = 0
  for (let position = 0; position < pull.heads.size; position += 1) {
    const isListed = ((pull.marks[position] ?? 0) & LISTED) !== 0
    if (isListed && pull.heads.keys[position]?.startsWith(WITHOUT_ID) === true) count += 1
  }
  return count
}

/** A row from before the day that was sent shows that the filter was dropped (P4); each row is checked against the cut-off all the same. */
function noticeDroppedFilter(pull: FeedPull, { createdAt }: RecordIdentity): void {
  if (pull.createdSinceOn === null || createdAt === null || createdAt >= pull.createdSinceOn) return
  pull.notes.add(
    'It did not honour the filter by creation date and sent older rows too; those before the cut-off are ignored here.',
  )
}

function grow(marks: Uint8Array): Uint8Array {
  const larger = new Uint8Array(marks.length * 2)
  larger.set(marks)
  return larger
}

function forgetListed(pull: FeedPull): void {
  for (let position = 0; position < pull.heads.size; position += 1)
    pull.marks[position] = (pull.marks[position] ?? 0) & STORED
  pull.distinct = 0
  pull.unchanged = 0
}

/** Keys that a complete pull did not list, with the latest import of each. */
export function unlisted(pull: FeedPull): { key: string; importSeq: number }[] {
  const missing: { key: string; importSeq: number }[] = []
  for (let position = 0; position < pull.heads.size; position += 1) {
    if (((pull.marks[position] ?? 0) & LISTED) !== 0) continue
    missing.push({ key: pull.heads.keys[position] ?? '', importSeq: pull.heads.importSeqs[position] ?? 0 })
  }
  return missing
}

/** Whether this pull listed a record. */
export function wasListed(pull: FeedPull, key: string): boolean {
  const position = pull.heads.byKey.get(key)
  return position !== undefined && ((pull.marks[position] ?? 0) & LISTED) !== 0
}

/** Lets go of what a pull was compared with: hundreds of thousands of keys that planning does not need. */
export function releaseHeads(pulls: readonly FeedPull[]): void {
  for (const pull of pulls) {
    pull.heads = { size: 0, byHash: new Map(), byKey: new Map(), keys: [], hashes: [], importSeqs: [] }
    pull.marks = new Uint8Array(0)
  }
}
