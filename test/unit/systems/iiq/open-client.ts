import type { IiqSettings } from '../../../../contract/settings.ts'
import type { PageAnswer, PullRequest, SystemPort } from '../../../../main/domain/system.ts'
import type { Limits } from '../../../../main/systems/exchange.ts'
import { openIiq } from '../../../../main/systems/iiq/client.ts'
import { type Answer, json, openTestFetch, openTestLog, quickLimits, serve, testClock } from '../loopback.ts'

/** The key that no text may show. */
export const KEY = 'very-secret-key-1234'
export const never: AbortSignal = new AbortController().signal

const settings: IiqSettings & { apiKey: string } = {
  apiKey: KEY,
  apiDomain: 'demo',
  userId: 'U1',
  siteId: 'site-1',
  productId: 'product-1',
  app: 'paymentsFeeTracker',
  categoryMode: 'import',
  createdSince: '2026-01-01',
  waiveZeroDue: false,
  waiveMissing: false,
  instantPayments: false,
  exportPayments: false,
}

/** Opens the client on a server with test settings; `changes` and `limits` replace some. */
export function open(
  baseUrl: string,
  changes: Partial<IiqSettings & { apiKey: string }> = {},
  limits: Partial<Limits> = {},
): SystemPort {
  const given = { settings: { ...settings, baseUrl, ...changes }, timeZone: 'America/New_York', clock: testClock }
  return openIiq({
    ...given,
    fetch: openTestFetch(),
    log: openTestLog(),
    limits: { ...quickLimits, ...limits },
    random: () => 0.5,
  })
}

/** Users that are line items too: only their ids matter. */
export const ids = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ LineItemId: `Item-${index}`, UserId: `User-${index}`, Name: 'ü' }))
/** An answer of a search, in its envelope. */
export const page = (items: unknown[], totalRows: number, more: object = {}) => ({
  Items: items,
  ItemCount: items.length,
  Paging: { TotalRows: totalRows, PageSize: 100, ...more },
  StatusCode: 200,
})

/** A list that pages as described: by body or by query, with a largest page. */
export function paged(rows: unknown[], most: number): Answer {
  return (seen, response) => {
    const url = new URL(seen.url, 'http://localhost')
    const body = seen.body === '' ? {} : JSON.parse(seen.body)
    const size = Math.min(most, body.Limit ?? Number(url.searchParams.get('$s') ?? 20))
    const skip = body.Skip ?? size * Number(url.searchParams.get('$p') ?? 0)
    const items = rows.slice(skip, skip + size)
    json(page(items, rows.length, { PageSize: size, PageIndex: Math.floor(skip / size) }))(seen, response)
  }
}

/** Pulls every page of a feed. */
export async function pullAll(
  port: SystemPort,
  feed: PullRequest['feed'],
  createdSinceOn: string | null = null,
): Promise<{ raws: string[]; pages: PageAnswer[] }> {
  const pages: PageAnswer[] = []
  let cursor: string | null = null
  do {
    const answer = await port.fetchPage({ feed, createdSinceOn, cursor }, never)
    if (answer.kind === 'failed') throw new Error(answer.message)
    pages.push(answer)
    cursor = answer.next
  } while (cursor !== null)
  return { raws: pages.flatMap(one => one.records.map(record => record.raw)), pages }
}

/** Serves one answer and asks for the first page of a feed. */
export async function firstPage(
  answer: Answer,
  feed: PullRequest['feed'] = 'line-items',
  limits: Partial<Limits> = {},
) {
  const server = await serve(answer)
  const result = await open(server.origin, {}, limits).fetchPage({ feed, createdSinceOn: null, cursor: null }, never)
  return { result, server }
}
