import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { workAsAgent } from './agent.ts'
import { Desk, workAsClerk } from './clerk.ts'
import { answerQuestion } from './clerk-money.ts'
import { answerConflict, decide, setIiq, setTask, testConnection } from './clerk-switches.ts'
import { Killed, type Life, type LifeParts } from './life.ts'
import { checkQuiet, isBehindFailed, isHeldForNothing } from './quiet.ts'
import { DELIVERIES, type SeenDelivery } from './rules.ts'
import { takeOverTime } from './virtual-time.ts'
import { OUTAGES } from './wire.ts'
import { World } from './world.ts'

/** What became of one seed. */
export interface SeedResult {
  seed: number
  /** The rules that were broken, as sentences; empty when all held. */
  broken: string[]
  story: string[]
  deaths: number
  effects: number
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** By then every retry, look-up and pause has had its turn. */
const REST_MS = 25 * MINUTE_MS
const MOST_RESTS = 12
/** Nobody waits longer for anything. */
const STUCK_MS = 6 * HOUR_MS

/** Plays one seed from its first day to its last quiet point. The same seed gives the same story. `spoil` breaks the bridge on purpose. */
export async function playSeed(seed: number, scratch: string, spoil?: LifeParts['spoil']): Promise<SeedResult> {
  const dir = join(scratch, `seed-${seed}`)
  mkdirSync(dir, { recursive: true })
  const world = new World(seed, dir, spoil)
  const random = world.chance('engine')
  const giveBack = takeOverTime(world.time, () => random.next())
  const notice = (error: unknown) => {
    if (!(error instanceof Killed))
      world.rules.breach('failed inside', error instanceof Error ? (error.stack ?? '') : String(error))
  }
  process.on('unhandledRejection', notice)
  try {
    await play(world)
  } catch (error) {
    notice(error)
  } finally {
    const { life } = world
    life?.stop()
    await world.time.settle()
    process.off('unhandledRejection', notice)
    giveBack()
    life?.bury()
    rmSync(dir, { recursive: true, force: true })
  }
  const { rules, story, deaths, iiq } = world
  return { seed, broken: rules.broken, story: story.lines, deaths, effects: iiq.effects.length }
}

async function play(world: World): Promise<void> {
  const random = world.chance('plan')
  const desk = new Desk(world)
  await pass(world, setUp(world, desk))
  const rounds = random.between(1, 2)
  for (let round = 0; round < rounds && world.rules.broken.length === 0; round += 1) {
    await busyTime(world, desk)
    await quietTime(world, desk)
  }
}

/** Lets time pass until somebody's work is done; a broken rule ends it. */
export async function pass(world: World, work: Promise<unknown>): Promise<void> {
  let isDone = false
  const done = work.finally(() => {
    isDone = true
  })
  const { time, rules } = world
  const inTime = await time.passUntil(() => isDone || rules.broken.length > 0, time.nowMs + STUCK_MS)
  if (!inTime) rules.breach('stuck', 'something that was begun does not end')
  if (isDone) await done
  else done.catch(() => undefined)
}

export async function setUp(world: World, desk: Desk): Promise<void> {
  await world.open()
  const random = world.chance('set-up')
  const { credentials } = world.iiq
  const file = {
    district: { name: 'Alder Vale Schools', timeZone: 'America/New_York', overdueDays: 30 },
    systems: {
      iiq: {
        ...credentials,
        baseUrl: 'http://127.0.0.1:7000',
        categoryMode: 'import',
        createdSince: world.door.createdSince,
        waiveZeroDue: random.chance(0.8),
        waiveMissing: random.chance(0.8),
        instantPayments: random.chance(0.8),
        exportPayments: random.chance(0.7),
        exportAdjustments: random.chance(0.7),
        paymentsSince: '2020-01-01',
      },
    },
    tasks: { 'iiq-sync': { on: true, schedule: '*/20 * * * *', testMode: false } },
  }
  await desk.ask('settings.import', { file }, 'sets the bridge up')
  await desk.ask('runs.start', { task: 'iiq-sync', wait: true, approve: true }, 'starts the first run')
}

/** An hour or so of everything at once: people on both sides, a bad line, a process that dies. */
async function busyTime(world: World, desk: Desk): Promise<void> {
  const random = world.chance(`busy ${world.time.nowMs}`)
  const { time, wire } = world
  const untilMs = time.nowMs + random.between(15, 50) * MINUTE_MS
  wire.faultRate = random.pick([0, 0.05, 0.15, 0.3, 0.5])
  world.killRate = random.pick([0, 0, 1, 3])
  world.killsLeft = 3
  const busyMs = random.pick([10_000, 60_000, 150_000])
  await pass(
    world,
    Promise.all([
      workAsClerk(desk, untilMs, busyMs),
      workAsAgent(world, untilMs, busyMs * 2),
      bringTrouble(world, untilMs),
      tick(world, untilMs),
    ]),
  )
  wire.faultRate = 0
  wire.setOutage(null)
  world.killsLeft = 0
}

/** Troubles that last, clocks that jump, a bridge that is closed and opened. */
async function bringTrouble(world: World, untilMs: number): Promise<void> {
  const random = world.chance(`trouble ${untilMs}`)
  const { time, wire, story } = world
  for (;;) {
    await time.sleep(random.between(2, 20) * MINUTE_MS)
    if (time.nowMs >= untilMs) return
    const what = random.below(10)
    if (what < 4) {
      const outage = random.pick(OUTAGES)
      story.tell('world', `trouble begins: ${outage}`)
      wire.setOutage(outage)
      await time.sleep(random.between(10_000, 8 * MINUTE_MS))
      wire.setOutage(null)
      story.tell('world', `trouble is over: ${outage}`)
    } else if (what < 6) await world.reopen()
    else if (what < 7) world.setClock(random.pick([-180, -20, -2, 2, 20, 180]) * MINUTE_MS)
  }
}

async function tick(world: World, untilMs: number): Promise<void> {
  const random = world.chance(`ticks ${untilMs}`)
  while (world.time.nowMs < untilMs) {
    await world.time.sleep(random.between(15_000, 4 * MINUTE_MS))
    world.life?.tick()
  }
}

/** Faults are over, the switches are on: all comes to rest by itself, then the clerk decides what only a person can, and the books are compared each time. */
async function quietTime(world: World, desk: Desk): Promise<void> {
  const { rules, story } = world
  if (rules.broken.length > 0) return
  story.tell('world', 'all is well from here on')
  await pass(world, comeToRest(world, desk))
  if (rules.broken.length > 0) return
  await check(world, desk)
  for (let turn = 0; turn < 4 && rules.broken.length === 0; turn += 1) {
    const decided = { isSome: false }
    await pass(world, decideAll(desk, decided))
    if (!decided.isSome) break
    await pass(world, comeToRest(world, desk))
    if (rules.broken.length === 0) await check(world, desk)
  }
}

async function comeToRest(world: World, desk: Desk): Promise<void> {
  await world.alive()
  await desk.ask('bridge.resume', {}, 'lets the bridge go on')
  await testConnection(desk)
  await setTask(desk, { on: true, testMode: false })
  const categories = world.iiq.categories().map(one => one.id)
  await setIiq(desk, {
    instantPayments: true,
    exportPayments: true,
    exportAdjustments: true,
    paymentsSince: '2020-01-01',
    categories,
  })
  for (let rest = 0; rest < MOST_RESTS; rest += 1) {
    await world.time.sleep(REST_MS)
    const [run] = desk.rows<{ id: string }>(`SELECT id FROM runs WHERE outcome = 'running'`)
    if (run !== undefined) continue
    const ended = await desk.ask('runs.start', { task: 'iiq-sync', wait: true, approve: true }, 'starts a run')
    const open = desk
      .rows<SeenDelivery>(`${DELIVERIES} WHERE d.settled_at IS NULL`)
      .filter(one => isOnItsWay(world.life ?? raise(), one))
    if (ended === null || open.length > 0) continue
    // What was delivered in the run just now is compared with what the next one reads.
    await world.time.sleep(1_000)
    const last = await desk.ask('runs.start', { task: 'iiq-sync', wait: true, approve: true }, 'starts a run')
    if (last?.outcome !== 'succeeded' && last?.outcome !== 'partly')
      world.rules.breach(
        'quiet',
        `a run in quiet times ended ${last?.outcome ?? 'without a word'}: ${last?.message ?? ''}`,
      )
    return
  }
}

/** Whether it still goes by itself: after a clock was set back, some wait for a moment that was near before. */
function isOnItsWay(life: Life, one: SeenDelivery): boolean {
  const place = { db: life.reader, whyHeld: (id: string) => life.whyHeld(id) }
  if (one.state === 'held') return isHeldForNothing(place, one)
  return one.state !== 'failed' && !isBehindFailed(place, one)
}

function raise(): never {
  throw new Error('The bridge is not there.')
}

/** Decides everything that waits for a person. */
async function decideAll(desk: Desk, decided: { isSome: boolean }): Promise<void> {
  while (await answerQuestion(desk)) decided.isSome = true
  while (await answerConflict(desk)) decided.isSome = true
  const open = desk.rows<SeenDelivery>(`${DELIVERIES} WHERE d.state IN ('failed', 'refused') ORDER BY d.seq`)
  for (const delivery of open) {
    decided.isSome = true
    await decide(desk, delivery)
  }
}

async function check(world: World, desk: Desk): Promise<void> {
  const { life, rules, story, iiq, strange, vanished } = world
  if (life === null) return rules.breach('quiet', 'the bridge is not there')
  rules.sweep()
  story.tell('rules', 'look at the books')
  checkQuiet({
    rules,
    story,
    iiq,
    strange,
    vanished,
    whyHeld: id => life.whyHeld(id),
    inScopeFrom: new Date(Date.parse(world.door.createdSince) + DAY_MS).toISOString(),
    db: life.reader,
    journalFile: life.core.folder.journal,
    findings: life.verify(),
    toldEntries: desk.told,
  })
}
