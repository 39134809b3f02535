import { expect } from 'vitest'
import { type District, type DistrictOptions, scenario } from './district.ts'

const INSTANT: DistrictOptions = { role: 'serve', fees: 8, iiq: { instantPayments: true, exportAdjustments: true } }

/** Two open fees of Incident IQ, after a first sync. */
async function openFees(district: District) {
  await district.run()
  const [fee, other] = district.fees().filter(one => one.balanceCents > 500)
  if (fee === undefined || other === undefined) throw new Error('There are no two open fees.')
  return { fee, other }
}

async function pay(district: District, id: string, amount: string) {
  const paid = await district.call('fees.pay', { parts: [{ id, amount }], method: 'cash', wait: true })
  const [result] = paid.results
  return { entry: result?.entryIds[0] ?? '', delivery: result?.deliveries[0] }
}

const effects = ({ iiq }: District) => iiq.effects.map(one => `${one.method} ${one.kind} ${one.amountText}`)
const deliveries = (district: District) =>
  district.rows<{ kind: string; state: string; attempts: number; reason: string | null }>(
    'SELECT kind, state, attempts, reason FROM deliveries ORDER BY seq',
  )

scenario(
  'D5 a payment goes before the next page of a pull that is under way',
  { ...INSTANT, fees: 40 },
  async district => {
    const { fee } = await openFees(district)
    district.iiq.switches.pageCap = 4
    district.iiq.faults.slow = { route: 'items', ms: 60 }
    district.iiq.resetRequests()
    const run = await district.call('runs.start', { task: 'iiq-sync' })
    await expect.poll(() => district.iiq.requests.byRoute.items, { interval: 5 }).toBeGreaterThan(1)
    await pay(district, fee.id, '1.25')
    const pagesBefore = district.iiq.requests.byRoute.items
    await expect
      .poll(async () => (await district.call('runs.show', { id: run.runId })).run.outcome, { timeout: 20_000 })
      .not.toBe('running')
    const routes = district.iiq.requests.recent.map(one => one.route)
    expect(routes.lastIndexOf('items')).toBeGreaterThan(routes.indexOf('create'))
    expect(district.iiq.requests.byRoute.items).toBeGreaterThan(pagesBefore)
    expect(district.iiq.requests.maxInFlight).toBe(1)
  },
)

scenario(
  'D5 the catch-up of a run takes place although the run waits at the brake',
  { fees: 0, iiq: { exportPayments: true, paymentsSince: '2020-01-01' } },
  async district => {
    const fees = Array.from({ length: 6 }, () => district.iiq.addFee({ amountCents: 1000 }))
    await district.run()
    await pay(district, district.fee(fees[5]?.id ?? '')?.id ?? '', '2.00')
    for (const { id } of fees.slice(0, 4)) district.iiq.purgeItem({ id })
    expect(await district.run()).toMatchObject({ outcome: 'waiting', counts: { delivered: 1 } })
    expect(effects(district)).toEqual(['POST Payment 2.00'])
  },
)

scenario(
  'D5 deliveries of one fee keep their order, those of another do not wait for them',
  INSTANT,
  async district => {
    const { fee, other } = await openFees(district)
    district.iiq.faults.status = { route: 'create', status: 503, times: 1 }
    await pay(district, fee.id, '1.00')
    await district.call('fees.pay', { parts: [{ id: fee.id, amount: '2.00' }], method: 'cash' })
    await pay(district, other.id, '3.00')
    expect(effects(district)).toEqual(['POST Payment 3.00'])
    expect(deliveries(district)).toMatchObject([
      { state: 'unknown', attempts: 1 },
      { state: 'waiting', attempts: 0 },
      { state: 'delivered' },
    ])
  },
)

scenario('D5 a refused one holds up what takes it back, and nothing else', INSTANT, async district => {
  const { fee } = await openFees(district)
  district.iiq.faults.status = { route: 'create', status: 403, times: 1 }
  const { entry, delivery } = await pay(district, fee.id, '1.00')
  expect(delivery?.state).toBe('refused')
  await pay(district, fee.id, '2.00')
  await district.call('fees.void', { id: fee.id, entry, reason: 'Typed twice', wait: true })
  expect(effects(district)).toEqual(['POST Payment 2.00'])
  expect(deliveries(district).at(-1)).toMatchObject({
    kind: 'void',
    state: 'held',
    reason: expect.stringContaining('refused'),
  })
  await district.call('outbox.ignore', { id: delivery?.id ?? '' })
  await expect.poll(() => deliveries(district).at(-1)?.state).toBe('cancelled')
})

scenario(
  'D6 what is voided while nobody knows whether it arrived is looked up first, and then removed',
  INSTANT,
  async district => {
    const { fee } = await openFees(district)
    district.iiq.faults.commitThenTimeOut = { route: 'create', times: 1 }
    const { entry, delivery } = await pay(district, fee.id, '2.00')
    expect(delivery?.state).toBe('unknown')
    await district.call('fees.void', { id: fee.id, entry, reason: 'Typed twice' })
    await expect
      .poll(() => deliveries(district).map(one => one.state), { timeout: 15_000 })
      .toEqual(['delivered', 'delivered'])
    expect(effects(district)).toEqual(['POST Payment 2.00', 'DELETE Payment 2'])
  },
)

scenario(
  'D1 what must be chosen first holds its deliveries and no run: two item types for payments',
  INSTANT,
  async district => {
    const { fee } = await openFees(district)
    const second = district.iiq.addItemType({ sku: 'PAY-2', title: 'Payment by mail', kind: 'Payment' })
    expect((await district.run()).outcome).toBe('succeeded')
    const { delivery } = await pay(district, fee.id, '2.00')
    expect(delivery).toMatchObject({ state: 'held', reason: expect.stringContaining('post payments as') })
    expect((await district.run()).outcome).toBe('succeeded')
    await district.set({ postPaymentsAs: 'PAY-2' })
    await expect.poll(() => effects(district)).toEqual(['POST Payment 2.00'])
    expect(district.iiq.item({ id: district.iiq.effects[0]?.id ?? '' })?.typeId).toBe(second.id)
  },
)

scenario(
  'asked again under the same key with wait, the reply comes when the first one’s delivery is settled',
  INSTANT,
  async district => {
    const { fee } = await openFees(district)
    district.iiq.faults.slow = { route: 'create', ms: 300, times: 1 }
    const request = { parts: [{ id: fee.id, amount: '1.00' }], method: 'cash' as const, key: 'lost-answer-1' }
    const first = await district.call('fees.pay', request)
    expect(first.results[0]?.deliveries).toMatchObject([{ state: 'unknown' }])
    const again = await district.call('fees.pay', { ...request, wait: true })
    expect(again.results[0]?.deliveries).toMatchObject([
      { id: first.results[0]?.deliveries[0]?.id, state: 'delivered' },
    ])
    expect(effects(district)).toEqual(['POST Payment 1.00'])
  },
)
