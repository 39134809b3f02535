import type { BridgeState, BridgeStatus, Overview } from '../../contract/rows/status.ts'
import { SYSTEM_NAMES, TASKS, type TaskRow } from '../../contract/tasks.ts'
import type { Core } from './core.ts'
import { runRowOf, totalsOf } from './run-row.ts'
import { nextOccurrenceMs, sayScheduleWords } from './schedule.ts'
import { allTasks, readDistrict, readIiq, timeZoneOf, whyNotReady } from './settings-store.ts'

/** The state of the bridge, one source for window, tray and tooltip. Never `ok` while a sync error is open. */
export function readStatus(core: Core, operator: string): BridgeStatus {
  const { ledger, runner } = core
  const district = readDistrict(ledger)
  const pausedUntil = pauseOf(core)
  const openErrors = ledger.errors.countOpen()
  const waitingRuns = ledger.standing.waitingRunIds().length
  const running = runner.progress()
  const offline = core.openedIiq()?.offlineSince() ?? null
  const lastOutcome = ledger.standing.lastLiveOutcome()
  const state: BridgeState =
    running.length > 0
      ? 'running'
      : pausedUntil !== null
        ? 'paused'
        : offline !== null
          ? 'offline'
          : lastOutcome === 'failed'
            ? 'error'
            : openErrors > 0 || waitingRuns > 0
              ? 'attention'
              : 'ok'
  return {
    state,
    words: state === 'ok' && lastOutcome === null ? 'No sync has run yet.' : sayState(state, openErrors, waitingRuns),
    openErrors,
    waitingRuns,
    unprocessed: ledger.imports.countWaiting('iiq'),
    running,
    pausedUntil,
    lastGoodSyncAt: ledger.standing.lastGoodAt(),
    practice: ledger.settings.meta('practice') === '1',
    district: district?.name ?? '',
    timeZone: district?.timeZone ?? 'UTC',
    now: new Date(core.clock.nowMs()).toISOString(),
    operator,
  }
}

function sayState(state: BridgeState, openErrors: number, waitingRuns: number): string {
  switch (state) {
    case 'running':
      return 'A sync is running.'
    case 'paused':
      return 'Paused: nothing runs by itself and nothing is sent.'
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
function pauseOf(core: Core): string | null {
  const until = core.ledger.settings.meta('paused-until')
  return until !== null && until !== '' && Date.parse(until) > core.clock.nowMs() ? until : null
}

/** Every task as lists show it. */
export function readTasks(core: Core): TaskRow[] {
  const { ledger, clock, secrets } = core
  const notReady = whyNotReady(ledger, secrets)
  return allTasks(ledger).map(({ id, settings }) => {
    const last = ledger.standing.lastRunOf(id)
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
export function readOverview(core: Core, operator: string): Overview {
  const { ledger } = core
  const tasks = readTasks(core)
  const rows = (ids: string[]) => ids.map(id => runRowOf(ledger, id))
  const status = readStatus(core, operator)
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
        openErrors: ledger.standing.openErrorsOf('iiq'),
        connected: readIiq(ledger) !== null,
        offlineSince: core.openedIiq()?.offlineSince() ?? null,
      },
    ],
    tasks,
    lastRuns: rows(ledger.standing.newestRunIds(5)),
    waiting: rows(ledger.standing.waitingRunIds()),
  }
}

function countFees(core: Core): Overview['fees'] {
  const counts = { open: 0, partlyPaid: 0, paid: 0, waived: 0, overpaid: 0, void: 0 }
  for (const { status, count: number } of core.ledger.standing.feesByStatus()) {
    const name = status === 'partly-paid' ? 'partlyPaid' : status
    if (name in counts) counts[name as keyof typeof counts] = number
  }
  return counts
}
