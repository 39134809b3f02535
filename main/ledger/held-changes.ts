import type { Db } from './open.ts'

/** One thing that a waiting run would do (B1); an approval may not do more (B2). */
export interface HeldChange {
  feeSeq: number
  feeVersion: number
  what: 'waive-missing' | 'waive-zero' | 'void' | 'missing' | 'gone'
  amountCents: number
  message: string
}

/** What runs at the brake would do, kept for the clerk to see. */
export function openHeldChanges(db: Db) {
  const holdChange = db.prepare(
    'INSERT INTO held_changes (run_seq, fee_seq, fee_version, what, amount_cents, message) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const held = db.prepare<[number], HeldChange>(
    'SELECT fee_seq AS feeSeq, fee_version AS feeVersion, what, amount_cents AS amountCents, message FROM held_changes WHERE run_seq = ?',
  )
  const dropHeld = db.prepare('DELETE FROM held_changes WHERE run_seq = ?')
  return {
    /** Keeps what a run would do, in place of what it kept before. */
    hold(seq: number, changes: HeldChange[]): void {
      dropHeld.run(seq)
      for (const change of changes)
        holdChange.run(seq, change.feeSeq, change.feeVersion, change.what, change.amountCents, change.message)
    },
    held: (seq: number): HeldChange[] => held.all(seq),
  }
}
