import { expect } from 'vitest'
import { type District, type DistrictOptions, scenario } from './district.ts'

const INSTANT: DistrictOptions = { role: 'serve', fees: 6, iiq: { instantPayments: true, exportAdjustments: true } }

async function firstFee(district: District) {
  await district.run()
  const fee = district.fees().find(one => one.status === 'open' && one.balanceCents > 500)
  if (fee === undefined) throw new Error('There is no open fee.')
  return fee
}

const deliveries = (district: District) =>
  district.rows<{ kind: string; state: string; attempts: number; reason: string | null }>(
    'SELECT kind, state, attempts, reason FROM deliveries ORDER BY seq',
  )

scenario(
  'D3 a long Retry-After gives the payment back: who waits for it is told, and the engine closes at once',
  INSTANT,
  async district => {
    const fee = await firstFee(district)
    district.iiq.faults.status = { route: 'create', status: 429, retryAfter: 600 }
    const startedMs = performance.now()
    await district.call('fees.pay', { parts: [{ id: fee.id, amount: '2.00' }], method: 'cash', wait: true })
    expect(deliveries(district)).toMatchObject([{ kind: 'payment', state: 'waiting', attempts: 1 }])
    await district.call('fees.pay', { parts: [{ id: fee.id, amount: '1.00' }], method: 'cash', wait: true })
    expect(deliveries(district)).toMatchObject([{ state: 'waiting' }, { state: 'waiting', attempts: 0 }])
    district.iiq.faults.status = null
    await district.reopen()
    expect(performance.now() - startedMs).toBeLessThan(10_000)
  },
)

scenario('D3 a short Retry-After is waited for', INSTANT, async district => {
  const fee = await firstFee(district)
  district.iiq.faults.status = { route: 'create', status: 429, retryAfter: 1, times: 1 }
  await district.call('fees.pay', { parts: [{ id: fee.id, amount: '2.00' }], method: 'cash', wait: true })
  expect(deliveries(district)).toMatchObject([{ kind: 'payment', state: 'delivered', attempts: 1 }])
})

scenario(
  'D3 a removal to which no readable answer comes is counted, so that it ends as a sync error',
  INSTANT,
  async district => {
    const fee = await firstFee(district)
    const paid = await district.call('fees.pay', {
      parts: [{ id: fee.id, amount: '2.00' }],
      method: 'cash',
      wait: true,
    })
    district.iiq.faults.status = { route: 'delete', status: 500 }
    const entry = paid.results[0]?.entryIds[0] ?? ''
    await district.call('fees.void', { id: fee.id, entry, reason: 'Typed twice', wait: true })
    const [, removal] = deliveries(district)
    expect(removal).toMatchObject({ kind: 'void', state: 'waiting', attempts: 1 })
    expect(removal?.reason).toContain('500')
    const next = district.value<string>('SELECT next_at FROM deliveries WHERE kind = ? ', 'void')
    expect(Date.parse(next) - Date.now()).toBeGreaterThan(6_000)
  },
)

scenario(
  'D5 a run counts each payment once, by what became of it in the end',
  { role: 'serve', fees: 6, iiq: { exportPayments: true, paymentsSince: '2020-01-01' } },
  async district => {
    const fee = await firstFee(district)
    for (const amount of ['1.00', '2.00', '0.50'])
      await district.call('fees.pay', { parts: [{ id: fee.id, amount }], method: 'cash' })
    // The answer to the first is lost; another payment takes so long that the first is looked up, and found, within the same run.
    district.iiq.faults.commitThenTimeOut = { route: 'create', times: 1 }
    const other = district.fees().find(one => one.status === 'open' && one.id !== fee.id)
    await district.call('fees.pay', { parts: [{ id: other?.id ?? '', amount: '1.00' }], method: 'cash' })
    district.iiq.faults.slow = { route: 'create', ms: 1_500, after: 1, times: 1 }
    const run = await district.run()
    expect(run).toMatchObject({ outcome: 'succeeded', counts: { delivered: 4 } })
  },
)
