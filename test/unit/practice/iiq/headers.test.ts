import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Practice } from '../../../../main/practice/practice.ts'
import { callWith, FEES_PATH, headersOf, startSmall } from '../ask-practice.ts'

let practice: Practice

beforeAll(async () => {
  practice = await startSmall()
})

afterAll(() => practice.close())

const READS = [
  { method: 'GET', path: '/api/v1.0/locations/all' },
  { method: 'POST', path: '/api/v1.0/users', body: {} },
  { method: 'GET', path: `${FEES_PATH}/sync/options` },
  { method: 'POST', path: `${FEES_PATH}/data/line-items/search`, body: { Skip: 0, Limit: 1 } },
]

test.each(READS)('$method $path checks every header', async request => {
  const good = headersOf(practice)
  expect((await callWith(practice, good, request)).status).toBe(200)
  const statusWith = async (changes: Record<string, string>) =>
    (await callWith(practice, { ...good, ...changes }, request)).status
  expect(await statusWith({ Authorization: 'Bearer wrong' })).toBe(401)
  expect(await statusWith({ SiteId: good.ProductId ?? '' })).toBe(403)
  expect(await statusWith({ ProductId: good.SiteId ?? '' })).toBe(403)
  expect([400, 422]).toContain(await statusWith({ Client: 'Browser' }))
  expect([400, 422]).toContain(await statusWith({ 'Content-Type': 'text/plain' }))
  for (const name of Object.keys(good)) {
    const { [name]: _left, ...rest } = good
    expect((await callWith(practice, rest, request)).status).toBeGreaterThanOrEqual(400)
  }
})

test('the ids of site and product are compared without case', async () => {
  const good = headersOf(practice)
  const headers = { ...good, SiteId: good.SiteId?.toUpperCase() ?? '' }
  expect((await callWith(practice, headers, { method: 'GET', path: '/api/v1.0/locations/all' })).status).toBe(200)
})

test('401 and 404 tell StatusCode and Message', async () => {
  const wrong = { ...headersOf(practice), Authorization: 'Bearer wrong' }
  const refused = await callWith(practice, wrong, { method: 'GET', path: '/api/v1.0/locations/all' })
  expect(refused.body).toMatchObject({ StatusCode: 401, Message: expect.any(String) })
  const missing = await callWith(practice, headersOf(practice), { method: 'GET', path: '/api/v1.0/schools' })
  expect(missing.body).toMatchObject({ StatusCode: 404, Message: expect.any(String) })
})

test('only the configured app is known', async () => {
  const request = { method: 'GET', path: '/apps/paymentsInTouch/api/sync/options' }
  expect((await callWith(practice, headersOf(practice), request)).status).toBe(404)
})

test('a route that is not permitted answers 401 while the others go on', async () => {
  practice.iiq.switches.notPermitted = ['options']
  const [options, locations] = [READS[2], READS[0]].map(
    request => request && callWith(practice, headersOf(practice), request),
  )
  expect((await options)?.status).toBe(401)
  expect((await locations)?.status).toBe(200)
  practice.iiq.switches.notPermitted = []
})
