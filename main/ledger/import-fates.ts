import type { ImportStatus } from '../../contract/rows/import.ts'
import type { Messages } from './messages.ts'
import type { Db } from './open.ts'

/** What becomes of an import. */
export interface ImportDecision {
  seq: number
  status: ImportStatus
  cause: string
  message: string
  /** The run that decides; null when a clerk does. */
  runSeq: number | null
}

/** An import as its actions need it. */
export interface FoundImport {
  id: string
  seq: number
  status: ImportStatus
  feed: string
  externalKey: string
}

/** The causes of imports that came in as they should: nearly all of them, so they are marked a range at a time. */
const PLAIN_CAUSES = ['entered', 'reference']

/** What became of imports, and why. */
export function openImportFates(db: Db, messages: Messages) {
  const decide = db.prepare(
    `UPDATE imports SET status = ?, message_seq = ?, decided_run_seq = coalesce(?, decided_run_seq) WHERE seq = ? AND (status IS NOT ? OR message_seq IS NOT ?)`,
  )
  const dismiss = db.prepare(
    `UPDATE imports SET status = 'Ignored', message_seq = ?, decided_run_seq = coalesce(?, decided_run_seq) WHERE seq = ? AND status IN ('Error', 'Unprocessed')`,
  )
  const reopen = db.prepare(
    `UPDATE imports SET status = 'Unprocessed', message_seq = coalesce(?, message_seq) WHERE seq = ? AND status <> 'Imported'
      AND seq = (SELECT import_seq FROM import_heads h WHERE h.system = imports.system AND h.feed = imports.feed AND h.external_key = imports.external_key)`,
  )
  const byId = db.prepare<[string], FoundImport>(
    'SELECT id, seq, status, feed, external_key AS externalKey FROM imports WHERE id = ?',
  )
  const statusOf = db.prepare<[number], ImportStatus>('SELECT status FROM imports WHERE seq = ?').pluck()
  const plain = openPlainMarks(db)
  return {
    /** Marks an import; writes nothing when nothing changes. Returns whether it did. */
    decide({ status, cause, message, runSeq, seq }: ImportDecision): boolean {
      const messageSeq = messages.intern(cause, message)
      if (status === 'Imported' && PLAIN_CAUSES.includes(cause) && runSeq !== null) {
        plain.add(messageSeq, runSeq, seq)
        return true
      }
      return decide.run(status, messageSeq, runSeq, seq, status, messageSeq).changes > 0
    },
    /** Leaves an import in error or waiting for good. Returns whether it was one. */
    /** The row of a reason, for statements that mark many imports with it. */
    intern: (cause: string, message: string): number => messages.intern(cause, message),
    dismiss(seq: number, cause: string, message: string, runSeq: number | null): boolean {
      return dismiss.run(messages.intern(cause, message), runSeq, seq).changes > 0
    },
    /**
     * Sets an import back to waiting; only the latest version of a record, and only one that is not in the ledger. Returns whether it did.
     * `why` says for what it waits (P1); without it the last message stands.
     */
    reopen(seq: number, why?: { cause: string; message: string }): boolean {
      return reopen.run(why === undefined ? null : messages.intern(why.cause, why.message), seq).changes > 0
    },
    byId: (id: string): FoundImport | null => byId.get(id) ?? null,
    statusOf: (seq: number): ImportStatus | null => statusOf.get(seq) ?? null,
    /** Called by the SQL transaction before its commit. */
    flush: () => plain.flush(),
    /** Called by the SQL transaction when it begins, and after a rollback. */
    begin: () => plain.forget(),
  }
}

/** Collects imports that came in as they should and marks them range by range: one statement for thousands of rows costs a quarter of one for each. */
function openPlainMarks(db: Db) {
  const mark = db.prepare(`UPDATE imports SET status = 'Imported', message_seq = ? WHERE seq BETWEEN ? AND ?`)
  const adopt = db.prepare('UPDATE imports SET decided_run_seq = ? WHERE seq BETWEEN ? AND ? AND decided_run_seq <> ?')
  const waiting = new Map<string, { messageSeq: number; runSeq: number; seqs: number[] }>()
  return {
    add(messageSeq: number, runSeq: number, seq: number): void {
      const key = `${messageSeq} ${runSeq}`
      const group = waiting.get(key)
      if (group === undefined) waiting.set(key, { messageSeq, runSeq, seqs: [seq] })
      else group.seqs.push(seq)
    },
    flush(): void {
      for (const { messageSeq, runSeq, seqs } of waiting.values()) {
        for (const [first, last] of rangesOf(seqs)) {
          mark.run(messageSeq, first, last)
          adopt.run(runSeq, first, last, runSeq)
        }
      }
      waiting.clear()
    },
    forget: () => waiting.clear(),
  }
}

/** Runs of neighbouring numbers. */
function rangesOf(seqs: number[]): [number, number][] {
  const ranges: [number, number][] = []
  for (const seq of seqs.sort((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last !== undefined && last[1] + 1 >= seq) last[1] = seq
    else ranges.push([seq, seq])
  }
  return ranges
}
