import type { PlannedError } from '../domain/fee-plan.ts'
import type { Ids } from '../domain/ports.ts'
import type { Db } from './open.ts'

/** Where a sync error comes from. Times are UTC. */
export interface ErrorContext {
  system: string
  task: string
  runSeq: number | null
  feeSeq: number | null
  at: string
}

/** A sync error as its actions need it. */
export interface FoundError {
  seq: number
  key: string
  cause: string
  state: 'open' | 'resolved' | 'ignored'
  importSeq: number | null
  feeSeq: number | null
}

/** Sync errors: one open row a key; closed by a later success, or by a clerk. */
export function openSyncErrors(db: Db, ids: Ids) {
  const findOpen = db.prepare<[string], { seq: number; message: string; importSeq: number | null }>(
    `SELECT seq, message, import_seq AS importSeq FROM sync_errors WHERE key = ? AND state = 'open'`,
  )
  const isIgnored = db
    .prepare<[string, string], number>(
      `SELECT 1 FROM sync_errors WHERE key = ? AND state = 'ignored' AND message = ? LIMIT 1`,
    )
    .pluck()
  const insert = db.prepare(
    `INSERT INTO sync_errors (id, key, system, task, cause, message, remedy, actions, fee_seq, import_seq, run_seq, state, opened_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?)`,
  )
  const update = db.prepare(
    'UPDATE sync_errors SET cause = ?, message = ?, remedy = ?, actions = ?, fee_seq = ?, import_seq = ?, run_seq = ? WHERE seq = ?',
  )
  const close = db.prepare(
    `UPDATE sync_errors SET state = ?, closed_at = ?, closed_by = ? WHERE key = ? AND state = 'open'`,
  )
  const lapse = db.prepare(`UPDATE sync_errors SET state = 'resolved' WHERE key = ? AND state = 'ignored'`)
  const countOpenedBy = db
    .prepare<[number], number>(
      `SELECT count(*) FROM sync_errors WHERE run_seq = ? AND state = 'open' AND import_seq IS NULL`,
    )
    .pluck()
  const countOpen = db.prepare<[], number>(`SELECT count(*) FROM sync_errors WHERE state = 'open'`).pluck()
  const byId = findById(db)
  const closeAgreed = closeAgreedAmounts(db)
  const writeActions = openActionWriter(db)
  const openKeys = openKeySet(db)

  return {
    /** Opens an error, or brings the open one of the same key up to date. One that a clerk ignored stays ignored while it says the same. */
    raise(error: PlannedError, context: ErrorContext): void {
      const open = findOpen.get(error.key)
      const actions = writeActions(error, context.feeSeq)
      if (open !== undefined) {
        // What a clerk answers is answered for the latest version of the record.
        if (open.message === error.message && open.importSeq === error.importSeq && !error.again) return
        const { cause, message, remedy, importSeq } = error
        update.run(cause, message, remedy, actions, context.feeSeq, importSeq, context.runSeq, open.seq)
        return
      }
      if (isIgnored.get(error.key, error.message) !== undefined) return
      insert.run(
        ids.next(),
        error.key,
        context.system,
        context.task,
        error.cause,
        error.message,
        error.remedy,
        actions,
        context.feeSeq,
        error.importSeq,
        context.runSeq,
        context.at,
      )
      openKeys.add(error.key)
    },
    /**
     * Closes the open error of a key, in the system's name or an operator's. Returns whether there was one.
     * What a clerk ignored was this once: after a success the same trouble is told again.
     */
    close(key: string, state: 'resolved' | 'ignored', at: string, by: string): boolean {
      if (!openKeys.has(key)) return false
      if (state === 'resolved') {
        openKeys.delete(key)
        lapse.run(key)
      }
      return close.run(state, at, by, key).changes > 0
    },
    /** Sync errors, other than those of single imports, that a run opened or said again and that are still open. */
    countOpenedBy: (runSeq: number): number => countOpenedBy.get(runSeq) ?? 0,
    /** Closes differences of amounts due that are no longer there (C2). */
    closeAgreed(at: string): void {
      closeAgreed.run(at)
      openKeys.forget()
    },
    byId: (id: string): FoundError | null => byId.get(id) ?? null,
    hasOpen: (key: string): boolean => findOpen.get(key) !== undefined,
    ...openCauses(db),
    countOpen: (): number => countOpen.get() ?? 0,
    /** After a rollback: what is remembered of it did not take place. */
    begin: () => openKeys.forget(),
  }
}

/** Closes differences of amounts due that are no longer there (C2), also ignored ones: a new difference is new trouble. */
function closeAgreedAmounts(db: Db) {
  return db.prepare(
    `UPDATE sync_errors SET state = 'resolved', closed_at = ?, closed_by = 'Incident IQ' WHERE state IN ('open', 'ignored') AND cause = 'amount-due-differs'
      AND EXISTS (SELECT 1 FROM fees f WHERE f.seq = sync_errors.fee_seq AND f.source_due_cents = f.balance_cents)`,
  )
}

function findById(db: Db) {
  return db.prepare<[string], FoundError>(
    'SELECT seq, key, cause, state, import_seq AS importSeq, fee_seq AS feeSeq FROM sync_errors WHERE id = ?',
  )
}

/** The keys of errors that are open or were ignored: every good import asks whether it makes one good, and nearly none does. The writer is the only one, so it may remember. */
function openKeySet(db: Db) {
  const read = db.prepare<[], string>(`SELECT key FROM sync_errors WHERE state IN ('open', 'ignored')`).pluck()
  let keys: Set<string> | null = null
  const known = (): Set<string> => {
    keys ??= new Set(read.all())
    return keys
  }
  return {
    has: (key: string): boolean => known().has(key),
    add: (key: string): void => void known().add(key),
    delete: (key: string): void => void known().delete(key),
    forget(): void {
      keys = null
    },
  }
}

/** Open errors by cause. */
function openCauses(db: Db) {
  const causeOf = db.prepare<[string], string>(`SELECT cause FROM sync_errors WHERE state = 'open' AND key = ?`).pluck()
  const keysOf = db.prepare<[string], string>(`SELECT key FROM sync_errors WHERE state = 'open' AND cause = ?`).pluck()
  return {
    /** The cause of the open error of a key, or null. */
    openCause: (key: string): string | null => causeOf.get(key) ?? null,
    /** Keys of the open errors of one cause. */
    openKeysOf: (cause: string): string[] => keysOf.all(cause),
  }
}

/** Actions that name the fee of their error. */
const FEE_ACTIONS: ReadonlySet<string> = new Set([
  'accept-change',
  'keep-ours',
  'owed-again',
  'waive-too',
  'keep-credit',
])

/** An error's actions as JSON, with the ids that the window calls by in place of what the plan knows. */
function openActionWriter(db: Db) {
  const importId = db.prepare<[number], string>('SELECT id FROM imports WHERE seq = ?').pluck()
  const feeId = db.prepare<[number], string>('SELECT id FROM fees WHERE seq = ?').pluck()
  return (error: PlannedError, feeSeq: number | null): string => {
    const actions = error.actions.map(action => {
      if (action.kind === 'reprocess')
        return { ...action, importId: error.importSeq === null ? '' : (importId.get(error.importSeq) ?? '') }
      if (FEE_ACTIONS.has(action.kind)) return { ...action, feeId: feeSeq === null ? '' : (feeId.get(feeSeq) ?? '') }
      return action
    })
    return JSON.stringify(actions)
  }
}
