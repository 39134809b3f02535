import { effectiveKind, type PlannedEntry, sumOf } from '../domain/entry.ts'
import type { Ids } from '../domain/ports.ts'
import { type ChainField, openChain } from './chain.ts'
import type { Db } from './open.ts'

/** Who writes an entry, and in which run. `recordedAt` is UTC. */
export interface EntryContext {
  runSeq: number | null
  operator: string | null
  recordedAt: string
}

/** One entry as the chain hashes it; verify reads the same columns. */
export const ENTRY_CHAIN_COLUMNS =
  'id, fee_seq, kind, amount_cents, system, external_id, import_seq, run_seq, operator, voids_seq, rule, reason, method, check_number, occurred_on, recorded_at'

/** Control totals over all entries, in cents. */
export interface LedgerTotals {
  chargedCents: number
  paidCents: number
  waivedCents: number
  adjustedCents: number
  entries: number
}

/** The entries of the ledger: appended here and nowhere else. */
export function openEntries(db: Db, ids: Ids) {
  const chain = openChain(db, 'entries')
  const insert = db.prepare(
    `INSERT INTO entries (seq, hash, ${ENTRY_CHAIN_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const addTotals = db.prepare(
    'UPDATE totals SET charged_cents = charged_cents + ?, paid_cents = paid_cents + ?, waived_cents = waived_cents + ?, adjusted_cents = adjusted_cents + ?, entries = entries + ? WHERE only = 1',
  )
  const readTotals = db.prepare<[], LedgerTotals>(
    'SELECT charged_cents AS chargedCents, paid_cents AS paidCents, waived_cents AS waivedCents, adjusted_cents AS adjustedCents, entries FROM totals',
  )
  const setMovement = db.prepare(
    'INSERT INTO movements (system, external_key, fee_seq, entry_seq) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET fee_seq = excluded.fee_seq, entry_seq = excluded.entry_seq',
  )
  const dropMovement = db.prepare('DELETE FROM movements WHERE system = ? AND external_key = ? AND entry_seq = ?')
  let pending: LedgerTotals = emptyTotals()

  return {
    /** Appends one entry to a fee and moves the totals. The caller keeps the fee's own sums in the same SQL transaction (M4). */
    append(feeSeq: number, entry: PlannedEntry, context: EntryContext): { seq: number; id: string } {
      const id = ids.next()
      const fields: ChainField[] = [
        id,
        feeSeq,
        entry.kind,
        entry.amountCents,
        entry.system,
        entry.externalId,
        entry.importSeq,
        context.runSeq,
        context.operator,
        entry.voids?.seq ?? null,
        entry.rule,
        entry.reason,
        null,
        null,
        entry.occurredOn,
        context.recordedAt,
      ]
      const link = chain.next(fields)
      insert.run(link.seq, link.hash, ...fields)
      addToTotals(pending, entry)
      if (entry.voids?.externalKey != null) dropMovement.run('iiq', entry.voids.externalKey, entry.voids.seq)
      if (entry.externalKey !== null) setMovement.run(entry.system, entry.externalKey, feeSeq, link.seq)
      return { seq: link.seq, id }
    },
    totals(): LedgerTotals {
      return readTotals.get() ?? emptyTotals()
    },
    /** Called by the SQL transaction: before its first statement, before its commit, and after a rollback. */
    begin() {
      chain.forget()
      pending = emptyTotals()
    },
    flush() {
      if (pending.entries === 0) return
      addTotals.run(
        pending.chargedCents,
        pending.paidCents,
        pending.waivedCents,
        pending.adjustedCents,
        pending.entries,
      )
      pending = emptyTotals()
    },
  }
}

function emptyTotals(): LedgerTotals {
  return { chargedCents: 0, paidCents: 0, waivedCents: 0, adjustedCents: 0, entries: 0 }
}

function addToTotals(totals: LedgerTotals, entry: PlannedEntry): void {
  const sum = sumOf(effectiveKind(entry))
  totals[sum] += sum === 'paidCents' || sum === 'waivedCents' ? -entry.amountCents : entry.amountCents
  totals.entries += 1
}
