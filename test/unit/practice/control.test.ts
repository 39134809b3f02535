import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Practice } from '../../../main/practice/practice.ts'
import { createPayment, searchItems, startSmall } from './ask-practice.ts'

let practice: Practice

beforeAll(async () => {
  practice = await startSmall()
})

afterAll(() => practice.close())

interface OrderReply {
  status: number
  body: { ok: boolean; error?: string; value: { id: string }[] & { id: string } }
}

async function order(
  op: unknown,
  args?: unknown,
  headers: Record<string, string> = { 'X-Practice': '1' },
): Promise<OrderReply> {
  const response = await fetch(`${practice.origin}/practice/control`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ op, args }),
  })
  return { status: response.status, body: JSON.parse(await response.text()) }
}

test('every order and the state need the header X-Practice', async () => {
  expect((await order('fees', {}, {})).status).toBe(403)
  expect((await fetch(`${practice.origin}/practice/state`)).status).toBe(403)
  // What a browser asks before it sends such a header is never allowed.
  const preflight = await fetch(`${practice.origin}/practice/control`, { method: 'OPTIONS' })
  expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([403, null])
})

test('operations of the console take effect and answer their value', async () => {
  const added = await order('addFee', { amountCents: 4200, schoolIdNumber: 'nobody' })
  expect(added).toMatchObject({ status: 200, body: { ok: true, value: { amountDueCents: 4200, userId: null } } })
  const paid = await order('payFee', { id: added.body.value.id, amountCents: 1200 })
  expect(paid.body.value).toMatchObject({ kind: 'Payment', amountCents: 1200 })
  const listed = await order('payments', { feeId: added.body.value.id })
  expect(listed.body.value).toHaveLength(1)
  expect((await order('purgeItem', { id: added.body.value.id })).body).toEqual({ ok: true, value: null })
})

test('faults are set with arguments and cleared with null', async () => {
  await order('status', { status: 503, times: 1 })
  expect((await searchItems(practice)).status).toBe(503)
  await order('totalOff', { by: 3 })
  expect(practice.iiq.faults.totalOff).toEqual({ by: 3 })
  await order('totalOff', null)
  expect(practice.iiq.faults.totalOff).toBeNull()
  await order('malformedJson', {})
  await order('clearFaults')
  expect(practice.iiq.faults.malformedJson).toBeNull()
})

test('switches are set', async () => {
  await order('switches', { pageCap: 7 })
  expect((await searchItems(practice)).body.ItemCount).toBe(7)
  await order('switches', { pageCap: 1000 })
  await order('notPermitted', { routes: ['create'] })
  expect((await createPayment(practice, 'x')).status).toBe(401)
  await order('notPermitted', { routes: [] })
})

test.each([
  ['an unknown operation', 'explode', {}, 'There is no operation "explode"'],
  ['a name of every object', 'toString', {}, 'There is no operation "toString"'],
  ['an unknown argument', 'addFee', { price: 5 }, '"price" is no argument of this operation'],
  ['an argument of a wrong kind', 'addFee', { amountCents: '5' }, 'The argument "amountCents" must be a whole number'],
  ['a missing argument', 'payFee', {}, 'The argument "id" is missing.'],
  ['a row that does not exist', 'deleteItem', { id: 'x' }, 'There is no line item x.'],
  ['an unknown route', 'slow', { ms: 1, route: 'home' }, 'The argument "route" must be one of'],
  ['no arguments at all', 'addFee', null, 'needs an object as args'],
  ['an operation that is no text', 5, {}, 'The body must be a JSON object'],
])('%s is answered 400 with a sentence', async (_case, op, args, sentence) => {
  const answer = await order(op, args)
  expect(answer.status).toBe(400)
  expect(answer.body).toEqual({ ok: false, error: expect.stringContaining(sentence) })
})

test('the state tells effects, requests and counts, and no secret', async () => {
  const fee = practice.iiq.addFee()
  const { body } = await createPayment(practice, fee.id)
  const response = await fetch(`${practice.origin}/practice/state`, { headers: { 'X-Practice': '1' } })
  const text = await response.text()
  const state = JSON.parse(text)
  expect(state.effects.at(-1)).toMatchObject({ method: 'POST', id: body.Uid, amountText: '12.34' })
  expect(state.counts).toMatchObject({ fees: practice.iiq.fees().length, locations: 5 })
  expect(state.requests.byRoute.create).toBeGreaterThan(0)
  expect(text).not.toContain(practice.settings().systems.iiq.apiKey)
})

test('going down by order comes up by itself', async () => {
  await order('goDown', { ms: 50 })
  await expect
    .poll(
      () =>
        searchItems(practice).then(
          () => 'up',
          () => 'down',
        ),
      { interval: 5 },
    )
    .toBe('down')
  await expect
    .poll(
      () =>
        searchItems(practice).then(
          () => 'up',
          () => 'down',
        ),
      { interval: 5 },
    )
    .toBe('up')
})
