import type { RunRow } from './rows/run.ts'

/** Events say what changed, never what to show; the window asks again for what it shows. */
export const TOPICS = [
  'status',
  'progress',
  'runs',
  'imports',
  'errors',
  'fees',
  'reference',
  'settings',
  'tasks',
] as const
export type Topic = (typeof TOPICS)[number]

/** One event of the engine. `run-closed` carries the run's row so that the terminal can tell a line a run. */
export type EngineEvent = { kind: 'changed'; topics: Topic[] } | { kind: 'run-closed'; run: RunRow }
