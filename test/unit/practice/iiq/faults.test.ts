import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Practice } from '../../../../main/practice/practice.ts'
import {
  call,
  createPayment,
  FEES_PATH,
  isCut,
  listUsers,
  searchItems,
  startSmall,
  type WireFilter,
} from '../ask-practice.ts'

let practice: Practice

beforeEach(async () => {
  practice = await startSmall()
})

afterEach(() => practice.close())

const idsOf = (answer: Awaited<ReturnType<typeof searchItems>>) => answer.body.Items.map(row => row.LineItemId)
const page = (index: number, filters: WireFilter[] = []) =>
  searchItems(practice, filters, { Skip: index * 10, Limit: 10 })

test('a fault strikes its route only, after the requests it lets pass, and as often as it is told', async () => {
  const { faults } = practice.iiq
  faults.status = { status: 500, route: 'items', after: 1, times: 2 }
  const statuses = []
  for (let count = 0; count < 5; count += 1) statuses.push((await searchItems(practice)).status)
  expect(statuses).toEqual([200, 500, 500, 200, 200])
  expect(faults.status).toBeNull()
  faults.status = { status: 503, route: 'items' }
  expect((await listUsers(practice, '')).status).toBe(200)
  expect((await searchItems(practice)).status).toBe(503)
  practice.iiq.clearFaults()
  expect((await searchItems(practice)).status).toBe(200)
})

test('429 carries RetryAfter in the body, and in the header when asked', async () => {
  practice.iiq.faults.status = { status: 429, retryAfter: 7, retryAfterHeader: '3', times: 1 }
  const answer = await searchItems(practice)
  expect(answer.body).toMatchObject({ StatusCode: 429, RetryAfter: 7, Message: expect.any(String) })
  expect(answer.headers.get('retry-after')).toBe('3')
})

test('slow waits before the headers', async () => {
  practice.iiq.faults.slow = { ms: 80, times: 1 }
  const startedAt = performance.now()
  await searchItems(practice)
  expect(performance.now() - startedAt).toBeGreaterThan(75)
})

test('trickle sends half of the body, then stays idle', async () => {
  practice.iiq.faults.trickle = { ms: 80, times: 1 }
  const startedAt = performance.now()
  const answer = await searchItems(practice)
  expect(performance.now() - startedAt).toBeGreaterThan(75)
  expect(answer.body.Items.length).toBeGreaterThan(60)
})

test('hangUp cuts without an answer and without effect', async () => {
  const fee = practice.iiq.addFee()
  practice.iiq.faults.hangUp = { times: 1 }
  expect(await isCut(createPayment(practice, fee.id))).toBe(true)
  expect(practice.iiq.effects).toEqual([])
})

test('cutMidBody announces a body and cuts it in the middle', async () => {
  practice.iiq.faults.cutMidBody = { times: 1 }
  expect(await isCut(searchItems(practice))).toBe(true)
  expect((await searchItems(practice)).status).toBe(200)
})

test.each(['cut', 'hang'] as const)('commitThenTimeOut (%s) takes effect and never answers', async mode => {
  const fee = practice.iiq.addFee()
  practice.iiq.faults.commitThenTimeOut = { mode, times: 1 }
  // The search is not touched: only a create or a delete can be lost after its effect.
  expect((await searchItems(practice)).status).toBe(200)
  const answer = isCut(createPayment(practice, fee.id))
  await expect.poll(() => practice.iiq.effects.length).toBe(1)
  expect(practice.iiq.payments({ feeId: fee.id })).toHaveLength(1)
  await practice.close()
  expect(await answer).toBe(true)
})

test('repeatPage answers the rows of the page before, with its own place', async () => {
  practice.iiq.faults.repeatPage = { times: 1 }
  const [first, second] = [await page(0), await page(1)]
  expect(idsOf(second)).toEqual(idsOf(first))
  expect(second.body.Paging.PageIndex).toBe(1)
  expect(idsOf(await page(1))).not.toEqual(idsOf(first))
})

test('shortPage leaves rows out and keeps the totals', async () => {
  const whole = await page(0)
  practice.iiq.faults.shortPage = { rows: 3, times: 1 }
  const short = await page(0)
  expect(idsOf(short)).toEqual(idsOf(whole).slice(0, 7))
  expect(short.body.ItemCount).toBe(7)
  expect(short.body.Paging).toEqual(whole.body.Paging)
})

test('totalOff states a total that does not add up', async () => {
  const whole = await page(0)
  practice.iiq.faults.totalOff = { by: 5 }
  expect((await page(0)).body.Paging.TotalRows).toBe(whole.body.Paging.TotalRows + 5)
})

test('totalMoves states another total on each page', async () => {
  practice.iiq.faults.totalMoves = { by: 2 }
  const totals = [await page(0), await page(1), await page(2)].map(answer => answer.body.Paging.TotalRows)
  expect(totals.map(total => total - (totals[0] ?? 0))).toEqual([0, 2, 4])
})

