import { expect } from 'vitest'
import type { DeliveryRow } from '../../contract/rows/fee.ts'
import { type District, type DistrictOptions, scenario } from './district.ts'

/** Payments go out at once: the task is on, the key is there, the option is on. */
const INSTANT: DistrictOptions = { role: 'serve', fees: 6, iiq: { instantPayments: true, exportAdjustments: true } }

async function firstFee(district: District) {
  await district.run()
  const fee = district.fees().find(one => one.status === 'open' && one.adjustedCents === 0)
  if (fee === undefined) throw new Error('There is no open fee.')
  return fee
}

/** What took effect at Incident IQ through us, oldest first. */
const effects = ({ iiq }: District) => iiq.effects.map(one => `${one.method} ${one.kind} ${one.amountText}`)
const states = (deliveries: DeliveryRow[]) => deliveries.map(one => `${one.kind} ${one.state}`)
const deliveries = (district: District) =>
  district.rows<{ kind: string; state: string; attempts: number; reason: string | null }>(
    'SELECT kind, state, attempts, reason FROM deliveries ORDER BY seq',
  )
const amount = (cents: number) => (cents / 100).toFixed(2)

scenario('D1 a payment on a fee of Incident IQ is there at once, once, under our mark', INSTANT, async district => {
  const fee = await firstFee(district)
  const paid = await district.call('fees.pay', { parts: [{ id: fee.id, amount: '1.25' }], method: 'cash', wait: true })
  const [result] = paid.results
  expect(states(result?.deliveries ?? [])).toEqual(['payment delivered'])
  expect(effects(district)).toEqual(['POST Payment 1.25'])
  expect(district.iiq.effects[0]?.reference).toBe(result?.deliveries[0]?.reference)
  expect(result?.deliveries[0]?.reference).toMatch(/^fb-[a-z0-9]{8}-[0-9a-f-]{36}$/)
  await district.run()
  expect(district.entries(fee.externalId).filter(one => one.kind === 'payment')).toHaveLength(1)
  expect(await district.errors()).toEqual([])
})

scenario(
  'D6 the void of a delivered payment removes it there, and the refund of a part is a negative payment',
  INSTANT,
  async district => {
    const fee = await firstFee(district)
    const pay = async (text: string) => {
      const paid = await district.call('fees.pay', {
        parts: [{ id: fee.id, amount: text }],
        method: 'check',
        checkNumber: '1001',
        wait: true,
      })
      return paid.results[0]?.entryIds[0] ?? ''
    }
    const first = await pay('2.00')
    await district.call('fees.void', { id: fee.id, entry: first, reason: 'Typed twice', wait: true })
    const second = await pay('3.00')
    await district.call('fees.refund', { id: fee.id, entry: second, amount: '1.00', wait: true })
    const third = await pay('0.50')
    await district.call('fees.bounce', { id: fee.id, entry: third, wait: true })
    expect(effects(district)).toEqual([
      'POST Payment 2.00',
      'DELETE Payment 2',
      'POST Payment 3.00',
      'POST Payment -1.00',
      'POST Payment 0.50',
      'DELETE Payment 0.5',
    ])
    await district.run()
    expect((await district.errors()).map(one => one.cause)).toEqual(['reopened'])
  },
)

scenario(
  'D8 waivers and adjustments go under a switch of their own',
  { ...INSTANT, iiq: { instantPayments: true, exportAdjustments: false } },
  async district => {
    const fee = await firstFee(district)
    await district.call('fees.adjust', { id: fee.id, amount: '+1.00', reason: 'Scratched too', wait: true })
    await district.call('fees.waive', { parts: [{ id: fee.id, amount: '0.50' }], reason: 'Hardship', wait: true })
    expect(effects(district)).toEqual([])
    expect(deliveries(district).map(one => one.state)).toEqual(['held', 'held'])
    await district.set({ exportAdjustments: true })
    await expect.poll(() => effects(district)).toEqual(['POST Adjustment 1.00', 'POST Adjustment -0.50'])
    await district.run()
    expect(await district.errors()).toEqual([])
  },
)

scenario(
  'D6 what was never attempted is cancelled on both sides, and nothing is sent',
  { ...INSTANT, iiq: {} },
  async district => {
    const fee = await firstFee(district)
    const paid = await district.call('fees.pay', {
      parts: [{ id: fee.id, amount: '2.00' }],
      method: 'cash',
      wait: true,
    })
    expect(states(paid.results[0]?.deliveries ?? [])).toEqual(['payment held'])
    await district.call('fees.void', { id: fee.id, entry: paid.results[0]?.entryIds[0] ?? '', reason: 'Wrong student' })
    expect(deliveries(district).map(one => `${one.kind} ${one.state}`)).toEqual(['payment cancelled', 'void cancelled'])
    await district.set({ instantPayments: true, exportPayments: true, paymentsSince: '2020-01-01' })
    await district.run()
    expect(effects(district)).toEqual([])
  },
)

scenario(
  'D1 a payment made while the option is off goes out with the next run, from the day that was set',
  { ...INSTANT, iiq: {} },
  async district => {
    const fee = await firstFee(district)
    await district.call('fees.pay', { parts: [{ id: fee.id, amount: '2.00' }], method: 'cash' })
    await district.run()
    expect(effects(district)).toEqual([])
    await district.set({ exportPayments: true, paymentsSince: '2999-01-01' })
    await district.run()
    expect(effects(district)).toEqual([])
    await district.set({ paymentsSince: '2020-01-01' })
    expect(effects(district)).toEqual([])
    const run = await district.run()
    expect(effects(district)).toEqual(['POST Payment 2.00'])
    expect(run).toMatchObject({ outcome: 'succeeded', counts: { delivered: 1 } })
  },
)

scenario(
  'D4 an answer that never came is looked up, and found, before anything is sent again',
  INSTANT,
  async district => {
    const fee = await firstFee(district)
    district.iiq.faults.commitThenTimeOut = { route: 'create', times: 1 }
    await district.call('fees.pay', { parts: [{ id: fee.id, amount: '2.00' }], method: 'cash', wait: true })
    await expect.poll(() => deliveries(district).map(one => one.state), { timeout: 15_000 }).toEqual(['delivered'])
    expect(effects(district)).toEqual(['POST Payment 2.00'])
  },
)

scenario('D4 a redirect says nothing of what was done before it: it is looked up', INSTANT, async district => {
  const fee = await firstFee(district)
  district.iiq.faults.status = { route: 'create', status: 302, times: 1 }
  await district.call('fees.pay', { parts: [{ id: fee.id, amount: '2.00' }], method: 'cash', wait: true })
  expect(deliveries(district)).toMatchObject([{ kind: 'payment', state: 'unknown', attempts: 1 }])
})

scenario('M7 more than is due is entered as it is, and asks', INSTANT, async district => {
  const fee = await firstFee(district)
  await district.call('fees.pay', {
    parts: [{ id: fee.id, amount: amount(fee.balanceCents + 500) }],
    method: 'cash',
    wait: true,
  })
  expect(district.fee(fee.externalId)?.status).toBe('overpaid')
  const [error] = await district.errors()
  expect(error).toMatchObject({ cause: 'overpaid', actions: [{ kind: 'keep-credit', feeId: fee.id }] })
  await district.call('fees.answer', { id: fee.id, answer: 'keep-credit' })
  expect(await district.errors()).toEqual([])
})
