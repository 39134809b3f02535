/** The outside systems. `feebridge` marks what was made in the ledger's own window. */
export const SYSTEM_IDS = ['iiq', 'intouch', 'community-pass', 'genesis'] as const
export type SystemId = (typeof SYSTEM_IDS)[number]
export type SourceSystem = SystemId | 'feebridge'

/** A system's name as people say it. */
export const SYSTEM_NAMES: Record<SourceSystem, string> = {
  iiq: 'Incident IQ',
  intouch: 'InTouch',
  'community-pass': 'Community Pass',
  genesis: 'Genesis',
  feebridge: 'Feebridge',
}

/** Every task that can be scheduled and run today; later systems add theirs. */
export const TASK_IDS = ['iiq-sync'] as const
export type TaskId = (typeof TASK_IDS)[number]

/** Task names as the window shows them, and the system each works with. */
export const TASKS: Record<TaskId, { name: string; system: SystemId }> = {
  'iiq-sync': { name: 'iiQ Sync', system: 'iiq' },
}

/** The task's row in `tasks` and in the window. Times are UTC; `schedule` is a five-field cron line in the district's zone. */
export interface TaskRow {
  id: TaskId
  name: string
  on: boolean
  schedule: string | null
  /** The schedule as people say it ("every night at 2:30 AM"), or null without one. */
  scheduleWords: string | null
  testMode: boolean
  /** Start of the last run, in UTC, or null. */
  last: string | null
  lastOutcome: string | null
  /** Next scheduled start, in UTC, or null when off, unscheduled or not set up. */
  next: string | null
  /** Why the task cannot run now (a missing setting), or null. */
  notReady: string | null
}
