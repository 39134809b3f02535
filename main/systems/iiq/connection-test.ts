import { randomUUID } from 'node:crypto'
import { assertNever } from '../../../contract/assert-never.ts'
import type { ConnectionReport } from '../../../contract/calls.ts'
import type { FeedName, RawRecord } from '../../domain/system.ts'
import type { Envelope } from './envelope.ts'
import { parseRow, type ReadRecord } from './mapping.ts'
import type { IiqProfile } from './profile.ts'
import type { WireRequest } from './requests.ts'
import { keyOf } from './row-reader.ts'
import type { IiqWire, Subject } from './wire.ts'

type Check = ConnectionReport['checks'][number]

/** What a test needs of the opened system. */
export interface TestBench {
  wire: IiqWire
  read: ReadRecord
  userId: string
}

/** Attempts of each request of a test: a person waits. */
const TEST_ATTEMPTS = 2

/** The name of the check that says whether rows can be found by our reference (D4). */
const FIND_BY_REFERENCE = 'Find by reference'

/** Test connection reads and compares, test pull reads one row of each list, test push says that nothing is written. Each check is a line with a sentence. */
export async function testConnection(
  bench: TestBench,
  test: 'connection' | 'pull' | 'push',
  signal: AbortSignal,
): Promise<ConnectionReport> {
  switch (test) {
    case 'connection':
      return withReference(bench, report(await runSteps(bench, connectionSteps(bench), signal)))
    case 'pull':
      return report(await runSteps(bench, pullSteps(bench), signal))
    case 'push': {
      const message =
        'Nothing was written: a test never sends anything to Incident IQ. Test connection shows whether payments could be found there again.'
      return { ok: true, checks: [{ name: 'Push', ok: true, message }] }
    }
    default:
      return assertNever(test)
  }
}

interface Step {
  name: string
  subject: Subject
  request: WireRequest
  judge(envelope: Envelope): Omit<Check, 'name'>
}

/** Says also as a fact, for deliveries, what the check by reference showed. A check that was not answered shows nothing. */
function withReference({ wire }: TestBench, made: ConnectionReport): ConnectionReport {
  const check = made.checks.find(one => one.name === FIND_BY_REFERENCE)
  if (check === undefined || !wire.profile.canFindByReference) return made
  return check.ok || check.message === DROPPED ? { ...made, findsByReference: check.ok } : made
}

function report(checks: Check[]): ConnectionReport {
  return { ok: checks.every(check => check.ok), checks }
}

/** Runs the steps one after the other. When nobody answers, or the key is refused on every route, the rest is not tried. */
async function runSteps({ wire }: TestBench, steps: Step[], signal: AbortSignal): Promise<Check[]> {
  const checks: Check[] = []
  for (const { name, subject, request, judge } of steps) {
    const answer = await wire.ask(request, signal, TEST_ATTEMPTS)
    if (answer.kind === 'good') {
      checks.push({ name, ...judge(answer.envelope) })
      continue
    }
    const failure = answer.kind === 'failed' ? answer : await wire.explain(answer, request, subject, signal)
    const { message } = failure
    if (failure.cause === 'credentials') return [{ name: 'API Key', ok: false, message }, ...checks]
    const isDown = answer.kind === 'failed' && failure.cause !== 'unreadable'
    if (isDown) return [{ name: 'Connection', ok: false, message }, ...checks]
    checks.push({ name, ok: false, message })
  }
  return [
    { name: 'API Key', ok: true, message: `${wire.transport.origin} answers, and it accepts the API Key.` },
    ...checks,
  ]
}

function connectionSteps({ wire, read, userId }: TestBench): Step[] {
  const { requests, profile } = wire
  const reference = `feebridge-test-${randomUUID()}`
  return [
    {
      name: 'Locations',
      subject: 'locations',
      request: requests.locations(null),
      judge: ({ records }) => withFields(profile, 'locations', records, `Read ${count(records.length, 'location')}.`),
    },
    {
      name: 'Acting user',
      subject: 'users',
      request: requests.search('users', [{ facet: profile.facets.userId, value: userId }], { skip: 0, size: 2 }),
      judge: ({ records }) => judgeActingUser({ wire, read, userId }, records),
    },
    {
      name: 'Fee categories',
      subject: 'fee categories',
      request: requests.categories(),
      judge: ({ records }) =>
        withFields(profile, 'categories', records, `Read ${count(records.length, 'fee category', 'fee categories')}.`),
    },
    {
      name: FIND_BY_REFERENCE,
      subject: 'fees and payments',
      request: requests.search('lineItems', [{ facet: profile.facets.externalReference, value: reference }], {
        skip: 0,
        size: 1,
      }),
      judge: ({ records, totalRows }) => judgeReference(profile, records.length > 0 || totalRows !== 0),
    },
  ]
}

