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
 * What a host hears and says beside the engine's events: `go` opens an address of the window (`#/errors`); `ledger` says that another ledger is
 * open now, so that nothing that is shown is true any more.
 */
export type HostEvent = EngineEvent | { kind: 'go'; hash: string } | { kind: 'ledger' }

/** What a window hears, also a locked one: of a run only which one ended. Who may look asks for the rest. */
export type WindowEvent = Exclude<HostEvent, { kind: 'run-closed' }> | { kind: 'run-closed'; runId: string }

/** An event as windows hear it. */
export function forWindows(event: HostEvent): WindowEvent {
  return event.kind === 'run-closed' ? { kind: 'run-closed', runId: event.run.runId } : event
}
