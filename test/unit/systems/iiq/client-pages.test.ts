import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { inTurn, json, serve, text } from '../loopback.ts'
import { firstPage, ids, KEY, open, page, paged, pullAll } from './open-client.ts'

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
