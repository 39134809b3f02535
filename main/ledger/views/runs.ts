import { Refusal } from '../../../contract/app-error.ts'
import type { CallInput } from '../../../contract/calls.ts'
import { LIMITS } from '../../../contract/limits.ts'
import type { ControlTotals, RunMode, RunOutcome, RunRow, RunTrigger } from '../../../contract/rows/run.ts'
import type { TaskId } from '../../../contract/tasks.ts'
import { NO_COUNTS } from '../../domain/outcome.ts'
import type { Db } from '../open.ts'
import { type Condition, findPlaces, type Order } from './keyset.ts'
import { outlineRows, outlineWith } from './outline.ts'
import { readMark, writeMark } from './page-mark.ts'
import { readInOrder, seqOf, WANTED } from './prepared.ts'
import { listRunItems } from './run-items.ts'
import type { View } from './view.ts'

const NO_TOTALS: ControlTotals = { chargedCents: 0, paidCents: 0, waivedCents: 0, adjustedCents: 0, balanceCents: 0 }

interface StoredRun {
  seq: number
  id: string
  task: TaskId
  mode: RunMode
  trigger: RunTrigger
  outcome: RunOutcome
  counts: string
  totals: string
  started_at: string
  duration_ms: number
  message: string | null
  brake: string | null
  workbook: string | null
}

/** A run with what only its details need. */
export interface FoundRun {
  seq: number
  row: RunRow
  /** Why it stopped at the brake, in sentences. */
  brake: string[]
}

const RUNS = `SELECT r.seq, r.id, r.task, r.mode, r.trigger, r.outcome, r.counts, r.totals, r.started_at, r.duration_ms, r.message, r.brake, r.workbook
  FROM ${WANTED} runs r ON r.seq = wanted.value`

/** Reads runs by `seq`, in that order. A running one has its duration so far. */
export function readRuns(db: Db, seqs: readonly number[], nowMs: number): FoundRun[] {
  return readInOrder<StoredRun>(db, RUNS, seqs).map(stored => foundRun(stored, nowMs))
}

function foundRun(stored: StoredRun, nowMs: number): FoundRun {
  const isRunning = stored.outcome === 'running'
  return {
    seq: stored.seq,
    brake: stored.brake === null ? [] : JSON.parse(stored.brake),
    row: {
      runId: stored.id,
      task: stored.task,
      mode: stored.mode,
      trigger: stored.trigger,
      outcome: stored.outcome,
      counts: { ...NO_COUNTS, ...JSON.parse(stored.counts) },
      totals: { ...NO_TOTALS, ...JSON.parse(stored.totals) },
      startedAt: stored.started_at,
      durationMs: isRunning ? Math.max(0, nowMs - Date.parse(stored.started_at)) : stored.duration_ms,
      message: stored.message,
      workbook: stored.workbook,
    },
  }
}

/** Newest first. */
const RUN_ORDER: Order = { key: 'seq', direction: 'DESC', index: null, range: [] }

/** A page of runs, newest first. */
export const listRuns: View<'runs.list'> = ({ db, nowMs }, request) => {
  const limit = request.limit ?? LIMITS.listRows
  const after = readMark('runs', ['integer'], request.after)
  const conditions = runConditions(request)
  const places = findPlaces(db, { table: 'runs', conditions, order: RUN_ORDER, after, limit: limit + 1 })
  const last = places.length > limit ? places[limit - 1] : undefined
  const seqs = places.slice(0, limit).map(place => place.seq)
  const items = readRuns(db, seqs, nowMs).map(run => run.row)
  return { items, next: last === undefined ? null : writeMark('runs', [last.seq]) }
}

/** How many runs a filter holds, and where its pages begin. */
export const outlineRuns: View<'runs.outline'> = ({ db }, request) => {
  const outlined = outlineRows(db, { table: 'runs', conditions: runConditions(request), order: RUN_ORDER }, [])
  return outlineWith(outlined, place => writeMark('runs', [place.seq]))
}

function runConditions(filter: CallInput<'runs.outline'>): Condition[] {
  const conditions: Condition[] = []
  if (filter.outcome !== undefined) conditions.push(equals('outcome', 'runs_by_outcome', filter.outcome))
  if (filter.task !== undefined) conditions.push(equals('task', 'runs_by_task', filter.task))
  return conditions
}

function equals(column: string, index: string, value: string): Condition {
  const clause = { sql: `${column} = ?`, params: [value] }
  return { ...clause, walks: [{ index, stretches: [clause], inOrderOf: 'seq', exact: true }] }
}

/** One run with a page of its items; while it waits at the brake, why, and what it would do. */
export const showRun: View<'runs.show'> = ({ db, nowMs }, { id, limit, after }) => {
  const seq = seqOf(db, 'runs', id)
  const [run] = seq === null ? [] : readRuns(db, [seq], nowMs)
  if (run === undefined) {
    throw new Refusal(
      'not-found',
      `There is no run with the id "${id}" in this ledger. Look it up in Sync History.`,
      'id',
    )
  }
  const page = listRunItems(db, run.seq, { limit: limit ?? LIMITS.listRows, after })
  return { run: run.row, ...page, brake: run.row.outcome === 'waiting' ? run.brake : [] }
}
