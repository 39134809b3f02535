import { expect } from 'vitest'
import { type District, type DistrictOptions, scenario } from './district.ts'

const INSTANT: DistrictOptions = { role: 'serve', fees: 6, iiq: { instantPayments: true, exportAdjustments: true } }
/** Payments wait for the next run. */
const NIGHTLY: DistrictOptions = {
  role: 'serve',
  fees: 6,
  iiq: { exportPayments: true, paymentsSince: '2020-01-01', exportAdjustments: true },
}

async function firstFee(district: District) {
  await district.run()
  const fee = district.fees().find(one => one.status === 'open' && one.balanceCents > 500)
  if (fee === undefined) throw new Error('There is no open fee.')
  return fee
}

async function pay(district: District, id: string, text: string): Promise<string> {
  const paid = await district.call('fees.pay', { parts: [{ id, amount: text }], method: 'cash', wait: true })
  return paid.results[0]?.entryIds[0] ?? ''
}

const refund = async (district: District, id: string, entry: string) =>
  (await district.call('fees.refund', { id, entry, wait: true })).entryIds[0] ?? ''
const voidEntry = (district: District, id: string, entry: string) =>
  district.call('fees.void', { id, entry, reason: 'A mistake', wait: true })

/** What Incident IQ says is due on a fee, against the ledger's balance. */
async function expectSameBooks(district: District, externalId: string): Promise<void> {
  await district.run()
  const differing = (await district.errors()).filter(one => one.cause === 'amount-due-differs')
  expect(differing.map(one => one.message)).toEqual([])
  expect(district.fee(externalId)).toBeDefined()
}

scenario(
  'D6 a payment that was removed there, entered again and refunded again stands nowhere',
  INSTANT,
  async district => {
    const fee = await firstFee(district)
    const paid = await pay(district, fee.id, '5.00')
    const first = await refund(district, fee.id, paid)
    await voidEntry(district, fee.id, first)
    await refund(district, fee.id, paid)
    await expectSameBooks(district, fee.externalId)
    expect(district.fee(fee.externalId)?.paidCents).toBe(0)
  },
)

scenario('D6 a payment that was removed there, entered again and voided stands nowhere', INSTANT, async district => {
  const fee = await firstFee(district)
  const paid = await pay(district, fee.id, '5.00')
  await voidEntry(district, fee.id, await refund(district, fee.id, paid))
  await voidEntry(district, fee.id, paid)
  await expectSameBooks(district, fee.externalId)
  expect(district.fee(fee.externalId)?.paidCents).toBe(0)
})

scenario(
  'D6 a payment that was refunded before it was sent is sent after all when its refund is voided',
  NIGHTLY,
  async district => {
    const fee = await firstFee(district)
    const paid = await pay(district, fee.id, '5.00')
    const given = await refund(district, fee.id, paid)
    await voidEntry(district, fee.id, given)
    await expectSameBooks(district, fee.externalId)
    expect(district.iiq.effects.map(one => `${one.method} ${one.kind} ${one.amountText}`)).toEqual([
      'POST Payment 5.00',
    ])
    const again = await refund(district, fee.id, paid)
    expect(again).not.toBe('')
    await expectSameBooks(district, fee.externalId)
    expect(district.fee(fee.externalId)?.paidCents).toBe(0)
  },
)

scenario(
  'D6 the void of a waiver that was entered there by hand raises what is due, and gives no money back',
  INSTANT,
  async district => {
    const fee = await firstFee(district)
    district.iiq.faults.status = { route: 'create', status: 403, times: 1 }
    const waived = await district.call('fees.waive', {
      parts: [{ id: fee.id, amount: '2.00' }],
      reason: 'Hardship',
      wait: true,
    })
    const [result] = waived.results
    await district.call('outbox.done', { id: result?.deliveries[0]?.id ?? '' })
    await voidEntry(district, fee.id, result?.entryIds[0] ?? '')
    expect(district.iiq.effects.map(one => `${one.method} ${one.kind} ${one.amountText}`)).toEqual([
      'POST Adjustment 2.00',
    ])
  },
)

scenario(
  'D4 a payment that Incident IQ has twice stays a sync error when a pull brings both back',
  INSTANT,
  async district => {
    const fee = await firstFee(district)
    district.iiq.faults.commitThenTimeOut = { route: 'create', times: 1 }
    const paid = await district.call('fees.pay', {
      parts: [{ id: fee.id, amount: '2.00' }],
      method: 'cash',
      wait: true,
    })
    const reference = paid.results[0]?.deliveries[0]?.reference ?? ''
    district.iiq.payFee({ id: fee.externalId, amountCents: 200, reference })
    await district.run()
    expect(await district.errors()).toMatchObject([{ cause: 'delivery-doubled' }])
    expect(district.fee(fee.externalId)?.paidCents).toBe(200)
    await district.run()
    expect((await district.errors()).map(one => one.cause)).toContain('delivery-doubled')
  },
)

scenario(
  'D4 a late payment that was taken back here and stands there all the same is a sync error',
  INSTANT,
  async district => {
    const fee = await firstFee(district)
    await district.setTask({ on: false })
    const paid = await district.call('fees.pay', { parts: [{ id: fee.id, amount: '2.00' }], method: 'cash' })
    const [result] = paid.results
    await district.call('fees.void', { id: fee.id, entry: result?.entryIds[0] ?? '', reason: 'Typed twice' })
    district.iiq.payFee({
      id: fee.externalId,
      amountCents: 200,
      reference: result?.deliveries[0]?.reference ?? '',
    })
    await district.setTask({ on: true })
    await district.run()
    expect((await district.errors()).map(one => one.cause)).toContain('delivery-doubled')
  },
)
