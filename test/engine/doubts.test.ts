// In virtual time, because what is proved here takes minutes and hours. The world is the simulator's: the real engine and ledger, the practice Incident IQ.
import { expect } from 'vitest'
import { readJournal } from '../../main/ledger/journal.ts'
import { answerConflict, decide, setIiq, setTask } from '../simulator/clerk-switches.ts'
import { DELIVERIES, type SeenDelivery } from '../simulator/rules.ts'
import { type Scene, scene } from '../simulator/scene.ts'

const MINUTE_MS = 60_000

/** When requests of a kind were sent, in seconds since the scene began. */
const seconds = ({ world }: Scene, what: string) =>
  world.story.lines
    .filter(line => line.includes(`wire    ${what}`))
    .map(line => {
      const [h = 0, m = 0, s = 0] = line.slice(0, 8).split(':').map(Number)
      return h * 3_600 + m * 60 + s
    })

const only = ({ desk }: Scene): SeenDelivery => {
  const [delivery] = desk.rows<SeenDelivery>(DELIVERIES)
  if (delivery === undefined) throw new Error('There is no delivery.')
  return delivery
}

scene('D4 the second empty look-up comes a time limit after the first, however late that was', {}, async stage => {
  const { world } = stage
  world.wire.plan('create', 'cut before it arrived')
  // The early one finds nothing; then nobody can be asked for longer than the second one would have waited.
  world.wire.plan('look-up', null, ...Array.from({ length: 7 }, () => '503 before'))
  await stage.pay('2.00')
  await stage.wait(30 * MINUTE_MS)
  const empty = seconds(stage, 'look-up').slice(-2)
  expect((empty[1] ?? 0) - (empty[0] ?? 0)).toBeGreaterThanOrEqual(120)
  expect(stage.effects()).toEqual(['POST Payment 2.00'])
})

scene('D4 a clock that is set forward does not hurry the look-ups', {}, async stage => {
  stage.world.wire.plan('create', 'done after this end gave up')
  await stage.pay('2.00')
  await stage.wait(32_000)
  stage.world.setClock(180 * MINUTE_MS)
  await stage.wait(10 * MINUTE_MS)
  expect(stage.effects()).toEqual(['POST Payment 2.00'])
  expect(stage.deliveries()).toEqual(['payment delivered'])
})

scene('D4 a clock that is set back does not keep anything waiting', {}, async stage => {
  stage.world.wire.plan('create', 'cut before it arrived')
  await stage.pay('2.00')
  await stage.wait(5_000)
  stage.world.setClock(-180 * MINUTE_MS)
  await stage.wait(10 * MINUTE_MS)
  expect(stage.deliveries()).toEqual(['payment delivered'])
})

scene('D4 what was not found twice and is held is looked up again before it is sent', {}, async stage => {
  const { world, desk } = stage
  world.wire.plan('create', 'cut after it was done')
  world.wire.plan(
    'look-up',
    'cut after it was done',
    'cut after it was done',
    'cut after it was done',
    'cut after it was done',
  )
  await stage.pay('2.00')
  world.iiq.deleteItem({ id: stage.feeThere })
  await stage.play(setTask(desk, { on: false }))
  await stage.wait(20 * MINUTE_MS)
  expect(stage.deliveries()).toEqual(['payment held'])
  world.iiq.restoreItem({ id: stage.feeThere })
  await stage.play(setTask(desk, { on: true }))
  await stage.wait(20 * MINUTE_MS)
  expect(stage.effects()).toEqual(['POST Payment 2.00'])
  expect(stage.deliveries()).toEqual(['payment delivered'])
})

scene('D1 what is to be sent again is not sent while the bridge is paused', {}, async stage => {
  stage.world.wire.plan('create', 'cut before it arrived')
  await stage.pay('2.00')
  await stage.play(stage.desk.ask('bridge.pause', { until: 60 }, 'pauses'))
  await stage.wait(30 * MINUTE_MS)
  expect(stage.effects()).toEqual([])
  expect(stage.deliveries()).toEqual(['payment held'])
})

scene('D1 what a clerk tries again is not sent while iiQ Sync is in test mode', {}, async stage => {
  const { desk, world } = stage
  world.wire.plan('create', 'cut before it arrived')
  await stage.pay('2.00')
  await stage.play(setTask(desk, { testMode: true }))
  await stage.wait(20 * MINUTE_MS)
  expect(stage.deliveries()).toEqual(['payment held'])
  await stage.play(desk.ask('outbox.retry', { id: only(stage).id }, 'tries again'))
  await stage.wait(20 * MINUTE_MS)
  expect(stage.effects()).toEqual([])
  expect(stage.deliveries()).toEqual(['payment held'])
})

