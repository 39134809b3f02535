import type { Db } from './open.ts'

export type Messages = ReturnType<typeof openMessages>

/** Reasons, kept once each. */
export function openMessages(db: Db) {
  const find = db.prepare<[string, string], number>('SELECT seq FROM messages WHERE cause = ? AND text = ?').pluck()
  const insert = db.prepare('INSERT INTO messages (cause, text) VALUES (?, ?)')
  const known = new Map<string, number>()
  return {
    intern(cause: string, text: string): number {
      const key = `${cause}\u001f${text}`
      const remembered = known.get(key)
      if (remembered !== undefined) return remembered
      const seq = find.get(cause, text) ?? Number(insert.run(cause, text).lastInsertRowid)
      // Most reasons are few; the rare ones (with a name or an amount in them) must not pile up in memory.
      if (known.size > 10_000) known.clear()
      known.set(key, seq)
      return seq
    },
    /** After a rollback: what was interned in it is not in the table. */
    forget() {
      known.clear()
    },
  }
}
