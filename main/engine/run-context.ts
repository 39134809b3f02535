import type { RunCounts, RunMode, RunProgress } from '../../contract/rows/run.ts'
import type { TaskId } from '../../contract/tasks.ts'
import type { Clock, Log } from '../domain/ports.ts'
import type { IiqScope } from '../domain/scope.ts'
import type { SourceRecord } from '../domain/source-record.ts'
import type { SystemPort } from '../domain/system.ts'
import { type Day, dayInZone } from '../domain/zone.ts'
import type { Ledger } from '../ledger/ledger.ts'

/** What planning and writing one fee needs, in a run or by a clerk's answer. */
export interface PlanContext {
  /** In test mode the scratch copy; everything else is the same (T1). */
  ledger: Ledger
  system: SystemPort
  scope: IiqScope
  /** Records of the run as they were read when they came, by import; at most `LIMITS.recentRecords`. Planning reads the others again. */
  recent?: Map<number, SourceRecord>
  clock: Clock
  log: Log
  task: TaskId
  /** The run it belongs to; null when a clerk did it by hand. */
  runSeq: number | null
  /** The clerk who did it; null in a run. */
  operator: string | null
  /** Counted as things happen; the outcome is computed from it and never assumed. */
  counts: RunCounts
}

/** What one run works with. */
export interface RunContext extends PlanContext {
  recent: Map<number, SourceRecord>
  runSeq: number
  runId: string
  mode: RunMode
  siteId: string
  /** Cancels between pages and batches. */
  signal: AbortSignal
  report(progress: Pick<RunProgress, 'step' | 'doing' | 'done' | 'total'>): void
}

/** Now, as the ledger writes it. */
export function nowOf(context: { clock: Clock }): string {
  const nowMs = context.clock.nowMs()
  if (nowMs !== lastSaid.nowMs) lastSaid = { nowMs, text: new Date(nowMs).toISOString() }
  return lastSaid.text
}

/** Today in the district's zone. */
export function todayOf(context: { clock: Clock; scope: IiqScope }): Day {
  return dayInZone(context.clock.nowMs(), context.scope.timeZone)
}

/** Thousands of rows are written in one millisecond, and writing out a time costs as much as a row's columns. */
let lastSaid = { nowMs: 0, text: '1970-01-01T00:00:00.000Z' }
