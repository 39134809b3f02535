// main/systems/iiq speaks with Incident IQ: profile.ts holds the wire's words as data, requests.ts and envelope.ts write and read its messages, mapping.ts reads its rows.
// It decides nothing about fees: it hands over what the system says, and says when it cannot be trusted (P4). This file: the port, as the engine sees it.
import type { ConnectionReport } from '../../../contract/calls.ts'
import type { IiqSettings } from '../../../contract/settings.ts'
import type { Clock, Log } from '../../domain/ports.ts'
import type { SourceRecord } from '../../domain/source-record.ts'
import type {
  FeedName,
  LookupAnswer,
  OutwardItem,
  PageAnswer,
  PullRequest,
  RawRecord,
  SendAnswer,
  SingleAnswer,
  SystemFailure,
  SystemPort,
} from '../../domain/system.ts'
import type { Address } from '../address.ts'
import type { HttpFetch, Limits } from '../exchange.ts'
import { Transport } from '../http.ts'
import { testConnection } from './connection-test.ts'
import { type IdentifyRecord, openIdentities, openMapping, parseRow, type ReadRecord } from './mapping.ts'
import { iiqOrigin } from './origin.ts'
import { type IiqProfile, readProfile } from './profile.ts'
import { IiqRequests, type WireRequest } from './requests.ts'
import { keyOf } from './row-reader.ts'
import { IiqSending } from './sending.ts'
import { IiqWire, type Subject } from './wire.ts'

export interface IiqOptions {
  settings: IiqSettings & { apiKey: string }
  /** The district's zone, in which days are told. */
  timeZone: string
  fetch: HttpFetch
  clock: Clock
  log: Log
  /** Other limits than the written ones, for tests. */
  limits?: Partial<Limits>
  /** Spreads waits; from 0 up to 1. */
  random?: () => number
}

/** One request at a time, as Incident IQ asks. */
const IN_FLIGHT_MOST = 1

const SUBJECTS: Record<FeedName, Subject> = {
  locations: 'locations',
  categories: 'fee categories',
  'item-types': 'item types',
  users: 'users',
  'line-items': 'fees and payments',
  assets: 'assets',
}

/**
 * Opens the way to one district's Incident IQ. Never throws: settings that cannot be used (an address without encryption, an unfit profile or key) make every request fail with
 * the sentence that says so. Nothing is sent until something is asked.
 */
export function openIiq(options: IiqOptions): SystemPort {
  const { settings } = options
  const reading = readProfile(settings.profile)
  const profile = reading.kind === 'profile' ? reading.profile : defaultProfile()
  const address: Address = reading.kind === 'bad' ? reading : checkHeaders(settings, iiqOrigin(settings))
  const { fetch, clock, log, limits, random, timeZone } = options
  const transport = new Transport({
    name: 'Incident IQ',
    address,
    headers: writeHeaders(profile, settings),
    secrets: [settings.apiKey],
    inFlightMost: IN_FLIGHT_MOST,
    timeZone,
    fetch,
    clock,
    log,
    limits,
    random,
  })
  const read = openMapping(profile, timeZone)
  return new IiqPort(
    new IiqWire(transport, new IiqRequests(profile, settings.app), profile),
    read,
    openIdentities(profile, timeZone, read),
    settings.userId,
  )
}

class IiqPort implements SystemPort {
  readonly origin: string
  readonly read: (feed: FeedName, raw: string) => SourceRecord
  readonly identify: IdentifyRecord
  private readonly wire: IiqWire
  private readonly userId: string
  readonly canFindByReference: boolean
  readonly wholeCallMs: number
  private readonly sending: IiqSending
  private readonly lastGood = new Map<FeedName, { rows: number; pageSize: number | null; totalRows: number | null }>()

  constructor(wire: IiqWire, read: ReadRecord, identify: IdentifyRecord, userId: string) {
    this.origin = wire.transport.origin
    this.read = read
    this.identify = identify
    this.wire = wire
    this.userId = userId
    this.canFindByReference = wire.profile.canFindByReference
    this.wholeCallMs = wire.transport.limits.wholeCallMs
    this.sending = new IiqSending(wire, userId)
  }

  create(item: OutwardItem, signal: AbortSignal): Promise<SendAnswer> {
    return this.sending.create(item, signal)
  }

  remove(externalId: string, signal: AbortSignal): Promise<SendAnswer> {
    return this.sending.remove(externalId, signal)
  }

  findByReference(reference: string, signal: AbortSignal): Promise<LookupAnswer> {
    return this.sending.findByReference(reference, signal)
  }