scene('D4 what a clerk tries again twice is looked up all the same', {}, async stage => {
  const { desk, world } = stage
  world.wire.plan('create', 'cut after it was done')
  world.wire.plan('look-up', ...Array.from({ length: 6 }, () => '503 before'))
  await stage.pay('2.00')
  for (let times = 0; times < 2; times += 1) {
    await stage.wait(30_000)
    await stage.play(desk.ask('outbox.retry', { id: only(stage).id }, 'tries again'))
  }
  await stage.wait(90 * MINUTE_MS)
  expect(stage.effects()).toEqual(['POST Payment 2.00'])
  expect(stage.deliveries()).toEqual(['payment delivered'])
})

scene(
  'D1 what a clerk tries again while it is held goes out with the next sync, also when the clock was set back',
  {
    instantPayments: false,
    exportPayments: true,
    paymentsSince: '2020-01-01',
  },
  async stage => {
    await stage.pay('2.00')
    await stage.play(stage.desk.ask('outbox.retry', { id: only(stage).id }, 'tries again'))
    stage.world.setClock(-20 * MINUTE_MS)
    await stage.run()
    expect(stage.deliveries()).toEqual(['payment delivered'])
  },
)

scene('Z3 what a pause held goes out when its time is over', {}, async stage => {
  await stage.play(stage.desk.ask('bridge.pause', { until: 5 }, 'pauses'))
  await stage.pay('2.00')
  expect(stage.deliveries()).toEqual(['payment held'])
  await stage.wait(6 * MINUTE_MS)
  expect(stage.deliveries()).toEqual(['payment delivered'])
})

scene('D2 what is on its way at this moment cannot be ignored', {}, async stage => {
  const { desk, world } = stage
  world.wire.plan('create', 'slow')
  await stage.play(desk.ask('fees.pay', { parts: [{ id: stage.feeId, amount: '2.00' }], method: 'cash' }, 'takes 2.00'))
  const { id } = only(stage)
  await stage.play(desk.ask('outbox.ignore', { id }, 'ignores it'))
  expect(world.story.lines.at(-1)).toContain('This delivery is being sent at this moment.')
  await stage.wait(MINUTE_MS)
  expect(stage.deliveries()).toEqual(['payment delivered'])
})

scene('D4 Test connection shows when Incident IQ finds by reference again', {}, async stage => {
  const { desk, world } = stage
  world.wire.plan('create', 'cut before it arrived')
  world.wire.plan('look-up', 'the filter dropped')
  await stage.pay('2.00')
  world.iiq.addFee()
  await stage.wait(5_000)
  await stage.play(desk.ask('connection.test', { system: 'iiq', test: 'connection' }, 'tests'))
  if (only(stage).state === 'failed') await stage.play(desk.ask('outbox.retry', { id: only(stage).id }, 'tries again'))
  await stage.wait(10 * MINUTE_MS)
  expect(stage.effects()).toEqual(['POST Payment 2.00'])
  expect(seconds(stage, 'look-up').length).toBeGreaterThan(2)
})

scene('K2 what was committed when the process died is in the journal after the next start', {}, async stage => {
  const { world, desk } = stage
  world.killRate = 1_000
  world.killsLeft = 1
  await stage.pay('2.00')
  await stage.wait(5 * MINUTE_MS)
  expect(world.deaths).toBe(1)
  const { lines } = readJournal(world.life?.core.folder.journal ?? '')
  const ids = desk.rows<{ id: string }>(
    `SELECT id FROM entries WHERE system = 'feebridge' UNION ALL SELECT id FROM deliveries`,
  )
  expect(lines.map(line => line.id).sort()).toEqual(ids.map(one => one.id).sort())
})

scene('I4 what was given up and is listed there is delivered, and its error resolved', {}, async stage => {
  const { desk, world } = stage
  world.wire.plan('create', 'cut after it was done')
  world.wire.plan('look-up', 'the filter dropped')
  await stage.pay('2.00')
  await stage.wait(5_000)
  expect(stage.deliveries()).toEqual(['payment failed'])
  await stage.run()
  expect(stage.deliveries()).toEqual(['payment delivered'])
  expect(desk.rows(`SELECT cause FROM sync_errors WHERE state = 'open'`)).toEqual([])
})

scene('I4 what was refused and is there after all is delivered', {}, async stage => {
  const { desk, world } = stage
  world.wire.plan('create', 'cut after it was done')
  await stage.play(
    desk.ask('fees.pay', { parts: [{ id: stage.feeId, amount: '2.00' }], method: 'cash', wait: true }, 'takes 2.00'),
  )
  world.iiq.deleteItem({ id: stage.feeThere })
  await stage.wait(10 * MINUTE_MS)
  expect(stage.deliveries()).toEqual(['payment refused'])
  world.iiq.restoreItem({ id: stage.feeThere })
  await stage.run()
  expect(stage.deliveries()).toEqual(['payment delivered'])
  expect(desk.rows(`SELECT cause FROM sync_errors WHERE state = 'open'`)).toEqual([])
})

