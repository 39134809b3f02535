import type { FeedName } from '../domain/system.ts'
import type { Db } from './open.ts'

/** How far each list was stored; moved in the SQL transaction that stores its page (P2). */
export function openCursors(db: Db) {
  const move = db.prepare(
    'INSERT INTO cursors (system, feed, run_seq, position, moved_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET run_seq = excluded.run_seq, position = excluded.position, moved_at = excluded.moved_at',
  )
  return {
    move(feed: FeedName, place: { runSeq: number; position: string; at: string }): void {
      move.run('iiq', feed, place.runSeq, place.position, place.at)
    },
  }
}
