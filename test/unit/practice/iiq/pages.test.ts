import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Practice } from '../../../../main/practice/practice.ts'
import { call, FEES_PATH, listUsers, searchItems, startSmall, type WireRow } from '../ask-practice.ts'

let practice: Practice

beforeAll(async () => {
  practice = await startSmall({ students: 90, fees: 300 })
})

afterAll(() => practice.close())

test('a list answers the documented envelope and nothing else', async () => {
  const { body } = await listUsers(practice, '?$s=10&$p=2&$o=LastName asc')
  const total = practice.iiq.users().length
  expect(Object.keys(body)).toEqual(['Items', 'ItemCount', 'Paging', 'StatusCode', 'Message', 'Errors'])
  expect(body.Paging).toEqual({ TotalRows: total, PageCount: Math.ceil(total / 10), PageSize: 10, PageIndex: 2 })
  expect(body).toMatchObject({ ItemCount: 10, StatusCode: 200, Message: null, Errors: [] })
})

test('query lists give 20 rows when no size is asked for, and never more than the cap', async () => {
  expect((await listUsers(practice, '')).body.Paging.PageSize).toBe(20)
  practice.iiq.switches.pageCap = 50
  const { body } = await listUsers(practice, '?$s=5000')
  expect([body.ItemCount, body.Paging.PageSize]).toEqual([50, 50])
  const items = await searchItems(practice, [], { Limit: 5000 })
  expect([items.body.ItemCount, items.body.Paging.PageSize]).toEqual([50, 50])
  practice.iiq.switches.pageCap = 1000
})

test('query pages in order name each user once', async () => {
  const rows: WireRow[] = []
  for (let page = 0; page < 9; page += 1) {
    rows.push(...(await listUsers(practice, `?$s=13&$p=${page}&$o=Name%20desc`)).body.Items)
  }
  expect(new Set(rows.map(row => row.UserId)).size).toBe(practice.iiq.users().length)
  const names = rows.map(row => String(row.Name))
  expect(names).toEqual([...names].sort().reverse())
})

test('body pages over all rows name TotalRows distinct ids in the order CreatedDate, LineItemId', async () => {
  const rows: WireRow[] = []
  let [skip, total] = [0, Number.POSITIVE_INFINITY]
  while (skip < total) {
    const { body } = await searchItems(practice, [], { Skip: skip, Limit: 17 })
    expect(body.Paging.PageIndex).toBe(skip / 17)
    rows.push(...body.Items)
    total = body.Paging.TotalRows
    skip += body.Paging.PageSize
  }
  expect(rows).toHaveLength(total)
  expect(new Set(rows.map(row => row.LineItemId)).size).toBe(total)
  const keys = rows.map(row => `${row.CreatedDate} ${row.LineItemId}`)
  expect(keys).toEqual([...keys].sort())
})

test('a page behind the end is empty and keeps the totals', async () => {
  const { body } = await searchItems(practice, [], { Skip: 100_000, Limit: 10 })
  expect(body.Items).toEqual([])
  expect(body.Paging.TotalRows).toBeGreaterThan(300)
})

test('single reads answer Item', async () => {
  const [asset] = practice.iiq.assets()
  const { body } = await call(practice, 'GET', `/api/v1.0/assets/${asset?.id.toUpperCase()}`)
  expect(body.Item).toEqual({
    AssetId: asset?.id,
    AssetTag: asset?.tag,
    Name: asset?.name,
    OwnerId: asset?.ownerId,
    LocationId: asset?.locationId,
  })
  const options = await call(practice, 'GET', `${FEES_PATH}/sync/options`)
  expect(options.body.Item.Categories).toHaveLength(5)
  expect((await call(practice, 'GET', '/api/v1.0/assets/nothing')).status).toBe(404)
})

test('locations come with the deleted one and with one that has no abbreviation', async () => {
  const { body } = await call(practice, 'GET', '/api/v1.0/locations/all?$s=1000')
  expect(body.Items).toHaveLength(5)
  expect(body.Items.filter(row => row.Abbreviation === null)).toHaveLength(1)
  expect(body.Items.filter(row => row.IsDeleted)).toHaveLength(1)
})
