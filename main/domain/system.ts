import type { ConnectionReport } from '../../contract/calls.ts'
import type { ImportKind } from '../../contract/rows/import.ts'
import type { SourceRecord } from './source-record.ts'

/** The lists that Incident IQ gives, in the order in which a run pulls them. */
export const IIQ_FEEDS = ['locations', 'categories', 'item-types', 'users', 'line-items'] as const
/** `assets` is only ever read singly. */
export type FeedName = (typeof IIQ_FEEDS)[number] | 'assets'

/** One record as it came: its text word for word and the SHA-256 of that text's UTF-8 bytes (32 bytes). Not yet parsed. */
export interface RawRecord {
  raw: string
  hash: Buffer
}

/** One page of a list. `statedTotal` is what the system says there is in all after filters, or null where it states none. */
export interface PageAnswer {
  kind: 'page'
  records: RawRecord[]
  statedTotal: number | null
  /** Where the next page begins, or null when this was the last. Opaque; made by the same system. */
  next: string | null
  /** Non-fatal errors that a 2xx carried, as sentences. */
  notes: string[]
}

/** Why a request did not give what was asked, as a value. `message` is a sentence for the clerk and holds no secret. */
export interface SystemFailure {
  kind: 'failed'
  /**
   * `credentials`: 401 on every route · `not-permitted`: 401/403 on this route · `unreachable`: no connection or no answer · `offline`: the circuit is open ·
   * `unreadable`: an answer that is not what it should be (HTML, malformed JSON, too large, server error) after all attempts · `refused`: another 4xx · `cancelled`: by the signal.
   */
  cause: 'credentials' | 'not-permitted' | 'unreachable' | 'offline' | 'unreadable' | 'refused' | 'cancelled'
  status: number | null
  message: string
  /** Of a page that stayed unreadable: where the pull can go on behind it, null when it was the last page; absent when that is not known (P5). */
  skipTo?: string | null
}

/** What to pull. `createdSinceOn` is the UTC day to send, already widened (P4); null sends no filter. */
export interface PullRequest {
  feed: Exclude<FeedName, 'assets'>
  createdSinceOn: string | null
  /** Null for the first page, then the last answer's `next`. */
  cursor: string | null
}

/** What a raw record is and belongs to: enough to keep it in the Import Log. */
export interface RecordIdentity {
  kind: ImportKind
  externalId: string | null
  /** Null when its id cannot be read. */
  key: string | null
  /** Key of the fee that it is or belongs to. */
  subjectKey: string | null
  /** UTC, of fees, payments and adjustments that can be read. */
  createdAt: string | null
  /** Of a fee that names no School Id but an asset: its student may only be found through the owner. */
  assetQuestion: AssetQuestion | null
}

export interface AssetQuestion {
  assetKey: string
  userKey: string | null
}

/** The identity of a record that was read. */
export function identityOf(source: SourceRecord): RecordIdentity {
  const isLine = source.kind === 'fee' || source.kind === 'payment' || source.kind === 'adjustment'
  const asks = source.kind === 'fee' && source.schoolId === null && source.assetKey !== null
  return {
    kind: source.kind === 'unreadable' ? source.importKind : source.kind,
    externalId: source.externalId,
    key: source.key,
    subjectKey: subjectOf(source),
    createdAt: isLine ? source.createdAt : null,
    assetQuestion: asks && source.assetKey !== null ? { assetKey: source.assetKey, userKey: source.userKey } : null,
  }
}

function subjectOf(source: SourceRecord): string | null {
  switch (source.kind) {
    case 'fee':
      return source.key
    case 'payment':
    case 'adjustment':
      return source.appliesToKey
    case 'unreadable':
      return source.subjectKey
    default:
      return null
  }
}

/** What asking for one record gave. `absent` is a clear "not there", never an error. */
export type SingleAnswer = { kind: 'found'; record: RawRecord } | { kind: 'absent' } | SystemFailure

/** A payment or adjustment that is to be created. `amountCents` as the system reads it: a payment above zero lowers what is due. */
export interface OutwardItem {
  /** Our outward id, the same on every attempt (I3). */
  reference: string
  type: 'payment' | 'adjustment'
  /** The system's id of the item type it is posted as. */
  itemTypeId: string
  amountCents: number
  /** The system's id of the fee. */
  feeId: string
  name: string
  description: string
  notes: string
}

/**
 * What became of a change that was sent. `done`: it took effect; `refused`: a final answer, nothing took effect; `later`: it did not take effect and may be
 * tried again; `unknown`: a byte was sent and no readable answer came, so only a look-up can tell (D4). `message` is a sentence.
 */
export type SendAnswer =
  | { kind: 'done'; externalId: string | null }
  | { kind: 'refused'; status: number; message: string }
  | { kind: 'later'; cause: SystemFailure['cause']; message: string }
  | { kind: 'unknown'; message: string }

/** What looking for our reference gave: all ids that carry exactly it, over all pages; or why that cannot be said. */
export type LookupAnswer =
  | { kind: 'complete'; externalIds: string[] }
  | { kind: 'dropped'; message: string }
  | SystemFailure

/**
 * The port through which the engine sees an outside system. Retries, limits, the circuit and `Retry-After` are behind it; nothing here throws for what a network or a server can do.
 * `signal` cancels between and during requests.
 */
export interface SystemPort {
  /** `scheme://host:port` that all requests go to; compared by the brake (B1: a changed domain). */
  readonly origin: string
  fetchPage(request: PullRequest, signal: AbortSignal): Promise<PageAnswer | SystemFailure>
  /** Asks for one record by id: a fee, payment or adjustment through the facet, an asset by its route. A row that is not the one asked for is never taken. */
  askFor(feed: 'line-items' | 'assets' | 'users', externalId: string, signal: AbortSignal): Promise<SingleAnswer>
  /** Pure: what one raw record is, without looking at the rest of it; agrees with `read` in everything that it says. Never throws. */
  identify(feed: FeedName, raw: string): RecordIdentity
  /** Pure: reads one raw record of a feed. Never throws. */
  read(feed: FeedName, raw: string): SourceRecord
  /**
   * Creates a payment or adjustment. Sent once: an unknown outcome is handed back. Goes before waiting pages (D5). The signal ends what waits; a request
   * under way is let end. A long pause that the system asked for is handed back too.
   */
  create(item: OutwardItem, signal: AbortSignal): Promise<SendAnswer>
  /** Removes a row that we created. Safe to repeat: what is not there is removed. Signal and pauses as for `create`. */
  remove(externalId: string, signal: AbortSignal): Promise<SendAnswer>
  /** Looks for a row under our reference, over all pages; only equal values count. */
  findByReference(reference: string, signal: AbortSignal): Promise<LookupAnswer>
  /** False when its profile says that rows cannot be found by reference. */
  readonly canFindByReference: boolean
  /** The longest that one attempt can take, ms: an unknown outcome is looked up that long after it ended. */
  readonly wholeCallMs: number
  testConnection(test: 'connection' | 'pull' | 'push', signal: AbortSignal): Promise<ConnectionReport>
  /** UTC time since which the circuit is open, or null. */
  offlineSince(): string | null
  /** How long until a request would be let through, ms: 0 unless the circuit is open and no probe is due, or the system asked for a pause. */
  readyInMs(): number
  close(): Promise<void>
}
