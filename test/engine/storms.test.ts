// In virtual time: what a storm of refusals, a death in the middle of an attempt and a clerk's impatience do to deliveries.
import { expect } from 'vitest'
import { setIiq } from '../simulator/clerk-switches.ts'
import { DELIVERIES, type SeenDelivery } from '../simulator/rules.ts'
import { type Scene, scene } from '../simulator/scene.ts'

const MINUTE_MS = 60_000

/** The process is killed at the next thing that it does. */
async function killNow({ world, desk, play }: Scene): Promise<void> {
  world.killRate = 1e9
  world.killsLeft = 1
  await play(desk.ask('operators.list', {}, 'looks who is there'))
  world.killRate = 0
  expect(world.deaths).toBe(1)
}

const seen = ({ desk }: Scene): SeenDelivery[] => desk.rows<SeenDelivery>(DELIVERIES)

scene('D3 a minute of 429s that ask for a second each makes no sync error of a payment', {}, async stage => {
  const { world } = stage
  world.wire.setOutage('busy for a second each time')
  await stage.pay('2.00')
  await stage.wait(MINUTE_MS)
  world.wire.setOutage(null)
  await stage.wait(10 * MINUTE_MS)
  expect(stage.deliveries()).toEqual(['payment delivered'])
  expect(stage.effects()).toEqual(['POST Payment 2.00'])
})

scene('D4 an attempt ended at the latest when the process that made it was found dead', {}, async stage => {
  const { world } = stage
  world.wire.plan('create', 'lost without a word')
  await stage.pay('2.00')
  await stage.wait(1_000)
  await killNow(stage)
  const openedMs = world.time.nowMs
  while (stage.deliveries()[0] !== 'payment delivered' && world.time.nowMs - openedMs < 30 * MINUTE_MS)
    await stage.wait(5_000)
  // Two empty look-ups, a time limit of two minutes apart, the first one two minutes after the start.
  expect(world.time.nowMs - openedMs).toBeLessThan(5 * MINUTE_MS)
  expect(stage.effects()).toEqual(['POST Payment 2.00'])
})

scene('D5 what waits behind a failed one keeps nothing busy', {}, async stage => {
  const { world, desk } = stage
  world.wire.plan('create', 'cut before it arrived')
  world.wire.plan('look-up', 'the filter dropped')
  await stage.pay('2.00')
  await stage.pay('1.00')
  await stage.wait(MINUTE_MS)
  expect(stage.deliveries()).toEqual(['payment failed', 'payment waiting'])
  await stage.play(desk.ask('outbox.retry', { id: seen(stage)[1]?.id ?? '' }, 'tries the second one'))
  await stage.wait(MINUTE_MS)
  expect(stage.deliveries()).toEqual(['payment failed', 'payment waiting'])
  // A moment that is past would be waited for in vain, fifty times a second.
  expect(world.life?.core.ledger.outbox.nextAt('iiq')).toBe(null)
})

scene('D3 a clerk who tries again is not told to wait for another key', {}, async stage => {
  const { world, desk } = stage
  world.wire.setOutage('key refused')
  await stage.pay('2.00')
  await stage.wait(MINUTE_MS)
  expect(stage.deliveries()).toEqual(['payment held'])
  world.wire.setOutage(null)
  await stage.play(desk.ask('outbox.retry', { id: seen(stage)[0]?.id ?? '' }, 'tries again'))
  await stage.wait(MINUTE_MS)
  expect(stage.deliveries()).toEqual(['payment delivered'])
})

scene('D3 a connection test that succeeds lets go what the key was refused for', {}, async stage => {
  const { world, desk } = stage
  world.wire.setOutage('key refused')
  await stage.pay('2.00')
  await stage.wait(MINUTE_MS)
  world.wire.setOutage(null)
  await stage.play(desk.ask('connection.test', { system: 'iiq', test: 'connection' }, 'tests the connection'))
  await stage.wait(MINUTE_MS)
  expect(stage.deliveries()).toEqual(['payment delivered'])
})

scene('D3 what was refused is composed anew when the clerk tries again, as what is chosen now', {}, async stage => {
  const { world, desk } = stage
  const [first] = world.iiq.itemTypes().filter(one => one.kind === 'Payment')
  const other = world.iiq.addItemType({ kind: 'Payment', sku: 'PAID-HERE', title: 'Paid here' })
  world.iiq.deleteItem({ id: stage.feeThere })
  await stage.play(setIiq(desk, { postPaymentsAs: first?.sku ?? '' }))
  await stage.pay('2.00')
  await stage.wait(MINUTE_MS)
  expect(stage.deliveries()).toEqual(['payment refused'])
  world.iiq.restoreItem({ id: stage.feeThere })
  await stage.run()
  await stage.play(setIiq(desk, { postPaymentsAs: other.sku }))
  const [refused] = seen(stage)
  world.rules.clerkDecides(refused?.id ?? '')
  await stage.play(desk.ask('outbox.retry', { id: refused?.id ?? '' }, 'tries again'))
  await stage.wait(MINUTE_MS)
  expect(stage.deliveries()).toEqual(['payment delivered'])
  expect(world.iiq.payments({ feeId: stage.feeThere }).map(one => one.sku)).toEqual([other.sku])
})

scene('M6 a refund that should never have been asks nothing any more', {}, async ({ desk, feeId, pay, play }) => {
  const open = () =>
    desk.rows<{ cause: string }>(`SELECT cause FROM sync_errors WHERE state = 'open'`).map(one => one.cause)
  const [first, second] = [await pay('2.00'), await pay('3.00')]
  const back = async (entry: string) =>
    (await play(desk.enter('fees.refund', { id: feeId, entry }, 'gives it back')))?.entryIds[0] ?? ''
  const refunds = [await back(first), await back(second)]
  expect(open()).toEqual(['reopened'])
  const undo = (entry = '') => desk.enter('fees.void', { id: feeId, entry, reason: 'Wrong fee' }, 'voids the refund')
  await play(undo(refunds[0]))
  expect(open()).toEqual(['reopened'])
  await play(undo(refunds[1]))
  expect(open()).toEqual([])
})
