import type { IiqSettings, TaskSettings } from '../../contract/settings.ts'
import type { Desk } from './clerk.ts'
import { DELIVERIES, type SeenDelivery } from './rules.ts'

/** A delivery is looked at by hand only when nothing of it can be on its way any more. */
const SURELY_OVER_MS = 5 * 60_000

/** What a clerk switches, decides and starts beside the money. */
export function openSwitchDeeds(desk: Desk) {
  const { world, random } = desk
  return {
    turnSwitch: async () => {
      const name = random.pick(['instantPayments', 'exportPayments', 'exportAdjustments', 'on', 'testMode'] as const)
      const to = random.chance(0.5)
      if (name === 'on' || name === 'testMode') await setTask(desk, { [name]: to })
      else await setIiq(desk, { [name]: to, paymentsSince: '2020-01-01' })
    },
    narrow: async () => {
      const categories = world.iiq.categories().map(one => one.id)
      await setIiq(desk, { categories: random.chance(0.5) ? categories.slice(0, random.between(1, 3)) : categories })
    },
    pause: async () => {
      if (random.chance(0.6)) await desk.ask('bridge.pause', { until: random.pick([5, 30]) }, 'pauses the bridge')
      else await desk.ask('bridge.resume', {}, 'lets the bridge go on')
    },
    startRun: async () => {
      if (world.life?.isInTestMode() === true) return
      const request = { task: 'iiq-sync', wait: random.chance(0.3), approve: random.chance(0.3) } as const
      await desk.ask('runs.start', request, 'starts a run')
    },
    cancelRun: async () => {
      const [run] = desk.rows<{ id: string }>(`SELECT id FROM runs WHERE outcome = 'running' ORDER BY seq DESC LIMIT 1`)
      if (run !== undefined) await desk.ask('runs.cancel', { id: run.id }, 'cancels the run')
    },
    decideRun: async () => {
      const [run] = desk.rows<{ id: string }>(`SELECT id FROM runs WHERE outcome = 'waiting' ORDER BY seq DESC LIMIT 1`)
      if (run === undefined) return
      if (random.chance(0.6)) await desk.ask('runs.approve', { id: run.id, wait: true }, 'approves the waiting run')
      else await desk.ask('runs.discard', { id: run.id }, 'discards the waiting run')
    },
    retryError: async () => {
      const error = desk.oneOf(
        desk.rows<{ id: string; cause: string }>(`SELECT id, cause FROM sync_errors WHERE state = 'open' ORDER BY seq`),
      )
      if (error !== null && world.life?.isInTestMode() !== true)
        await desk.ask('errors.retry', { id: error.id }, `tries again what failed as ${error.cause}`)
    },
    answerConflict: () => answerConflict(desk),
    testConnection: () => testConnection(desk),
    decideDelivery: async () => {
      const open = desk.rows<SeenDelivery>(
        `${DELIVERIES} WHERE d.settled_at IS NULL OR d.state = 'refused' ORDER BY d.seq`,
      )
      const delivery = desk.oneOf(open)
      if (delivery !== null) await decide(desk, delivery)
    },
  }
}

/** Answers one change that only a person may decide (C1). False when none is open. */
export async function answerConflict(desk: Desk): Promise<boolean> {
  const [error] = desk.rows<{ id: string; feeSeq: number }>(
    `SELECT id, fee_seq AS feeSeq FROM sync_errors WHERE state = 'open' AND cause IN ('amount-changed', 'student-changed') ORDER BY seq LIMIT 1`,
  )
  if (error === undefined) return false
  const answer = desk.random.pick(['accept-change', 'keep-ours'] as const)
  await desk.ask('errors.answer', { id: error.id, answer }, `answers ${answer}`)
  return true
}

/** Tries a delivery again, or ends it, by what is true in Incident IQ. */
export async function decide(desk: Desk, delivery: SeenDelivery): Promise<void> {
  const { world, random } = desk
  const name = world.story.nameOf('D', delivery.reference)
  const { rules } = world
  if (delivery.attempts > 0 && rules.lastTouchedMs(delivery.reference) > world.time.nowMs - SURELY_OVER_MS) return
  const isThere = world.iiq.effects.some(one => one.method === 'POST' && one.reference === delivery.reference)
  const what = `decides about ${name}, which is ${delivery.state}`
  rules.clerkDecides(delivery.id)
  // Where the bridge cannot ask, the clerk's word counts, and the clerk says what is true.
  const [cannotFind] = desk.rows(`SELECT 1 FROM meta WHERE name = 'iiq.cannot-find' AND value = '1'`)
  const isTaken = isThere && delivery.action === 'create' && delivery.state === 'failed'
  if (isTaken && (cannotFind !== undefined || random.chance(0.5)))
    await desk.ask('outbox.done', { id: delivery.id }, `${what}: it is there`)
  else if (random.chance(0.75)) {
    if (!isThere) rules.clerkKnows(delivery.reference)
    await desk.ask('outbox.retry', { id: delivery.id, wait: random.chance(0.2) }, `${what}: try it again`)
  } else await desk.ask('outbox.ignore', { id: delivery.id }, `${what}: ignore it`)
}

/** Asks Incident IQ also whether it finds what was sent: what it forgot once may be mended. */
export async function testConnection(desk: Desk): Promise<void> {
  await desk.ask('connection.test', { system: 'iiq', test: 'connection' }, 'tests the connection')
}

export async function setTask(desk: Desk, task: Partial<TaskSettings>): Promise<void> {
  await desk.ask('tasks.set', { task: 'iiq-sync', ...task }, `sets ${JSON.stringify(task)}`)
}

/** Imports settings of Incident IQ anew with some changed. */
export async function setIiq(desk: Desk, change: Partial<IiqSettings>): Promise<void> {
  const [stored] = desk.rows<{ value: string }>(`SELECT value FROM settings WHERE name = 'systems.iiq'`)
  const iiq = { ...(JSON.parse(stored?.value ?? '{}') as object), ...change }
  await desk.ask('settings.import', { file: { systems: { iiq } } }, `sets ${JSON.stringify(change)}`)
}
