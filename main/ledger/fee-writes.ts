import type { FeeSums } from '../domain/entry.ts'
import type { FeeColumns, NewFee } from '../domain/fee-plan.ts'
import type { Ids } from '../domain/ports.ts'
import type { Db } from './open.ts'

/** New fees of Incident IQ. */
export function openFeeInsert(db: Db, ids: Ids) {
  const insert = db.prepare(
    `INSERT INTO fees (id, system, external_id, external_key, import_seq, person_seq, item_type_seq, category_seq, location_seq, asset_key, asset_tag, ticket_key,
      ticket_number, sku, item_title, category_title, name, description, created_on, source_created_at, due_on, source_due_on, source_amount_cents, source_due_cents,
      charged_cents, adjusted_cents, paid_cents, waived_cents, balance_cents)
     VALUES (?, 'iiq', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  return {
    /** Inserts a new fee with the sums of the entries that follow in the same SQL transaction. Returns its `seq`. */
    add(fee: NewFee, sums: FeeSums): number {
      const added = insert.run(
        ids.next(),
        fee.externalId,
        fee.externalKey,
        fee.importSeq,
        fee.personSeq,
        fee.itemTypeSeq,
        fee.categorySeq,
        fee.locationSeq,
        fee.assetKey,
        fee.assetTag,
        fee.ticketKey,
        fee.ticketNumber,
        fee.sku,
        fee.itemTitle,
        fee.categoryTitle,
        fee.name,
        fee.description,
        fee.createdOn,
        fee.sourceCreatedAt,
        fee.dueOn,
        fee.sourceDueOn,
        fee.sourceAmountCents,
        fee.sourceDueCents,
        sums.chargedCents,
        sums.adjustedCents,
        sums.paidCents,
        sums.waivedCents,
        sums.balanceCents,
      )
      return Number(added.lastInsertRowid)
    },
  }
}

/** Changes of fees that are here. All but a note raise the fee's version, which a planned change is checked against (B3). */
export function openFeeUpdates(db: Db) {
  const overwrite = db.prepare(
    `UPDATE fees SET import_seq = ?, person_seq = ?, item_type_seq = ?, category_seq = ?, location_seq = ?, asset_key = ?, asset_tag = ?, ticket_key = ?,
      ticket_number = ?, sku = ?, item_title = ?, category_title = ?, name = ?, description = ?, due_on = ?, source_due_on = ?, source_amount_cents = ?,
      source_due_cents = ?, version = version + 1 WHERE seq = ?`,
  )
  const setSums = db.prepare(
    'UPDATE fees SET charged_cents = ?, adjusted_cents = ?, paid_cents = ?, waived_cents = ?, balance_cents = ?, version = version + 1 WHERE seq = ?',
  )
  const setMissing = db.prepare(
    // It has been missing since it was first found so.
    'UPDATE fees SET source_missing_at = iif(@missingAt IS NULL, NULL, coalesce(source_missing_at, @missingAt)), version = version + 1 WHERE seq = @feeSeq',
  )
  const dueAgain = db.prepare(
    'UPDATE fees SET due_on = date(created_on, @days) WHERE source_due_on IS NULL AND due_on <> date(created_on, @days)',
  )
  const keepOurs = db.prepare(
    'UPDATE fees SET source_amount_cents = coalesce(?, source_amount_cents), source_due_cents = NULL, version = version + 1 WHERE seq = ?',
  )
  const addNote = db.prepare(
    'INSERT INTO fee_notes (fee_seq, run_seq, at, field, before, after) VALUES (?, ?, ?, ?, ?, ?)',
  )
  return {
    /** Overwrites the columns that its system owns. */
    overwrite(feeSeq: number, columns: FeeColumns, importSeq: number): void {
      overwrite.run(
        importSeq,
        columns.personSeq,
        columns.itemTypeSeq,
        columns.categorySeq,
        columns.locationSeq,
        columns.assetKey,
        columns.assetTag,
        columns.ticketKey,
        columns.ticketNumber,
        columns.sku,
        columns.itemTitle,
        columns.categoryTitle,
        columns.name,
        columns.description,
        columns.dueOn,
        columns.sourceDueOn,
        columns.sourceAmountCents,
        columns.sourceDueCents,
        feeSeq,
      )
    },
    setSums(feeSeq: number, sums: FeeSums): void {
      setSums.run(sums.chargedCents, sums.adjustedCents, sums.paidCents, sums.waivedCents, sums.balanceCents, feeSeq)
    },
    /** Due dates that are ours move with the days before overdue; a system's own stay (M4). */
    dueAgain: (overdueDays: number): void => void dueAgain.run({ days: `+${overdueDays} days` }),
    /** The clerk kept ours: the other side's amount is remembered, and amounts due are not compared until it says something new. */
    keepOurs: (feeSeq: number, sourceAmountCents: number | null): void => void keepOurs.run(sourceAmountCents, feeSeq),
    setMissing: (feeSeq: number, missingAt: string | null): void => void setMissing.run({ missingAt, feeSeq }),
    addNote(
      feeSeq: number,
      runSeq: number | null,
      at: string,
      note: { field: string; before: string | null; after: string | null },
    ): void {
      addNote.run(feeSeq, runSeq, at, note.field, note.before, note.after)
    },
  }
}
