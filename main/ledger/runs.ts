import type { ControlTotals, RunCounts, RunMode, RunOutcome, RunTrigger } from '../../contract/rows/run.ts'
import type { TaskId } from '../../contract/tasks.ts'
import type { FeedName } from '../domain/system.ts'
import { openHeldChanges } from './held-changes.ts'
import type { Db } from './open.ts'

/** A run as the engine holds it. */
export interface StoredRun {
  seq: number
  id: string
  task: TaskId
  mode: RunMode
  trigger: RunTrigger
  outcome: RunOutcome
  startedAt: string
  facts: RunSourceFacts
  counts: RunCounts
}

/** What a recorded run leaves for the next one's brake: where the records came from and how many there were. */
export interface RunSourceFacts {
  origin?: string
  siteId?: string
  pulled?: number
  /** The cut-off that was pulled with. */
  createdSince?: string
  /** True once its plan was recorded. */
  recorded?: boolean
  /** Of a run at the brake: what its pull proved, so that an approval plans from the same. */
  mayRemove?: boolean
  incompleteFeeds?: FeedName[]
  /** What is missing was not asked for singly yet; an approval asks (W3). */
  unasked?: boolean
  /** What the pull said, for the run's sentence. */
  remarks?: string[]
}

export interface RunClosing {
  outcome: RunOutcome
  counts: RunCounts
  totals: ControlTotals
  finishedAt: string
  durationMs: number
  message: string | null
  brake: string[]
  workbook: string | null
  facts: RunSourceFacts
}

type RunRecord = Omit<StoredRun, 'facts' | 'counts'> & { facts: string; counts: string }

const COLUMNS = 'seq, id, task, mode, trigger, outcome, started_at AS startedAt, facts, counts'

/** Runs: opened under the single flight, closed with counts and control totals. */
export function openRuns(db: Db) {
  const insert = db.prepare(
    `INSERT INTO runs (id, task, mode, trigger, outcome, due_at, started_at) VALUES (?, ?, ?, ?, 'running', ?, ?)`,
  )
  const close = db.prepare(
    'UPDATE runs SET outcome = ?, counts = ?, totals = ?, finished_at = ?, duration_ms = ?, message = ?, brake = ?, workbook = ?, facts = ? WHERE seq = ?',
  )
  const resume = db.prepare(`UPDATE runs SET outcome = 'running' WHERE seq = ? AND outcome = 'waiting'`)
  const byId = db.prepare<[string], RunRecord>(`SELECT ${COLUMNS} FROM runs WHERE id = ?`)
  const running = db.prepare<[string], RunRecord>(`SELECT ${COLUMNS} FROM runs WHERE task = ? AND outcome = 'running'`)
  const waiting = db.prepare<[string], RunRecord>(
    `SELECT ${COLUMNS} FROM runs WHERE task = ? AND outcome = 'waiting' ORDER BY seq`,
  )
  const lastRecorded = db.prepare<[string], RunRecord>(
    `SELECT ${COLUMNS} FROM runs WHERE task = ? AND mode = 'live' AND facts LIKE '%"recorded":true%' ORDER BY seq DESC LIMIT 1`,
  )
  const readElsewhere = db
    .prepare<[string, string], number>(
      `SELECT seq FROM runs WHERE outcome IN ('waiting', 'superseded', 'discarded')
        AND (json_extract(facts, '$.origin') <> ? OR json_extract(facts, '$.siteId') <> ?)`,
    )
    .pluck()
  const setOutcome = db.prepare('UPDATE runs SET outcome = ?, message = ? WHERE seq = ?')
  const interrupt = db.prepare(
    `UPDATE runs SET outcome = 'interrupted', finished_at = ?, message = 'Feebridge stopped in the middle of this run; what it had stored is kept, and the next run goes on from there.' WHERE outcome = 'running'`,
  )
  const covered = db
    .prepare<[string, string], string>(
      `SELECT max(due_at) FROM runs WHERE task = ? AND due_at <= ? AND outcome <> 'interrupted'`,
    )
    .pluck()
  const sumByRun = db
    .prepare<[number], number>('SELECT coalesce(sum(amount_cents), 0) FROM entries WHERE run_seq = ?')
    .pluck()
  const read = (row: RunRecord | undefined): StoredRun | null =>
    row === undefined ? null : { ...row, facts: JSON.parse(row.facts), counts: JSON.parse(row.counts) }

  return {
    /** Opens a run. The unique index refuses a second one of the same task: null then. */
    open(run: {
      id: string
      task: TaskId
      mode: RunMode
      trigger: RunTrigger
      dueAt: string | null
      startedAt: string
    }): number | null {
      if (running.get(run.task) !== undefined) return null
      return Number(insert.run(run.id, run.task, run.mode, run.trigger, run.dueAt, run.startedAt).lastInsertRowid)
    },
    close(seq: number, closing: RunClosing): void {
      close.run(
        closing.outcome,
        JSON.stringify(closing.counts),
        JSON.stringify(closing.totals),
        closing.finishedAt,
        closing.durationMs,
        closing.message,
        closing.brake.length === 0 ? null : JSON.stringify(closing.brake),
        closing.workbook,
        JSON.stringify(closing.facts),
        seq,
      )
    },
    /** Takes a waiting run up again for its approval. False when it no longer waits, or another run of the task is running. */
    resume: (run: StoredRun): boolean => running.get(run.task) === undefined && resume.run(run.seq).changes > 0,
    byId: (id: string): StoredRun | null => read(byId.get(id)),
    running: (task: TaskId): StoredRun | null => read(running.get(task)),
    waiting: (task: TaskId): StoredRun[] => waiting.all(task).flatMap(row => read(row) ?? []),
    /** The last live run of a task whose plan was recorded: what the brake compares with. */
    lastRecorded: (task: TaskId): StoredRun | null => read(lastRecorded.get(task)),
    /** Runs that stopped at the brake and whose records came from another address or site. */
    readElsewhere: (origin: string, siteId: string): number[] => readElsewhere.all(origin, siteId),
    setOutcome: (seq: number, outcome: RunOutcome, message: string): void => void setOutcome.run(outcome, message, seq),
    /** Marks runs that a crash left open. */
    interruptLeftovers: (at: string): number => interrupt.run(at).changes,
    /** The latest scheduled time up to `at` that a run was opened for, UTC, or null. */
    coveredUntil: (task: TaskId, at: string): string | null => covered.get(task, at) ?? null,
    sumOfEntries: (seq: number): number => sumByRun.get(seq) ?? 0,
    ...openHeldChanges(db),
  }
}