scene('D6 a page of something in between is no answer to a removal', {}, async stage => {
  const { world, desk, feeId } = stage
  const entry = await stage.pay('2.00')
  await stage.wait(MINUTE_MS)
  world.wire.plan('remove', 'a web page before')
  await stage.play(desk.enter('fees.void', { id: feeId, entry, reason: 'Typed twice' }, 'voids it'))
  await stage.wait(30 * MINUTE_MS)
  expect(stage.effects()).toEqual(['POST Payment 2.00', 'DELETE Payment 2'])
})

scene('C2 a clock that is set back does not hide that the books are apart', {}, async stage => {
  const { world, desk } = stage
  await stage.pay('2.00')
  await stage.wait(MINUTE_MS)
  const [row] = world.iiq.payments({ feeId: stage.feeThere })
  world.iiq.deleteItem({ id: row?.id ?? '' })
  world.setClock(-180 * MINUTE_MS)
  await stage.run()
  expect(desk.rows(`SELECT cause FROM sync_errors WHERE state = 'open'`)).toEqual([{ cause: 'amount-due-differs' }])
})

scene('D4 a clerk who knows that it is not there may send it again where nobody can be asked', {}, async stage => {
  const { desk, world } = stage
  world.wire.plan('create', 'cut before it arrived')
  world.wire.plan('look-up', 'the filter dropped')
  await stage.pay('2.00')
  await stage.wait(10 * MINUTE_MS)
  for (let turn = 0; turn < 20 && only(stage).state === 'failed'; turn += 1) await stage.play(decide(desk, only(stage)))
  await stage.wait(10 * MINUTE_MS)
  expect(['payment delivered', 'payment ignored']).toContain(stage.deliveries()[0])
  expect(stage.effects().length).toBeLessThan(2)
})

scene('Z2 what is selected while a run is under way is not left out by it', {}, async stage => {
  const { world, desk } = stage
  const [there] = world.iiq.fees()
  const all = world.iiq.categories().map(one => one.id)
  const narrow = world.iiq.addCategory({ title: 'Music' }).id
  await stage.play(setIiq(desk, { categories: [narrow] }))
  const fee = world.iiq.addFee({ sku: there?.sku ?? '', amountCents: 700 })
  const started = desk.ask('runs.start', { task: 'iiq-sync' }, 'starts a run')
  await stage.wait(200)
  await stage.play(setIiq(desk, { categories: [...all, narrow] }))
  await stage.play(started)
  await stage.wait(MINUTE_MS)
  await stage.run()
  expect(desk.fees(`external_key = '${fee.id.toLowerCase()}'`)).toHaveLength(1)
})

scene(
  'W2 nothing is waived by an amount due that an undecided change made old',
  { waiveZeroDue: true },
  async stage => {
    const { world, desk } = stage
    const payment = world.iiq.payFee({ id: stage.feeThere, amountCents: 4_000 })
    await stage.run()
    // What was due stays undecided, because money was paid there when the amount changed; then the money is gone.
    world.iiq.editFee({ id: stage.feeThere, amountCents: 3_000 })
    world.iiq.deleteItem({ id: payment.id })
    for (let turn = 0; turn < 2; turn += 1) {
      await stage.run()
      expect(desk.fees(`id = '${stage.feeId}'`)).toMatchObject([{ balanceCents: 4_000, paidCents: 0 }])
      expect(desk.rows(`SELECT cause FROM sync_errors WHERE state = 'open'`)).toEqual([{ cause: 'amount-changed' }])
    }
    while (await stage.play(answerConflict(desk)));
    await stage.run()
    expect(desk.rows(`SELECT cause FROM sync_errors WHERE state = 'open'`)).toEqual([])
  },
)

scene(
  'D1 what takes back a refused one says that it waits for the clerk’s decision',
  {
    instantPayments: false,
    exportPayments: true,
    paymentsSince: '2020-01-01',
  },
  async stage => {
    const { world, desk } = stage
    const entry = await stage.pay('2.00')
    world.wire.setOutage('creating not permitted')
    await stage.run()
    await stage.play(desk.enter('fees.refund', { id: stage.feeId, entry }, 'refunds it'))
    await stage.run()
    expect(desk.rows('SELECT state, reason FROM deliveries WHERE about_seq IS NOT NULL')).toEqual([
      { state: 'held', reason: 'What it takes back was refused: decide about that one first' },
    ])
    world.wire.setOutage(null)
    world.rules.clerkDecides(only(stage).id)
    await stage.play(desk.ask('outbox.retry', { id: only(stage).id }, 'tries again'))
    await stage.run()
    expect(stage.deliveries()).toEqual(['payment delivered', 'refund delivered'])
    expect(stage.effects()).toEqual(['POST Payment 2.00', 'DELETE Payment 2'])
  },
)
