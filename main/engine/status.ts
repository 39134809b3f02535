import type { BridgeState, BridgeStatus, Overview } from '../../contract/rows/status.ts'
import { SYSTEM_NAMES, TASKS, type TaskRow } from '../../contract/tasks.ts'
import type { Core } from './core.ts'
import { runRowOf, totalsOf } from './run-row.ts'
import { nextOccurrenceMs, sayScheduleWords } from './schedule.ts'
import { allTasks, readDistrict, readIiq, timeZoneOf, whyNotReady } from './settings-store.ts'

/** The state of the bridge, one source for window, tray and tooltip. Never `ok` while a sync error is open. */
export function readStatus(core: Core): BridgeStatus {
  const { ledger, runner } = core
  const district = readDistrict(ledger)
  const pausedUntil = pauseOf(core)
  const openErrors = ledger.errors.countOpen()
  const waitingRuns = count(core, `SELECT count(*) FROM runs WHERE outcome = 'waiting'`)
  const running = runner.progress()
  const offline = core.openedIiq()?.offlineSince() ?? null
  const lastFailed = ledger.db
    .prepare<[], string>(
      `SELECT outcome FROM runs WHERE mode = 'live' AND outcome NOT IN ('running', 'superseded', 'discarded') ORDER BY seq DESC LIMIT 1`,
    )
    .pluck()
    .get()
  const state: BridgeState =
    running.length > 0
      ? 'running'
      : pausedUntil !== null
        ? 'paused'
        : offline !== null
          ? 'offline'
          : lastFailed === 'failed'
            ? 'error'
            : openErrors > 0 || waitingRuns > 0
              ? 'attention'
              : 'ok'
  return {
    state,
    words: sayState(state, openErrors, waitingRuns),
    openErrors,
    waitingRuns,
    unprocessed: ledger.imports.countWaiting('iiq'),
    running,
    pausedUntil,
    lastGoodSyncAt: lastGood(core),
    practice: ledger.settings.meta('practice') === '1',
    district: district?.name ?? '',
    timeZone: district?.timeZone ?? 'UTC',
  }
}

function sayState(state: BridgeState, openErrors: number, waitingRuns: number): string {
  switch (state) {
    case 'running':
      return 'A sync is running.'
    case 'paused':
      return 'Paused: nothing runs and nothing is sent.'
    case 'offline':
      return 'Incident IQ cannot be reached; it is tried again by itself.'
    case 'error':
      return 'The last sync failed.'
    case 'attention': {
      const runs =
        waitingRuns === 0 ? '' : `${waitingRuns} ${waitingRuns === 1 ? 'run waits' : 'runs wait'} for approval. `
      const errors = openErrors === 0 ? '' : `${openErrors} ${openErrors === 1 ? 'error needs' : 'errors need'} a look.`
      return `${runs}${errors}`.trim()
    }
    case 'ok':
      return 'All is in step.'
  }
}

/** Until when the clerk paused the bridge, UTC, or null when it is not paused. */
export function pauseOf(core: Core): string | null {
  const until = core.ledger.settings.meta('paused-until')
  return until !== null && until !== '' && Date.parse(until) > core.clock.nowMs() ? until : null
}

function lastGood(core: Core): string | null {
  return (
    core.ledger.db
      .prepare<[], string>(
        `SELECT finished_at FROM runs WHERE mode = 'live' AND outcome = 'succeeded' ORDER BY seq DESC LIMIT 1`,
      )
      .pluck()
      .get() ?? null
  )
}

function count(core: Core, sql: string): number {
  return core.ledger.db.prepare<[], number>(sql).pluck().get() ?? 0
}

/** Every task as lists show it. */
export function readTasks(core: Core): TaskRow[] {
  const { ledger, clock, secrets } = core
  const notReady = whyNotReady(ledger, secrets)
  return allTasks(ledger).map(({ id, settings }) => {
    const last = ledger.db
      .prepare<[string], { startedAt: string; outcome: string }>(
        'SELECT started_at AS startedAt, outcome FROM runs WHERE task = ? ORDER BY seq DESC LIMIT 1',
      )
      .get(id)
    const isScheduled = settings.on && settings.schedule !== null && notReady === null
    const nextMs =
      isScheduled && settings.schedule !== null
        ? nextOccurrenceMs(settings.schedule, timeZoneOf(ledger), clock.nowMs())
        : null
    return {
      id,
      name: TASKS[id].name,
      on: settings.on,
      schedule: settings.schedule,
      scheduleWords: settings.schedule === null ? null : sayScheduleWords(settings.schedule),
      testMode: settings.testMode,
      last: last?.startedAt ?? null,
      lastOutcome: last?.outcome ?? null,
      next: nextMs === null ? null : new Date(nextMs).toISOString(),
      notReady,
    }
  })
}

/** The Overview tab. */
export function readOverview(core: Core): Overview {
  const { ledger } = core
  const tasks = readTasks(core)
  const rows = (sql: string) =>
    ledger.db
      .prepare<[], string>(sql)
      .pluck()
      .all()
      .map(id => runRowOf(ledger, id))
  const status = readStatus(core)
  return {
    status,
    totals: totalsOf(ledger),
    fees: countFees(core),
    systems: [
      {
        system: 'iiq',
        name: SYSTEM_NAMES.iiq,
        lastGoodSyncAt: status.lastGoodSyncAt,
        next: tasks.find(task => task.id === 'iiq-sync')?.next ?? null,
        openErrors: count(core, `SELECT count(*) FROM sync_errors WHERE state = 'open' AND system = 'iiq'`),
        connected: readIiq(ledger) !== null,
        offlineSince: core.openedIiq()?.offlineSince() ?? null,
      },
    ],
    tasks,
    lastRuns: rows('SELECT id FROM runs ORDER BY seq DESC LIMIT 5'),
    waiting: rows(`SELECT id FROM runs WHERE outcome = 'waiting' ORDER BY seq DESC`),
  }
}

function countFees(core: Core): Overview['fees'] {
  const counts = { open: 0, partlyPaid: 0, paid: 0, waived: 0, overpaid: 0, void: 0 }
  const rows = core.ledger.db
    .prepare<[], { status: string; count: number }>('SELECT status, count(*) AS count FROM fees GROUP BY status')
    .all()
  for (const { status, count: number } of rows) {
    const name = status === 'partly-paid' ? 'partlyPaid' : status
    if (name in counts) counts[name as keyof typeof counts] = number
  }
  return counts
}
