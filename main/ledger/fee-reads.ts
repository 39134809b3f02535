import type { EntryKind } from '../../contract/rows/fee.ts'
import type { EntryRule, FeeSums } from '../domain/entry.ts'
import type { LedgerFee, LiveMovement, LiveWaiver } from '../domain/fee-plan.ts'
import type { Db } from './open.ts'

/** Fees that a complete pull may speak of. */
export interface KnownFee {
  seq: number
  externalKey: string
  externalId: string
  createdOn: string
  categoryKey: string | null
  balanceCents: number
  sourceMissingAt: string | null
}

interface FeeRecord extends Omit<LedgerFee, 'sums' | 'hasOutsidePayment' | 'isVoid'>, FeeSums {
  hasOutsidePayment: number
  isVoid: number
}

const FEE = `SELECT f.seq, f.version, f.external_key AS externalKey, f.person_seq AS personSeq, coalesce(p.name, 'nobody') AS studentLabel,
  f.item_type_seq AS itemTypeSeq, f.sku, f.category_seq AS categorySeq, f.category_title AS categoryTitle, c.external_key AS categoryKey,
  f.location_seq AS locationSeq, l.name AS locationName, f.name, f.description, f.asset_tag AS assetTag, f.ticket_number AS ticketNumber,
  f.created_on AS createdOn, f.due_on AS dueOn, f.source_due_on AS sourceDueOn, f.charged_cents AS chargedCents, f.adjusted_cents AS adjustedCents,
  f.paid_cents AS paidCents, f.waived_cents AS waivedCents, f.balance_cents AS balanceCents, f.source_amount_cents AS sourceAmountCents,
  f.source_due_cents AS sourceDueCents, f.source_missing_at AS sourceMissingAt, f.is_void AS isVoid,
  EXISTS (SELECT 1 FROM entries e WHERE e.fee_seq = f.seq AND e.kind = 'payment' AND e.system <> 'feebridge'
    AND NOT EXISTS (SELECT 1 FROM entries v WHERE v.voids_seq = e.seq)) AS hasOutsidePayment
  FROM fees f LEFT JOIN people p ON p.seq = f.person_seq LEFT JOIN categories c ON c.seq = f.category_seq LEFT JOIN locations l ON l.seq = f.location_seq`

const KNOWN = `SELECT f.seq, f.external_key AS externalKey, f.external_id AS externalId, f.created_on AS createdOn, c.external_key AS categoryKey,
  f.balance_cents AS balanceCents, f.source_missing_at AS sourceMissingAt FROM fees f LEFT JOIN categories c ON c.seq = f.category_seq`

const MOVEMENT = `SELECT m.external_key AS externalKey, m.entry_seq AS entrySeq, m.fee_seq AS feeSeq, e.kind, e.amount_cents AS amountCents, e.occurred_on AS occurredOn
  FROM movements m JOIN entries e ON e.seq = m.entry_seq`

/** One fee at a time, by its outside key or its `seq`, and what hangs on it. */
export function openFeeLookups(db: Db) {
  const byKey = db.prepare<[string, string], FeeRecord>(`${FEE} WHERE f.system = ? AND f.external_key = ?`)
  const bySeq = db.prepare<[number], FeeRecord>(`${FEE} WHERE f.seq = ?`)
  const knownByKey = db.prepare<[string, string], KnownFee>(`${KNOWN} WHERE f.system = ? AND f.external_key = ?`)
  const movementByKey = db.prepare<[string, string], LiveMovement>(
    `${MOVEMENT} WHERE m.system = ? AND m.external_key = ?`,
  )
  const autoWaivers = db.prepare<[number], LiveWaiver & { kind: EntryKind; rule: EntryRule }>(
    `SELECT seq AS entrySeq, rule, amount_cents AS amountCents, kind FROM entries e WHERE fee_seq = ? AND rule IS NOT NULL AND kind = 'waiver'
      AND NOT EXISTS (SELECT 1 FROM entries v WHERE v.voids_seq = e.seq)`,
  )
  const unsettled = db.prepare<[number, string], { cents: number | null; count: number }>(
    'SELECT sum(amount_cents) AS cents, count(*) AS count FROM deliveries WHERE fee_seq = ? AND system = ? AND settled_at IS NULL',
  )
  return {
    byKey: (system: string, key: string): LedgerFee | null => read(byKey.get(system, key)),
    bySeq: (seq: number): LedgerFee | null => read(bySeq.get(seq)),
    knownByKey: (system: string, key: string): KnownFee | null => knownByKey.get(system, key) ?? null,
    movement: (system: string, key: string): LiveMovement | null => movementByKey.get(system, key) ?? null,
    /** Live waivers that one of the two waive rules entered. */
    autoWaivers: (feeSeq: number): LiveWaiver[] => autoWaivers.all(feeSeq),
    unsettled(feeSeq: number, system: string): { cents: number; count: number } {
      const row = unsettled.get(feeSeq, system)
      return { cents: row?.cents ?? 0, count: row?.count ?? 0 }
    },
  }
}

/** Fees by how they stand against their system: at odds with it, missing there, still open. */
export function openFeeStandings(db: Db) {
  const atOdds = db
    .prepare<[string], string>(
      `SELECT external_key FROM fees INDEXED BY fees_at_odds WHERE system = ? AND source_due_cents IS NOT NULL AND source_due_cents <> balance_cents AND source_missing_at IS NULL`,
    )
    .pluck()
  const countOpen = db
    .prepare<[string], number>('SELECT count(*) FROM fees WHERE system = ? AND balance_cents > 0 AND is_void = 0')
    .pluck()
  const missingKeys = db
    .prepare<[string], string>('SELECT external_key FROM fees WHERE system = ? AND source_missing_at IS NOT NULL')
    .pluck()
  const missingUnwaived = db.prepare<[string], KnownFee & { name: string }>(
    `${KNOWN.replace('SELECT', 'SELECT f.name,')} WHERE f.system = ? AND f.source_missing_at IS NOT NULL AND f.balance_cents > 0 ORDER BY f.seq`,
  )
  return {
    /** Keys of fees whose system says another amount due than we do (C2, W2). */
    atOdds: (system: string): string[] => atOdds.all(system),
    countOpen: (system: string): number => countOpen.get(system) ?? 0,
    missingKeys: (system: string): string[] => missingKeys.all(system),
    missingUnwaived: (system: string) => missingUnwaived.all(system),
  }
}

function read(row: FeeRecord | undefined): LedgerFee | null {
  if (row === undefined) return null
  const { chargedCents, adjustedCents, paidCents, waivedCents, balanceCents, hasOutsidePayment, isVoid, ...rest } = row
  return {
    ...rest,
    hasOutsidePayment: hasOutsidePayment === 1,
    isVoid: isVoid === 1,
    sums: { chargedCents, adjustedCents, paidCents, waivedCents, balanceCents },
  }
}
