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
  const addMonth = db.prepare(
    'INSERT INTO month_sums (month, kind, cents) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET cents = cents + excluded.cents',
  )
  const setMovement = db.prepare(
    'INSERT INTO movements (system, external_key, fee_seq, entry_seq) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET fee_seq = excluded.fee_seq, entry_seq = excluded.entry_seq',
  )
  const dropMovement = db.prepare('DELETE FROM movements WHERE system = ? AND external_key = ? AND entry_seq = ?')
  let pending: LedgerTotals = emptyTotals()
  /** What this SQL transaction adds to the sums by month: cents by month and kind. */
  const pendingMonths = new Map<string, Map<string, number>>()

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
        entry.method ?? null,
        entry.checkNumber ?? null,
        entry.occurredOn,
        context.recordedAt,
      ]
      const link = chain.next(fields)
      insert.run(link.seq, link.hash, ...fields)
      addToTotals(pending, entry)
      addToMonths(pendingMonths, entry)
      if (entry.voids?.externalKey != null) dropMovement.run('iiq', entry.voids.externalKey, entry.voids.seq)
      if (entry.externalKey !== null) setMovement.run(entry.system, entry.externalKey, feeSeq, link.seq)
      return { seq: link.seq, id }
    },
    /** The totals now, with what this SQL transaction has added to them. */
    totals: (): LedgerTotals => sumTotals(readTotals.get() ?? emptyTotals(), pending),
    /** Called by the SQL transaction: before its first statement, before its commit, and after a rollback. */
    begin() {
      chain.forget()
      pending = emptyTotals()
      pendingMonths.clear()
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
      for (const [month, kinds] of pendingMonths) for (const [kind, cents] of kinds) addMonth.run(month, kind, cents)
      pending = emptyTotals()
      pendingMonths.clear()
    },
  }
}

function emptyTotals(): LedgerTotals {
  return { chargedCents: 0, paidCents: 0, waivedCents: 0, adjustedCents: 0, entries: 0 }
}

function sumTotals(one: LedgerTotals, other: LedgerTotals): LedgerTotals {
  return {
    chargedCents: one.chargedCents + other.chargedCents,
    paidCents: one.paidCents + other.paidCents,
    waivedCents: one.waivedCents + other.waivedCents,
    adjustedCents: one.adjustedCents + other.adjustedCents,
    entries: one.entries + other.entries,
  }
}

function addToTotals(totals: LedgerTotals, entry: PlannedEntry): void {
  const sum = sumOf(effectiveKind(entry))
  totals[sum] += sum === 'paidCents' || sum === 'waivedCents' ? -entry.amountCents : entry.amountCents
  totals.entries += 1
}

function addToMonths(months: Map<string, Map<string, number>>, entry: PlannedEntry): void {
  const month = entry.occurredOn.slice(0, 7)
  const kinds = months.get(month) ?? new Map<string, number>()
  const kind = effectiveKind(entry)
  kinds.set(kind, (kinds.get(kind) ?? 0) + entry.amountCents)
  months.set(month, kinds)
}
