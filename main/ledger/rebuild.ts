import type { RebuildState } from '../../contract/rows/reference.ts'
import type { Db } from './open.ts'
import type { openSettings } from './settings.ts'

/** A rebuild as far as it has come; written with each batch, so that a crash leaves it readable. Cents are integers. */
export interface RebuildJob {
  startedAt: string
  by: string
  /** Edits that were made before it began: those it puts right. */
  edits: number
  /** The newest fee when it began, and how many there were. Later ones are written with the titles of now. */
  untilSeq: number
  total: number
  rows: number
  changed: number
  balanceBeforeCents: number
  balanceAfterCents: number
}

/** What is kept about rebuilds. They are needed while `edits` is ahead of `covered`. */
export interface StoredRebuild {
  edits: number
  covered: number
  job: RebuildJob | null
  last: RebuildState['last']
}

/** What one batch looked at. `lastSeq` is where the next one begins; cents are the balances of its fees, before and after. */
export interface RebuiltBatch {
  lastSeq: number
  rows: number
  changed: number
  balanceBeforeCents: number
  balanceAfterCents: number
}

interface StaleFee {
  seq: number
  sku: string | null
  skuNow: string | null
  itemTitleNow: string | null
  categorySeqNow: number | null
  categoryTitle: string | null
  categoryTitleNow: string | null
  hasMoved: 0 | 1
}

interface Sums {
  chargedCents: number
  adjustedCents: number
  paidCents: number
  waivedCents: number
  balanceCents: number
}

const NOTHING_YET: StoredRebuild = { edits: 0, covered: 0, job: null, last: null }
const NAME = 'rebuild'

/**
 * The stored columns of fees (Sku, item title, category title) beside what item types and categories say now. A fee goes where its item type
 * went; only one of Incident IQ, by an item type from there, stays where its run put it: that may be one ledger category for all. What a fee refers to no
 * longer is left as it is.
 */
const BESIDE_NOW = `SELECT f.seq, f.sku, coalesce(t.sku, f.sku) AS skuNow, f.item_title AS itemTitle, coalesce(t.title, f.item_title) AS itemTitleNow,
    f.category_seq AS categorySeq, coalesce(c.seq, f.category_seq) AS categorySeqNow, f.category_title AS categoryTitle, coalesce(c.title, f.category_title) AS categoryTitleNow
  FROM fees f LEFT JOIN item_types t ON t.seq = f.item_type_seq
    LEFT JOIN categories c ON c.seq = iif(t.category_seq IS NOT NULL AND (t.system = 'feebridge' OR f.system = 'feebridge'), t.category_seq, f.category_seq)
  WHERE f.seq > ? AND f.seq <= ?`

/** Re-Build Payment Data, as far as it is SQL: what is stale, batch by batch, and what is kept about it. */
export function openRebuild(db: Db, settings: ReturnType<typeof openSettings>) {
  const bounds = db.prepare<[number, number, number], { rows: number; lastSeq: number | null }>(
    'SELECT count(*) AS rows, max(seq) AS lastSeq FROM (SELECT seq FROM fees WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?)',
  )
  const extent = db.prepare<[], { untilSeq: number; total: number }>(
    'SELECT coalesce(max(seq), 0) AS untilSeq, count(*) AS total FROM fees',
  )
  const stale = db.prepare<[number, number], StaleFee>(
    `SELECT seq, sku, skuNow, itemTitleNow, categorySeqNow, categoryTitle, categoryTitleNow, categorySeq IS NOT categorySeqNow AS hasMoved FROM (${BESIDE_NOW})
     WHERE sku IS NOT skuNow OR itemTitle IS NOT itemTitleNow OR categorySeq IS NOT categorySeqNow OR categoryTitle IS NOT categoryTitleNow`,
  )
  // The version stays: a title is nothing that a planned change was decided by (B3), and what waits at the brake must not be disturbed.
  const renew = db.prepare(
    'UPDATE fees SET sku = ?, item_title = ?, category_seq = ?, category_title = ? WHERE seq = ?',
  )
  const note = db.prepare('INSERT INTO fee_notes (fee_seq, at, field, before, after) VALUES (?, ?, ?, ?, ?)')
  const sums = db.prepare<[number, number], Sums>(
    `SELECT coalesce(sum(charged_cents), 0) AS chargedCents, coalesce(sum(adjusted_cents), 0) AS adjustedCents, coalesce(sum(paid_cents), 0) AS paidCents,
       coalesce(sum(waived_cents), 0) AS waivedCents, coalesce(sum(balance_cents), 0) AS balanceCents FROM fees WHERE seq > ? AND seq <= ?`,
  )
  const read = (): StoredRebuild => (settings.read(NAME) as StoredRebuild | null) ?? NOTHING_YET
  const write = (state: StoredRebuild, at: string): void => settings.write(NAME, state, at)
  return {
    read,
    write,
    /** A category or an item type was edited: stored columns may say what it was called before. */
    noteEdit(at: string): void {
      const state = read()
      write({ ...state, edits: state.edits + 1 }, at)
    },
    /** The newest fee and how many there are. */
    extent: (): { untilSeq: number; total: number } => extent.get() ?? { untilSeq: 0, total: 0 },
    /**
     * Renews the stored columns of the next fees after one; null when there are none. A changed Sku or category is a dated line in the fee's story (C1).
     * Throws, and so takes the batch back, if one cent of its control totals had moved.
     */
    renewBatch(afterSeq: number, untilSeq: number, batch: { limit: number; at: string }): RebuiltBatch | null {
      const { rows, lastSeq } = bounds.get(afterSeq, untilSeq, batch.limit) ?? { rows: 0, lastSeq: null }
      if (lastSeq === null) return null
      const before = sumsOf(sums.get(afterSeq, lastSeq))
      const found = stale.all(afterSeq, lastSeq)
      for (const fee of found) {
        renew.run(fee.skuNow, fee.itemTitleNow, fee.categorySeqNow, fee.categoryTitleNow, fee.seq)
        if (fee.sku !== fee.skuNow) note.run(fee.seq, batch.at, 'item', fee.sku, fee.skuNow)
        if (fee.hasMoved === 1) note.run(fee.seq, batch.at, 'category', fee.categoryTitle, fee.categoryTitleNow)
      }
      const after = sumsOf(sums.get(afterSeq, lastSeq))
      for (const name of Object.keys(before) as (keyof Sums)[]) {
        if (before[name] !== after[name]) throw new Error(`The rebuild moved ${name} of the fees up to ${lastSeq}.`)
      }
      const cents = { balanceBeforeCents: before.balanceCents, balanceAfterCents: after.balanceCents }
      return { lastSeq, rows, changed: found.length, ...cents }
    },
  }
}

function sumsOf(found: Sums | undefined): Sums {
  if (found === undefined) throw new Error('A sum over fees gave no row.')
  return found
}
