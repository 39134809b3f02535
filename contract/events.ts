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
  'rebuild',
  'host',
  'practice',
  'operators',
] as const
export type Topic = (typeof TOPICS)[number]

/** One event of the engine. `run-closed` carries the run's row so that the terminal can tell a line a run. */
export type EngineEvent = { kind: 'changed'; topics: Topic[] } | { kind: 'run-closed'; run: RunRow }

/**
 * What a host tells its windows beside the engine's events: `go` opens an address of the window (`#/errors`); `ledger` says that another ledger is
 * open now, so that nothing that is shown is true any more.
 */
export type WindowEvent = EngineEvent | { kind: 'go'; hash: string } | { kind: 'ledger' }
