import { describe, expect, it } from 'vitest'
import { type Answer, json, serve } from '../loopback.ts'
import { ids, never, open, page } from './open-client.ts'

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
