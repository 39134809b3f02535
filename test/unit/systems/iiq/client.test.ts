import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { IiqSettings } from '../../../../contract/settings.ts'
import type { PageAnswer, PullRequest, SystemPort } from '../../../../main/domain/system.ts'
import type { Limits } from '../../../../main/systems/exchange.ts'
import { openIiq } from '../../../../main/systems/iiq/client.ts'
import {
  type Answer,
  inTurn,
  json,
  openTestFetch,
  openTestLog,
  quickLimits,
  type Seen,
  serve,
  testClock,
  text,
} from '../loopback.ts'

const KEY = 'very-secret-key-1234'
const never = new AbortController().signal

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

function open(
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

const ids = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ LineItemId: `Item-${index}`, UserId: `User-${index}`, Name: 'ü' }))
const page = (items: unknown[], totalRows: number, more: object = {}) => ({
  Items: items,
  ItemCount: items.length,
  Paging: { TotalRows: totalRows, PageSize: 100, ...more },
  StatusCode: 200,
})

/** A list that pages as described: by body or by query, with a largest page. */
function paged(rows: unknown[], most: number): Answer {
  return (seen, response) => {
    const url = new URL(seen.url, 'http://localhost')
    const body = seen.body === '' ? {} : JSON.parse(seen.body)
    const size = Math.min(most, body.Limit ?? Number(url.searchParams.get('$s') ?? 20))
    const skip = body.Skip ?? size * Number(url.searchParams.get('$p') ?? 0)
    const items = rows.slice(skip, skip + size)
    json(page(items, rows.length, { PageSize: size, PageIndex: Math.floor(skip / size) }))(seen, response)
  }
}

