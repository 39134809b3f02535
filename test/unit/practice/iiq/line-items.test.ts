import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Practice } from '../../../../main/practice/practice.ts'
import { call, createPayment, FEES_PATH, headersOf, paymentBody, searchItems, startSmall } from '../ask-practice.ts'

let practice: Practice
let feeId: string

beforeEach(async () => {
  practice = await startSmall({ fees: 10 })
  feeId = practice.iiq.addFee({ amountCents: 10_000 }).id
})

afterEach(() => practice.close())

test('a create takes effect once, answers Item and Uid, and is noted with the amount as it was spelt', async () => {
  const { status, body } = await createPayment(practice, feeId.toUpperCase(), { Amount: 12.5 })
  expect(status).toBe(201)
  expect(body.Item).toMatchObject({
    LineItemId: body.Uid,
    Type: 'Payment',
    Amount: 12.5,
    AppliesToLineItemId: feeId,
    ExternalReference: 'fb-testtest-0001',
    RecordedByUserId: practice.settings().systems.iiq.userId,
    IsDeleted: false,
  })
  expect(practice.iiq.effects).toMatchObject([
    { method: 'POST', kind: 'Payment', id: body.Uid, feeId, reference: 'fb-testtest-0001', amountText: '12.5' },
  ])
  const found = await searchItems(practice, [['externalreference', 'fb-testtest-0001']])
  expect(found.body.Items.map(row => row.LineItemId)).toEqual([body.Uid])
})

test('the amount is noted as the wire had it, not as a number is printed', async () => {
  const body = JSON.stringify(paymentBody(practice, feeId, { Amount: 0 })).replace('"Amount":0', '"Amount":40.00')
  const url = `${practice.origin}${FEES_PATH}/data/line-items`
  const response = await fetch(url, { method: 'POST', headers: headersOf(practice), body })
  expect(response.status).toBe(201)
  expect(practice.iiq.effects[0]?.amountText).toBe('40.00')
})

test('no idempotency key exists: the same create twice is two rows', async () => {
  await createPayment(practice, feeId)
  await createPayment(practice, feeId)
  expect(practice.iiq.payments({ feeId })).toHaveLength(2)
  expect(practice.iiq.effects).toHaveLength(2)
})

test('AmountDue follows payments and adjustments, and the fee is modified by them but never created anew', async () => {
  const read = async () => (await searchItems(practice, [['lineitemid', feeId]])).body.Items[0]
  const before = await read()
  const { body } = await createPayment(practice, feeId, { Amount: 30.01 })
  const paid = await read()
  expect(paid).toMatchObject({ Amount: 100, AmountDue: 69.99, CreatedDate: before?.CreatedDate })
  expect(Date.parse(String(paid?.ModifiedDate))).toBeGreaterThan(Date.parse(String(before?.ModifiedDate)))
  await call(practice, 'DELETE', `${FEES_PATH}/data/line-items/${body.Uid}`)
  const removed = await read()
  expect(removed).toMatchObject({ AmountDue: 100 })
  expect(Date.parse(String(removed?.ModifiedDate))).toBeGreaterThan(Date.parse(String(paid?.ModifiedDate)))
})

test('more than is due is accepted, a negative payment raises', async () => {
  await createPayment(practice, feeId, { Amount: 150 })
  await createPayment(practice, feeId, { Amount: -20 })
  expect(practice.iiq.item({ id: feeId })?.amountDueCents).toBe(-3000)
})

test('a deleted fee answers 409, an unknown one 422, and neither takes effect', async () => {
  practice.iiq.deleteItem({ id: feeId })
  const gone = await createPayment(practice, feeId)
  expect([gone.status, gone.body.StatusCode]).toEqual([409, 409])
  expect((await createPayment(practice, 'a0000000-0000-4000-8000-000000000000')).status).toBe(422)
  expect(practice.iiq.effects).toEqual([])
})

test('only rows created through the interface are removed; a second removal finds nothing', async () => {
  const { body } = await createPayment(practice, feeId)
  const foreign = practice.iiq.payFee({ id: feeId, amountCents: 100 })
  const remove = (id: string) => call(practice, 'DELETE', `${FEES_PATH}/data/line-items/${id}`)
  expect((await remove(foreign.id)).status).toBe(403)
  expect((await remove(feeId)).status).toBe(403)
  const removed = await remove(body.Uid)
  expect([removed.status, removed.text]).toEqual([204, ''])
  expect((await remove(body.Uid)).status).toBe(404)
  expect(practice.iiq.effects.map(effect => effect.method)).toEqual(['POST', 'DELETE'])
})

test('every field of a create is checked', async () => {
  practice.iiq.switches.validationShape = 'list'
  const wrong: Record<string, unknown>[] = [
    { LineItemTypeId: 'a0000000-0000-4000-8000-000000000000' },
    { Type: 'Fee' },
    { Type: 'Adjustment' },
    { Amount: 0 },
    { Amount: '12.34' },
    { Amount: 1.005 },
    { Amount: 10_000_000.01 },
    { AppliesToLineItemId: 'fee' },
    { ExternalReference: 'x'.repeat(101) },
    { ExternalReference: 'é' },
    { RecordedByUserId: 'a0000000-0000-4000-8000-000000000000' },
    { Description: 5 },
  ]
  for (const changes of wrong) {
    const answer = await createPayment(practice, feeId, changes)
    expect([answer.status, Object.keys(changes)]).toEqual([422, [firstField(answer.body.Errors)]])
  }
  expect(practice.iiq.effects).toEqual([])
})

function firstField(errors: unknown): unknown {
  return Array.isArray(errors) ? errors[0]?.Field : undefined
}

test('refused fields are told in both shapes by turns', async () => {
  const first = await createPayment(practice, feeId, { Amount: 0 })
  expect(first.status).toBe(400)
  expect(first.body).toEqual({ Errors: { Amount: [expect.stringContaining('Amount must be')] } })
  const second = await createPayment(practice, feeId, { Amount: 0 })
  expect(second.status).toBe(422)
  expect(second.body).toEqual({
    Errors: [{ Field: 'Amount', Message: expect.stringContaining('Amount must be') }],
    CorrelationId: expect.any(String),
  })
})

test('a GET or DELETE with a body and a body that is no object are refused', async () => {
  const withBody = await call(practice, 'DELETE', `${FEES_PATH}/data/line-items/x`, {})
  expect([400, 422]).toContain(withBody.status)
  expect([400, 422]).toContain((await call(practice, 'POST', '/api/v1.0/users', [])).status)
})

test('a name that no text gives is noted', async () => {
  await createPayment(practice, feeId, { Colour: 'blue' })
  expect(practice.iiq.requests.oddities).toContain('create: "Colour" is no name of this request.')
})