function pullSteps({ wire, read }: TestBench): Step[] {
  const { requests, profile } = wire
  const place = { skip: 0, size: 1 }
  const judgeRow = (feed: 'item-types' | 'line-items', subject: Subject) => (envelope: Envelope) => {
    const [record] = envelope.records
    if (record === undefined)
      return { ok: true, message: `Incident IQ lists no ${subject}, so no row could be looked at.` }
    const row = read(feed, record.raw)
    const total = `Incident IQ lists ${envelope.totalRows} ${subject}; one was read and nothing was kept.`
    return withFields(profile, feed, envelope.records, row.kind === 'unreadable' ? `${total} ${row.message}` : total)
  }
  return [
    {
      name: 'Item types',
      subject: 'item types',
      request: requests.search('itemTypes', [], place),
      judge: judgeRow('item-types', 'item types'),
    },
    {
      name: 'Fees and payments',
      subject: 'fees and payments',
      request: requests.search('lineItems', [], place),
      judge: judgeRow('line-items', 'fees and payments'),
    },
  ]
}

function judgeActingUser({ wire, read, userId }: TestBench, records: RawRecord[]): Omit<Check, 'name'> {
  const rows = records.map(record => read('users', record.raw))
  const isForeign = rows.some(row => row.key !== keyOf(userId))
  if (isForeign) {
    return {
      ok: false,
      message: `Incident IQ was asked for the user with User ID ${userId} and sent others: it did not honour the filter. Tell Incident IQ’s support.`,
    }
  }
  const [user] = rows
  if (user === undefined)
    return {
      ok: false,
      message: `No user of Incident IQ has the User ID ${userId}. Copy the User ID again from Incident IQ.`,
    }
  if (user.kind !== 'user')
    return { ok: false, message: user.kind === 'unreadable' ? user.message : 'The user cannot be read.' }
  if (!user.isActive || user.isDeleted) {
    return {
      ok: false,
      message: `The User ID belongs to ${wire.transport.quote(user.name)}, who is no longer active in Incident IQ. Use the id of an active user.`,
    }
  }
  return withFields(wire.profile, 'users', records, `The User ID belongs to ${wire.transport.quote(user.name)}.`)
}

const LOST =
  'A payment whose outcome is not known will never be sent again by itself; you will be asked. Importing fees is not affected.'
const DROPPED = `Incident IQ did not honour the filter by reference: it sent rows for a reference that does not exist. ${LOST}`

function judgeReference(profile: IiqProfile, isDropped: boolean): Omit<Check, 'name'> {
  if (!profile.canFindByReference)
    return { ok: true, message: `The profile says that rows cannot be found by reference. ${LOST}` }
  if (isDropped) return { ok: false, message: DROPPED }
  return { ok: true, message: 'Incident IQ honours the filter by reference, so what was sent can be found again.' }
}

/** Fields that a usable row must have, by the profile's names; the others may be absent. */
const REQUIRED: Record<Exclude<FeedName, 'assets'>, readonly string[]> = {
  locations: ['id', 'name', 'isDeleted'],
  categories: ['id', 'title'],
  'item-types': ['id', 'sku', 'title', 'categoryId', 'type'],
  users: ['id', 'name', 'isActive', 'isDeleted'],
  'line-items': ['id', 'itemTypeId', 'type', 'sku', 'name', 'amount', 'createdDate', 'modifiedDate', 'isDeleted'],
}

/** Adds which of the expected fields a real row had and which it lacked; a required one that it lacks fails the check. */
function withFields(
  profile: IiqProfile,
  feed: Exclude<FeedName, 'assets'>,
  records: RawRecord[],
  opening: string,
): Omit<Check, 'name'> {
  const [record] = records
  const parsed = record === undefined ? null : parseRow(record.raw)
  if (parsed === null || parsed.kind === 'not-a-row')
    return { ok: true, message: `${opening} There was no row whose fields could be looked at.` }
  const { location, category, itemType, user, lineItem } = profile.fields
  const expected: Record<string, string> = {
    locations: location,
    categories: category,
    'item-types': itemType,
    users: user,
    'line-items': lineItem,
  }[feed]
  const has = (field: string) => field in parsed.row
  const found = Object.values(expected).filter(has)
  const lacking = Object.values(expected).filter(field => !has(field))
  const lackingRequired = REQUIRED[feed].flatMap(name => expected[name] ?? []).filter(field => !has(field))
  const lacks = lacking.length === 0 ? '' : ` Fields not found: ${lacking.join(', ')}.`
  const remedy =
    lackingRequired.length === 0
      ? ''
      : ` Required of these: ${lackingRequired.join(', ')}. Name them as your Incident IQ does in the settings’ profile.`
  return { ok: lackingRequired.length === 0, message: `${opening} Fields found: ${found.join(', ')}.${lacks}${remedy}` }
}

function count(number: number, singular: string, plural = `${singular}s`): string {
  return `${number} ${number === 1 ? singular : plural}`
}
