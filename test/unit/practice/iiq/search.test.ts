import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Practice } from '../../../../main/practice/practice.ts'
import { call, FEES_PATH, listUsers, searchItems, searchTypes, startSmall, type WireFilter } from '../ask-practice.ts'

let practice: Practice

beforeAll(async () => {
  practice = await startSmall({ students: 90, fees: 300 })
})

afterAll(() => practice.close())

const countOf = async (...filters: WireFilter[]) => (await searchItems(practice, filters)).body.Paging.TotalRows

test('the same facet means or, different facets mean and', async () => {
  const { iiq } = practice
  const all = await countOf()
  expect(await countOf(['type', 'Fee'])).toBe(iiq.fees().length)
  expect(await countOf(['type', 'Payment'], ['type', 'Adjustment'])).toBe(all - iiq.fees().length)
  const fee = iiq.fees().find(one => iiq.payments({ feeId: one.id }).length === 2)
  expect(await countOf(['appliestolineitemid', fee?.id ?? ''], ['type', 'Payment'])).toBe(2)
  expect(await countOf(['appliestolineitemid', fee?.id ?? ''], ['type', 'Fee'])).toBe(0)
})

test('every facet of the items is honoured, by names without case', async () => {
  const { iiq } = practice
  const fee = iiq.fees().find(one => one.assetId !== null)
  const other = iiq.fees().find(one => one.schoolIdNumber !== null && one.locationId !== null)
  expect(await countOf(['LineItemId', fee?.id.toUpperCase() ?? ''])).toBe(1)
  const items = [...iiq.fees(), ...iiq.payments(), ...iiq.adjustments()]
  const expected = (field: keyof (typeof items)[number], value: unknown) =>
    items.filter(item => item[field] === value).length
  expect(await countOf(['assetid', fee?.assetId ?? ''])).toBe(expected('assetId', fee?.assetId))
  expect(await countOf(['userid', other?.userId ?? ''])).toBe(expected('userId', other?.userId))
  expect(await countOf(['SchoolIdNumber', other?.schoolIdNumber ?? ''])).toBe(
    expected('schoolIdNumber', other?.schoolIdNumber),
  )
  expect(await countOf(['sku', other?.sku ?? ''])).toBe(expected('sku', other?.sku))
  expect(await countOf(['lineitemtypeid', other?.typeId ?? ''])).toBe(expected('typeId', other?.typeId))
  expect(await countOf(['locationid', other?.locationId ?? ''])).toBe(expected('locationId', other?.locationId))
  expect(await countOf(['externalreference', 'nobody'])).toBe(0)
})

test('values are exact strings', async () => {
  const sku = practice.iiq.fees()[0]?.sku ?? ''
  expect(await countOf(['sku', sku.toLowerCase()])).toBe(0)
  expect(await countOf(['sku', ` ${sku}`])).toBe(0)
})

test('date filters count from the start of a UTC day', async () => {
  const { iiq } = practice
  const items = [...iiq.fees(), ...iiq.payments(), ...iiq.adjustments()]
  const since = (field: 'createdDate' | 'modifiedDate', day: string) => items.filter(item => item[field] >= day).length
  expect(await countOf(['createddate', 'date>=07/01/2026'])).toBe(since('createdDate', '2026-07-01'))
  expect(await countOf(['modifieddate', 'date>=10/05/2026'])).toBe(since('modifiedDate', '2026-10-05'))
})

test('an unknown facet or an unreadable value is silently dropped with 200 and the unfiltered list', async () => {
  const all = await countOf()
  const traps: WireFilter[] = [
    ['studentnumber', '200001'],
    ['createddate', '2026-07-01'],
    ['createddate', 'date>=13/40/2026'],
    ['lineitemid', 'not-a-guid'],
    ['type', 'Fine'],
    ['isdeleted', 'yes'],
    ['__proto__', 'x'],
  ]
  for (const trap of traps) {
    const answer = await searchItems(practice, [trap])
    expect([answer.status, answer.body.Paging.TotalRows]).toEqual([200, all])
  }
  const numeric = { Skip: 0, Limit: 1, Filters: [{ Facet: 'schoolidnumber', Value: 12345 }] }
  const answer = await call(practice, 'POST', `${FEES_PATH}/data/line-items/search`, numeric)
  expect(answer.body.Paging.TotalRows).toBe(all)
  expect(practice.iiq.requests.oddities.at(-1)).toBe('items: the filter "schoolidnumber" was dropped.')
})

test('deleted rows come only when they are asked for', async () => {
  const deleted = practice.iiq.deletedItems()
  expect(deleted.length).toBeGreaterThan(2)
  const { body } = await searchItems(practice, [['isdeleted', 'true']])
  expect(body.Items.map(row => row.LineItemId)).toEqual(deleted.map(item => item.id))
  expect(body.Items.every(row => row.IsDeleted === true)).toBe(true)
  expect(await countOf(['lineitemid', deleted[0]?.id ?? ''])).toBe(0)
  expect(await countOf(['isdeleted', 'true'], ['isdeleted', 'false'])).toBe((await countOf()) + deleted.length)
})

test('users are filtered by number, and modifieddate is dropped for them', async () => {
  const user = practice.iiq.users().find(one => one.schoolIdNumber?.startsWith('0'))
  const found = await listUsers(practice, '', [['schoolidnumber', user?.schoolIdNumber ?? '']])
  expect(found.body.Items).toMatchObject([{ UserId: user?.id, SchoolIdNumber: user?.schoolIdNumber }])
  const all = (await listUsers(practice, '')).body.Paging.TotalRows
  const dated = await listUsers(practice, '', [['modifieddate', 'date>=01/01/2030']])
  expect(dated.body.Paging.TotalRows).toBe(all)
  expect((await listUsers(practice, '', [['isdeleted', 'true']])).body.Paging.TotalRows).toBe(1)
  expect((await listUsers(practice, '', [['email', user?.email ?? 'nobody']])).body.Paging.TotalRows).toBeLessThan(2)
})

test('types are filtered by their own facets', async () => {
  const type = practice.iiq.itemTypes()[3]
  expect((await searchTypes(practice)).body.Paging.TotalRows).toBe(17)
  expect((await searchTypes(practice, [['sku', type?.sku ?? '']])).body.Items).toMatchObject([
    { LineItemTypeId: type?.id, Type: 'Fee' },
  ])
  expect((await searchTypes(practice, [['type', 'Payment']])).body.Items).toHaveLength(1)
  expect((await searchTypes(practice, [['categoryid', type?.categoryId ?? '']])).body.Items).toHaveLength(5)
})