test('malformedJson is no JSON, htmlPage is a page with 200', async () => {
  practice.iiq.faults.malformedJson = { times: 1 }
  const broken = await searchItems(practice)
  expect([broken.status, broken.body]).toEqual([200, undefined])
  practice.iiq.faults.htmlPage = { times: 1 }
  const html = await searchItems(practice)
  expect(html.status).toBe(200)
  expect(html.headers.get('content-type')).toContain('text/html')
  expect(html.text).toContain('<html>')
})

test('badRow spoils one field of one row', async () => {
  const whole = await page(0)
  practice.iiq.faults.badRow = { times: 1 }
  const [spoilt] = (await page(0)).body.Items
  expect(spoilt).toEqual({ ...whole.body.Items[0], Amount: 'twelve' })
  const id = String(whole.body.Items[4]?.LineItemId)
  practice.iiq.faults.badRow = { id, field: 'CreatedDate', value: null }
  const rows = (await page(0)).body.Items
  expect(rows.filter(row => row.CreatedDate === null).map(row => row.LineItemId)).toEqual([id])
  expect((await page(1)).body.Items.every(row => row.CreatedDate !== null)).toBe(true)
})

test('bodyStatus hides a failure in an HTTP 200', async () => {
  practice.iiq.faults.bodyStatus = { status: 503, times: 1 }
  const answer = await searchItems(practice)
  expect([answer.status, answer.body.StatusCode, answer.body.Items]).toEqual([200, 503, []])
})

test('nonFatalErrors come with an answer that succeeds', async () => {
  practice.iiq.faults.nonFatalErrors = { messages: ['One ticket was not read.'], times: 1 }
  const answer = await searchItems(practice)
  expect(answer.body.ItemCount).toBeGreaterThan(60)
  expect(answer.body.Errors).toEqual([{ Field: 'Items', Message: 'One ticket was not read.' }])
})

test('dropFilters drops the named facets and counts only requests that have one', async () => {
  practice.iiq.faults.dropFilters = { facets: ['externalReference', 'sku'], times: 1 }
  const all = (await searchItems(practice)).body.Paging.TotalRows
  const filters: WireFilter[] = [
    ['externalreference', 'x'],
    ['sku', 'x'],
  ]
  expect((await searchItems(practice, filters)).body.Paging.TotalRows).toBe(all)
  expect((await searchItems(practice, filters)).body.Paging.TotalRows).toBe(0)
})

test('capPage gives fewer rows than asked and says so', async () => {
  practice.iiq.faults.capPage = { rows: 4 }
  const answer = await page(0)
  expect([answer.body.ItemCount, answer.body.Paging.PageSize]).toEqual([4, 4])
})

test('halfFeed knows only the first half of the fees, consistently', async () => {
  const fees = practice.iiq.fees()
  practice.iiq.faults.halfFeed = {}
  const half = await searchItems(practice, [['type', 'Fee']])
  expect(idsOf(half)).toEqual(fees.slice(0, 30).map(fee => fee.id))
  expect(half.body.Paging.TotalRows).toBe(30)
  const last: WireFilter[] = [['lineitemid', fees.at(-1)?.id ?? '']]
  expect((await searchItems(practice, last)).body.ItemCount).toBe(0)
  const ids = new Set(idsOf(half))
  const entries = (await searchItems(practice, [['type', 'Payment']])).body.Items
  expect(entries.every(row => ids.has(String(row.AppliesToLineItemId).toLowerCase()))).toBe(true)
  practice.iiq.faults.halfFeed = { foundSingly: true }
  expect((await searchItems(practice, last)).body.ItemCount).toBe(1)
})

test('a server that is down refuses connections and comes up on the same port', async () => {
  await practice.iiq.goDown()
  await expect(searchItems(practice)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } })
  await practice.iiq.comeUp()
  expect((await searchItems(practice)).status).toBe(200)
})

test('requests are counted by route, with the most that were under way at once', async () => {
  const { requests } = practice.iiq
  await searchItems(practice)
  await searchItems(practice)
  await call(practice, 'GET', '/api/v1.0/locations/all')
  expect(requests.byRoute).toMatchObject({ items: 2, locations: 1, users: 0 })
  expect([requests.total, requests.maxInFlight]).toEqual([3, 1])
  practice.iiq.faults.slow = { ms: 50 }
  await Promise.all([searchItems(practice), searchItems(practice)])
  expect(requests.maxInFlight).toBe(2)
  expect(requests.recent.at(-1)).toMatchObject({
    route: 'items',
    method: 'POST',
    path: `${FEES_PATH}/data/line-items/search`,
  })
  practice.iiq.resetRequests()
  expect([practice.iiq.requests.total, practice.iiq.requests.recent]).toEqual([0, []])
})