  async fetchPage(pull: PullRequest, signal: AbortSignal): Promise<PageAnswer | SystemFailure> {
    const pageRows = this.wire.transport.limits.pullPageRows
    const request = this.wire.requests.page(pull, pageRows)
    const answer = await this.wire.ask(request, signal)
    if (answer.kind === 'refused') return this.wire.explain(answer, request, SUBJECTS[pull.feed], signal)
    if (answer.kind === 'failed') return this.passOver(pull, pageRows, answer)
    const { records, totalRows, pageSize, notes } = answer.envelope
    this.lastGood.set(pull.feed, { rows: records.length, pageSize, totalRows })
    const next = this.wire.requests.next(pull, pageRows, { rows: records.length, pageSize, totalRows })
    return {
      kind: 'page',
      records,
      statedTotal: totalRows,
      next,
      notes: notes.map(note => `Incident IQ noted with the list of ${SUBJECTS[pull.feed]}: ${note}`),
    }
  }

  /** Behind a page that stays unreadable the pull can go on, once an earlier page has told how far one page reaches (P5). */
  private passOver(pull: PullRequest, pageRows: number, failure: SystemFailure): SystemFailure {
    const before = this.lastGood.get(pull.feed)
    if (failure.cause !== 'unreadable' || pull.cursor === null || before === undefined) return failure
    return { ...failure, skipTo: this.wire.requests.next(pull, pageRows, before) }
  }

  async askFor(
    feed: 'line-items' | 'assets' | 'users',
    externalId: string,
    signal: AbortSignal,
  ): Promise<SingleAnswer> {
    const request = this.singleRequest(feed, externalId)
    const answer = await this.wire.ask(request, signal)
    if (answer.kind === 'refused' && feed === 'assets' && (answer.status === 404 || answer.status === 410))
      return { kind: 'absent' }
    if (answer.kind === 'refused') return this.wire.explain(answer, request, SUBJECTS[feed], signal)
    if (answer.kind === 'failed') return answer
    return this.pick(feed, externalId, answer.envelope.records)
  }

  testConnection(test: 'connection' | 'pull' | 'push', signal: AbortSignal): Promise<ConnectionReport> {
    return testConnection({ wire: this.wire, read: this.read, userId: this.userId }, test, signal)
  }

  offlineSince(): string | null {
    return this.wire.transport.offlineSince()
  }

  readyInMs(): number {
    return this.wire.transport.readyInMs()
  }

  async close(): Promise<void> {
    this.wire.transport.close()
  }

  private singleRequest(feed: 'line-items' | 'assets' | 'users', value: string): WireRequest {
    const { requests, profile } = this.wire
    if (feed === 'assets') return requests.asset(value)
    // Two rows are enough to see that the filter was dropped.
    const place = { skip: 0, size: 2 }
    return feed === 'users'
      ? requests.search('users', [{ facet: profile.facets.userId, value }], place)
      : requests.search('lineItems', [{ facet: profile.facets.lineItemId, value }], place)
  }

  /** Takes the row that was asked for; any other row among them means that the filter was not honoured, and then the answer proves nothing (P4). */
  private pick(feed: 'line-items' | 'assets' | 'users', externalId: string, records: RawRecord[]): SingleAnswer {
    const { fields } = this.wire.profile
    const idField = { 'line-items': fields.lineItem.id, assets: fields.asset.id, users: fields.user.id }[feed]
    const isLive: RawRecord[] = []
    for (const record of records) {
      const parsed = parseRow(record.raw)
      if (parsed.kind === 'not-a-row' || keyOf(parsed.row[idField]) !== keyOf(externalId))
        return foreignRow(feed, externalId)
      if (feed !== 'line-items' || parsed.row[fields.lineItem.isDeleted] !== true) isLive.push(record)
    }
    const [record] = isLive
    return record === undefined ? { kind: 'absent' } : { kind: 'found', record }
  }
}

function foreignRow(feed: FeedName, externalId: string): SystemFailure {
  const message = `Incident IQ was asked for ${SUBJECTS[feed]} with the id ${externalId} and sent another row: it did not honour the filter. Nothing was concluded from its answer. Run Test connection and tell Incident IQ’s support.`
  return { kind: 'failed', cause: 'unreadable', status: 200, message }
}

function writeHeaders(
  { headers: words }: IiqProfile,
  settings: IiqSettings & { apiKey: string },
): Record<string, string> {
  return {
    [words.authorization]: `${words.authorizationScheme} ${settings.apiKey}`,
    [words.site]: settings.siteId,
    [words.product]: settings.productId,
    [words.client]: words.clientName,
    'Content-Type': 'application/json',
  }
}

/** A header takes plain characters only; a key pasted with a line break would otherwise fail as if the network did. */
function checkHeaders(settings: IiqSettings & { apiKey: string }, address: Address): Address {
  const values = { 'API Key': settings.apiKey, 'Site ID': settings.siteId, 'Product ID': settings.productId }
  for (const [field, value] of Object.entries(values)) {
    if (!/^[\x21-\x7e]+$/.test(value))
      return {
        kind: 'bad',
        message: `The ${field} holds a blank, a line break or a special character, or is empty. Copy it again from Incident IQ.`,
      }
  }
  return address
}

function defaultProfile(): IiqProfile {
  const reading = readProfile(undefined)
  if (reading.kind === 'bad') throw new Error(reading.message)
  return reading.profile
}