async function pullAll(
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

async function firstPage(answer: Answer, feed: PullRequest['feed'] = 'line-items', limits: Partial<Limits> = {}) {
  const server = await serve(answer)
  const result = await open(server.origin, {}, limits).fetchPage({ feed, createdSinceOn: null, cursor: null }, never)
  return { result, server }
}

describe('pulling a list', () => {
  it('sends every header on every request and no credentials in the URL', async () => {
    const { server } = await firstPage(json(page([], 0)), 'locations')
    const [seen] = server.seen
    expect(seen).toMatchObject({ method: 'GET', url: '/api/v1.0/locations/all', body: '' })
    expect(seen?.headers).toMatchObject({
      authorization: `Bearer ${KEY}`,
      siteid: 'site-1',
      productid: 'product-1',
      client: 'ApiClient',
      'content-type': 'application/json',
    })
  })

  it('pages a search by its body, stepping by the page size that the answer states', async () => {
    const rows = ids(250)
    const server = await serve(paged(rows, 100))
    const { raws, pages } = await pullAll(open(server.origin), 'line-items', '2026-03-04')
    expect(raws).toEqual(rows.map(row => JSON.stringify(row)))
    expect(pages.map(one => one.statedTotal)).toEqual([250, 250, 250])
    expect(server.seen.map(seen => [seen.method, seen.url, JSON.parse(seen.body)])).toEqual(
      [0, 100, 200].map(skip => [
        'POST',
        '/apps/paymentsFeeTracker/api/data/line-items/search',
        { Skip: skip, Limit: 1_000, Filters: [{ Facet: 'createddate', Value: 'date>=03/04/2026' }] },
      ]),
    )
  })

  it('pages users by the query, with an empty object as body, counting pages in the size that the answer states', async () => {
    const server = await serve(paged(ids(250), 100))
    const { raws } = await pullAll(open(server.origin), 'users')
    expect(raws).toHaveLength(250)
    const asked = server.seen.map(seen => Object.fromEntries(new URL(seen.url, 'http://localhost').searchParams))
    expect(asked).toEqual([
      { $s: '1000', $p: '0', $o: 'UserId asc' },
      { $s: '100', $p: '1', $o: 'UserId asc' },
      { $s: '100', $p: '2', $o: 'UserId asc' },
    ])
    expect(server.seen.map(seen => seen.body)).toEqual(['{}', '{}', '{}'])
  })

  it('reads locations in one page unless the answer says that there are more', async () => {
    const server = await serve(paged(ids(45), 100))
    expect((await pullAll(open(server.origin), 'locations')).raws).toHaveLength(45)
    expect(server.seen.map(seen => seen.url)).toEqual([
      '/api/v1.0/locations/all',
      '/api/v1.0/locations/all?$p=1',
      '/api/v1.0/locations/all?$p=2',
    ])
    const { result } = await firstPage(json({ Items: ids(3), StatusCode: 200 }), 'locations')
    expect(result).toMatchObject({ kind: 'page', statedTotal: null, next: null })
  })

  it('reads categories from inside the options', async () => {
    const { result, server } = await firstPage(
      json({ Item: { Categories: [{ CategoryId: 'C1', Title: 'Devices' }], Other: 1 }, StatusCode: 200 }),
      'categories',
    )
    expect(result.kind === 'page' && result.records.map(record => record.raw)).toEqual([
      '{"CategoryId":"C1","Title":"Devices"}',
    ])
    expect(result).toMatchObject({ next: null })
    expect(server.seen[0]?.url).toBe('/apps/paymentsFeeTracker/api/sync/options')
  })

  it('P1 gives each record word for word with the hash of its bytes', async () => {
    const raw = '{"LineItemId" : "A",\n "Amount":1.50, "Name":"Ü\\u00fc"}'
    const { result } = await firstPage(text(`{"Items":[ ${raw} ],"Paging":{"TotalRows":1}}`))
    if (result.kind !== 'page') throw new Error(result.message)
    expect(result.records.map(record => record.raw)).toEqual([raw])
    expect(result.records[0]?.hash).toEqual(createHash('sha256').update(raw).digest())
  })

  it('P3 ends at the stated total or with an empty page, and steps by the rows received where no page size is stated', async () => {
    const server = await serve(
      inTurn(json(page(ids(2), 5, { PageSize: null })), json(page(ids(1), 5, { PageSize: 0 })), json(page([], 5))),
    )
    const { pages } = await pullAll(open(server.origin), 'item-types')
    expect(pages).toHaveLength(3)
    expect(server.seen.map(seen => JSON.parse(seen.body).Skip)).toEqual([0, 2, 3])
  })

  it('shows the non-fatal errors that a good answer carries, without the key', async () => {
    for (const Errors of [{ Sku: [`is odd, ${KEY}`] }, [{ Field: 'Sku', Message: `is odd, ${KEY}` }]]) {
      const { result } = await firstPage(json({ ...page([], 0), Errors }))
      expect(result).toMatchObject({
        kind: 'page',
        notes: ['Incident IQ noted with the list of fees and payments: Sku: is odd, •••'],
      })
    }
  })
})

describe('answers that cannot be used', () => {
  it.each<[string, Answer, string]>([
    [
      'a web page with 200',
      text('<html>Sign in</html>', 200, { 'Content-Type': 'text/html' }),
      'sent a web page instead of data',
    ],
    ['malformed JSON', text('{"Items":[{"LineItemId":"A"}],"Paging":{"TotalRows":1}'), 'cut off or not well-formed'],
    [
      'a record with a fault in its grammar',
      text('{"Items":[{"LineItemId":"A" "x":1}],"Paging":{"TotalRows":1}}'),
      'cut off or not well-formed',
    ],
    ['an empty answer', text(''), 'sent an empty answer'],
    ['no list', json({ Paging: { TotalRows: 0 } }), 'without its list Items'],
    ['a list that is none', json({ Items: {}, Paging: { TotalRows: 0 } }), 'without its list Items'],
    ['no total', json({ Items: [] }), 'without Paging.TotalRows'],
    ['a total that is no number', json({ Items: [], Paging: { TotalRows: '0' } }), 'without Paging.TotalRows'],
    [
      'a status 500 in the body of a 200',
      json({ StatusCode: 500, Message: 'oops' }),
      'reported an error of its own (500)',
    ],
  ])('P5 tries again and then says so: %s', async (_name, answer, part) => {
    const { result, server } = await firstPage(answer)
    expect(result).toMatchObject({ kind: 'failed', cause: 'unreadable', message: expect.stringContaining(part) })
    expect(server.seen).toHaveLength(4)
  })

  it('takes an answer that comes right at the second attempt', async () => {
    const { result } = await firstPage(inTurn(text('<html>'), json(page(ids(1), 1))))
    expect(result).toMatchObject({ kind: 'page', statedTotal: 1 })
  })

  it('obeys RetryAfter in the body of a 429, also inside a 200', async () => {
    for (const status of [429, 200]) {
      const started = performance.now()
      const { result } = await firstPage(
        inTurn(json({ StatusCode: 429, Message: 'slow down', RetryAfter: 1 }, status), json(page([], 0))),
      )
      expect(result.kind).toBe('page')
      expect(performance.now() - started).toBeGreaterThan(950)
    }
  })

  it.each<[string, unknown, number]>([
    ['errors by field', { Errors: { Limit: ['is too large', 'is odd'] } }, 400],
    [
      'a list of errors',
      { Errors: [{ Field: 'Limit', Message: 'is too large; Limit: is odd' }], CorrelationId: 'c' },
      422,
    ],
    ['a list of errors under 400', { Errors: [{ Field: 'Limit', Message: 'is too large; Limit: is odd' }] }, 400],
    ['errors by field in the body of a 200', { StatusCode: 422, Errors: { Limit: ['is too large', 'is odd'] } }, 200],
  ])('reads validation in either shape: %s', async (_name, body, status) => {
    const { result, server } = await firstPage(json(body, status))
    const said = 'It said: Limit: is too large; Limit: is odd.'
    expect(result).toMatchObject({ kind: 'failed', cause: 'refused', message: expect.stringContaining(said) })
    expect(server.seen).toHaveLength(1)
  })

  it('does not follow a redirect and says what to check', async () => {
    const { result, server } = await firstPage((_seen, response) =>
      response.writeHead(301, { Location: `https://elsewhere.example/?key=${KEY}` }).end(),
    )
    expect(result).toMatchObject({
      cause: 'refused',
      status: 301,
      message: expect.stringContaining('redirect (301), which is not followed. Check the API Domain'),
    })
    expect(server.seen).toHaveLength(1)
  })

  it('tells a refused key, by asking other routes, from a right that one route lacks', async () => {
    const everywhere = await firstPage(json({ StatusCode: 401, Message: `Bearer ${KEY} unknown` }, 401))
    expect(everywhere.result).toMatchObject({
      cause: 'credentials',
      status: 401,
      message: expect.stringMatching(/^Incident IQ refused the API Key \(401\)\./),
    })
    expect(JSON.stringify(everywhere.result)).not.toContain(KEY)
    const here: Answer = (seen, response) =>
      (seen.url.endsWith('/search') ? json({ StatusCode: 401, Message: 'Not permitted' }, 401) : json(page([], 0)))(
        seen,
        response,
      )
    const { result } = await firstPage(here)
    expect(result).toMatchObject({
      cause: 'not-permitted',
      message: expect.stringContaining(
        'does not permit the API Key’s user to read fees and payments (401). It said: Not permitted.',
      ),
    })
  })

  it('says that it is unreachable, cancelled, or not encrypted', async () => {
    const request: PullRequest = { feed: 'locations', createdSinceOn: null, cursor: null }
    expect(await open('http://127.0.0.1:9').fetchPage(request, never)).toMatchObject({
      cause: 'unreachable',
      status: null,
      message: expect.stringContaining('refused the connection (4 attempts)'),
    })
    expect(await open('http://127.0.0.1:9').fetchPage(request, AbortSignal.abort())).toMatchObject({
      cause: 'cancelled',
    })
    expect(await open('http://demo.incidentiq.com').fetchPage(request, never)).toMatchObject({
      cause: 'refused',
      message: expect.stringContaining('not encrypted'),
    })
    expect(await open('http://127.0.0.1:9', { apiKey: 'a\nb' }).fetchPage(request, never)).toMatchObject({
      cause: 'refused',
      message: expect.stringContaining('The API Key holds'),
    })
    expect(await open('http://127.0.0.1:9', { profile: { foo: 1 } }).fetchPage(request, never)).toMatchObject({
      cause: 'refused',
      message: expect.stringContaining('profile.foo'),
    })
  })

  it('has one request in flight at a time', async () => {
    const server = await serve((seen, response) => void setTimeout(() => json(page([], 0))(seen, response), 5))
    const port = open(server.origin)
    await Promise.all(
      Array.from({ length: 5 }, () => port.fetchPage({ feed: 'users', createdSinceOn: null, cursor: null }, never)),
    )
    expect(server.inFlight.most).toBe(1)
  })
})

describe('asking for one record', () => {
  const ask = async (answer: Answer, feed: 'line-items' | 'assets' | 'users' = 'line-items', id = 'Item-1') => {
    const server = await serve(answer)
    return { result: await open(server.origin).askFor(feed, id, never), seen: server.seen[0] as Seen }
  }

  it('W3 finds a line item by its facet, ids without case', async () => {
    const { result, seen } = await ask(json(page([{ LineItemId: 'ITEM-1', IsDeleted: false }], 1)))
    expect(result.kind === 'found' && result.record.raw).toBe('{"LineItemId":"ITEM-1","IsDeleted":false}')
    expect(JSON.parse(seen.body)).toEqual({ Skip: 0, Limit: 2, Filters: [{ Facet: 'lineitemid', Value: 'Item-1' }] })
  })

  it('W3 takes no row and a deleted row as absent', async () => {
    expect((await ask(json(page([], 0)))).result).toEqual({ kind: 'absent' })
    expect((await ask(json(page([{ LineItemId: 'Item-1', IsDeleted: true }], 1)))).result).toEqual({ kind: 'absent' })
  })

  it('P4 concludes nothing when the filter was dropped, whether or not the row is among the others', async () => {
    for (const rows of [ids(2), [{ LineItemId: 'other', IsDeleted: true }], [{ Name: 'no id' }]]) {
      const { result } = await ask(json(page(rows, 2_000)))
      expect(result).toMatchObject({
        kind: 'failed',
        cause: 'unreadable',
        message: expect.stringContaining('did not honour the filter'),
      })
    }
  })

  it('asks for users by their facet and for assets by their route', async () => {
    const user = await ask(json(page([{ UserId: 'u1', IsDeleted: true }], 1)), 'users', 'U1')
    expect(user.result.kind).toBe('found')
    expect(JSON.parse(user.seen.body)).toEqual({ Filters: [{ Facet: 'userid', Value: 'U1' }] })
    const asset = await ask(json({ Item: { AssetId: 'a/1' }, StatusCode: 200 }), 'assets', 'a/1')
    expect(asset.result.kind === 'found' && asset.result.record.raw).toBe('{"AssetId":"a/1"}')
    expect(asset.seen).toMatchObject({ method: 'GET', url: '/api/v1.0/assets/a%2F1', body: '' })
  })

  it('takes a 404 for an asset as absent, by status or in the body, and never another asset', async () => {
    expect((await ask(json({ StatusCode: 404, Message: 'none' }, 404), 'assets')).result).toEqual({ kind: 'absent' })
    expect((await ask(json({ StatusCode: 404 }), 'assets')).result).toEqual({ kind: 'absent' })
    expect((await ask(json({ Item: null }), 'assets')).result).toEqual({ kind: 'absent' })
    expect((await ask(json({ Item: { AssetId: 'other' } }), 'assets')).result).toMatchObject({
      kind: 'failed',
      cause: 'unreadable',
    })
    expect((await ask(json({ StatusCode: 403 }, 403), 'assets')).result).toMatchObject({
      kind: 'failed',
      cause: 'not-permitted',
    })
  })
})

/** The routes of a whole, tiny Incident IQ. */
function district(changes: Record<string, Answer> = {}): Answer {
  const routes: Record<string, Answer> = {
    '/api/v1.0/locations/all': json(
      page([{ LocationId: 'L1', Name: 'North', Abbreviation: 'N', IsDeleted: false }], 1),
    ),
    '/api/v1.0/users': json(
      page(
        [
          {
            UserId: 'u1',
            SchoolIdNumber: null,
            Name: 'Ada Example',
            FirstName: 'Ada',
            LastName: 'Example',
            IsActive: true,
            IsDeleted: false,
          },
        ],
        1,
      ),
    ),
    '/apps/paymentsFeeTracker/api/sync/options': json({
      Item: { Categories: [{ CategoryId: 'C1', Title: 'Devices' }] },
    }),
    '/apps/paymentsFeeTracker/api/data/line-item-types/search': json(
      page([{ LineItemTypeId: 'T1', Sku: 'S', Title: 'T', CategoryId: 'C1', Type: 'Fee' }], 12),
    ),
    '/apps/paymentsFeeTracker/api/data/line-items/search': json(page([], 0)),
    ...changes,
  }
  return (seen, response) => (routes[seen.url.split('?')[0] ?? ''] ?? json({ StatusCode: 404 }, 404))(seen, response)
}

describe('testing the connection', () => {
  const run = async (answer: Answer, test: 'connection' | 'pull' | 'push' = 'connection') => {
    const server = await serve(answer)
    const report = await open(server.origin).testConnection(test, never)
    const lines = Object.fromEntries(report.checks.map(check => [check.name, check]))
    return { report, lines, seen: server.seen }
  }

  it('reads locations, the acting user, the categories, and whether rows can be found by reference', async () => {
    const { report, lines, seen } = await run(district())
    expect(report.ok).toBe(true)
    expect(Object.keys(lines)).toEqual(['API Key', 'Locations', 'Acting user', 'Fee categories', 'Find by reference'])
    expect(lines['Acting user']?.message).toContain(
      'The User ID belongs to Ada Example. Fields found: UserId, SchoolIdNumber,',
    )
    expect(lines['Acting user']?.message).toContain('Fields not found: Email, Grade, LocationId.')
    const [, , , search] = seen.map(one => one.body)
    expect(JSON.parse(search ?? '')).toMatchObject({
      Limit: 1,
      Filters: [{ Facet: 'externalreference', Value: expect.stringMatching(/^feebridge-test-/) }],
    })
  })

  it('names the required fields that a real row lacks', async () => {
    const { report, lines } = await run(
      district({ '/api/v1.0/locations/all': json(page([{ LocationId: 'L1', Title: 'North' }], 1)) }),
    )
    expect(report.ok).toBe(false)
    expect(lines.Locations).toMatchObject({
      ok: false,
      message: expect.stringContaining('Required of these: Name, IsDeleted.'),
    })
  })

  it('D4 P4 sees that the filter by reference is dropped', async () => {
    const { report, lines } = await run(
      district({ '/apps/paymentsFeeTracker/api/data/line-items/search': json(page(ids(1), 2_000)) }),
    )
    expect(report.ok).toBe(false)
    expect(lines['Find by reference']).toMatchObject({
      ok: false,
      message: expect.stringContaining('did not honour the filter by reference'),
    })
  })

  it('says whose the User ID is not', async () => {
    const other = await run(district({ '/api/v1.0/users': json(page([{ UserId: 'u2' }], 900)) }))
    expect(other.lines['Acting user']).toMatchObject({
      ok: false,
      message: expect.stringContaining('did not honour the filter'),
    })
    const none = await run(district({ '/api/v1.0/users': json(page([], 0)) }))
    expect(none.lines['Acting user']).toMatchObject({
      ok: false,
      message: 'No user of Incident IQ has the User ID U1. Copy the User ID again from Incident IQ.',
    })
    const gone = await run(
      district({
        '/api/v1.0/users': json(page([{ UserId: 'U1', Name: 'Ada Example', IsActive: false, IsDeleted: false }], 1)),
      }),
    )
    expect(gone.lines['Acting user']).toMatchObject({ ok: false, message: expect.stringContaining('no longer active') })
  })

  it('blames the key when every route refuses it, and else the one route', async () => {
    const all = await run(json({ StatusCode: 401 }, 401))
    expect(all.report).toEqual({
      ok: false,
      checks: [{ name: 'API Key', ok: false, message: expect.stringContaining('refused the API Key (401)') }],
    })
    const one = await run(district({ '/api/v1.0/users': json({ StatusCode: 401 }, 401) }))
    expect(one.lines['API Key']?.ok).toBe(true)
    expect(one.lines['Acting user']).toMatchObject({ ok: false, message: expect.stringContaining('does not permit') })
    const searches = await run(
      district({ '/apps/paymentsFeeTracker/api/data/line-items/search': json({}, 401) }),
      'pull',
    )
    expect(searches.lines['API Key']?.ok).toBe(true)
  })

  it('stops at once when nobody answers', async () => {
    const report = await open('http://127.0.0.1:9').testConnection('connection', never)
    expect(report).toEqual({
      ok: false,
      checks: [
        { name: 'Connection', ok: false, message: expect.stringContaining('refused the connection (2 attempts)') },
      ],
    })
  })

  it('pulls one row of each search and says what it had', async () => {
    const { report, lines, seen } = await run(district(), 'pull')
    expect(report.ok).toBe(true)
    expect(seen.map(one => JSON.parse(one.body))).toEqual([
      { Skip: 0, Limit: 1, Filters: [] },
      { Skip: 0, Limit: 1, Filters: [] },
    ])
    expect(lines['Item types']?.message).toContain(
      'Incident IQ lists 12 item types; one was read and nothing was kept. Fields found: LineItemTypeId, Sku, Title, CategoryId, Type.',
    )
    expect(lines['Fees and payments']?.message).toBe(
      'Incident IQ lists no fees and payments, so no row could be looked at.',
    )
  })

  it('writes nothing in a test push and says so', async () => {
    const { report, seen } = await run(district(), 'push')
    expect(report).toMatchObject({
      ok: true,
      checks: [{ ok: true, message: expect.stringContaining('Nothing was written') }],
    })
    expect(seen).toHaveLength(0)
  })
})
