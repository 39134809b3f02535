import type { Db } from './open.ts'

/** Settings without secrets, by name, as JSON; and the few facts about the ledger itself. */
export function openSettings(db: Db) {
  const get = db.prepare<[string], string>('SELECT value FROM settings WHERE name = ?').pluck()
  const set = db.prepare(
    'INSERT INTO settings (name, value, changed_at) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at',
  )
  const changedAt = db.prepare<[string], string>('SELECT changed_at FROM settings WHERE name = ?').pluck()
  const getMeta = db.prepare<[string], string>('SELECT value FROM meta WHERE name = ?').pluck()
  const setMeta = db.prepare(
    'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  )
  // Deliveries ask for the same few settings many times a second: what has not changed is read as the same value.
  const known = new Map<string, { text: string; value: unknown }>()
  return {
    /** The same object as long as it is stored unchanged: not to be written to. */
    read(name: string): unknown {
      const text = get.get(name)
      if (text === undefined) return null
      const before = known.get(name)
      if (before?.text === text) return before.value
      const value: unknown = JSON.parse(text)
      known.set(name, { text, value })
      return value
    },
    write(name: string, value: unknown, at: string): void {
      set.run(name, JSON.stringify(value), at)
    },
    changedAt: (name: string): string | null => changedAt.get(name) ?? null,
    meta: (name: MetaName): string | null => getMeta.get(name) ?? null,
    setMeta: (name: MetaName, value: string): void => void setMeta.run(name, value),
  }
}

/**
 * `ledger-id`: the 8 characters in outward ids (I3). `practice`: '1' in the practice district's own ledger. `paused-until`: UTC.
 * `backed-up-entries`: the newest entry that the last backup is sure to hold (K2).
 * `iiq.key-refused`: '1' while Incident IQ refuses the API Key. `iiq.cannot-find`: '1' once it was seen to drop the filter by reference (D4).
 */
export type MetaName =
  | 'ledger-id'
  | 'created-at'
  | 'practice'
  | 'paused-until'
  | 'backed-up-entries'
  | 'iiq.key-refused'
  | 'iiq.cannot-find'
