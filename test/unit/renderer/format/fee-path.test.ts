import { expect, test } from 'vitest'
import { feePath } from '../../../../renderer/format/fee-path.ts'
import { CHARGE, deliveryRow, entryRow, storyOf } from './fee-facts.ts'

const payment = entryRow('entry-02', { kind: 'payment', amountCents: -1500 })
const refund = entryRow('entry-03', { kind: 'refund', amountCents: 500 })

test('tells what came from Incident IQ, and that the others are not connected', () => {
  const { stops, sentence } = feePath(storyOf([CHARGE, payment, { ...payment, id: 'entry-04' }, refund]))
  expect(stops.map(({ system, words }) => [system, words])).toEqual([
    ['iiq', 'charged there; 2 payments and 1 refund came from it'],
    ['intouch', 'not connected'],
    ['community-pass', 'not connected'],
    ['genesis', 'not connected'],
  ])
  expect(sentence).toBe(
    'Incident IQ: charged there; 2 payments and 1 refund came from it. Feebridge: balance $15.00. Not connected: InTouch, Community Pass, Genesis.',
  )
})

test('D1 tells what was delivered and what is not yet', () => {
  const deliveries = [
    deliveryRow({ state: 'delivered' }),
    deliveryRow({ state: 'held' }),
    deliveryRow({ state: 'cancelled' }),
  ]
  const [iiq] = feePath(storyOf([CHARGE], { deliveries })).stops
  expect(iiq).toMatchObject({ cameIn: 1, delivered: 1, pending: 1 })
  expect(iiq?.words).toBe('charged there; 1 change delivered to it; 1 change not yet delivered')
})

test('D7 says that Incident IQ does not know a fee that was charged here', () => {
  const here = { ...CHARGE, system: 'feebridge' as const, operator: 'Ada Brook' }
  const story = storyOf([here])
  const [iiq] = feePath({ ...story, fee: { ...story.fee, system: 'feebridge' } }).stops
  expect(iiq).toMatchObject({ isConnected: true, words: 'does not know this fee' })
})
