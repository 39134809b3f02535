import { z } from 'zod'
import { change, type Listing, read } from './call-spec.ts'
import { DELIVERY_STATES, type DeliveryRow, type TransferRow } from './rows/fee.ts'
import { type EntryResult, type OutboxGate, PAYMENT_METHODS } from './rows/office.ts'
import type { Receipt, ReceiptRow } from './rows/receipt.ts'

/** Amounts are decimal text ("12.50"), as a clerk writes them; never a float. */
const amount = z.string().trim().min(1, 'is empty').max(20)
const id = z.string().min(1).max(64)
const reason = z.string().trim().min(1, 'is empty: say why').max(500)
const day = z.iso.date('is not a day as YYYY-MM-DD')
const pdfFile = z
  .string()
  .min(1)
  .max(4096)
  .regex(/\.pdf$/i, 'does not end in .pdf: name the file so')
/** A receipt's id, or its number as people say it. */
const receipt = z.string().trim().min(1, 'is empty').max(64)

/**
 * What every office entry may carry. `key` makes it safe to ask again: the same key with the same request enters nothing twice and gives the first
 * answer; with another request it is refused. With `wait` the reply comes when its deliveries are settled or have failed once.
 */
const office = { key: z.string().min(8).max(64).optional(), wait: z.boolean().optional() }

const newCharge = {
  sku: z.string().trim().min(1, 'is empty').max(100),
  amount,
  /** Abbreviation of the location, or its name where it has none; the student's own when absent. */
  location: z.string().trim().max(100).optional(),
  /** Absent: today and the days before overdue. */
  dueOn: day.optional(),
  name: z.string().trim().min(1).max(200).optional(),
  description: z.string().trim().max(2000).optional(),
}

/** The office side of the bridge: charges, payments and corrections, their deliveries. */
export const officeCalls = {
  /** Charges one student. `student` is a School Id, or a person's id. */
  'fees.add': change<EntryResult>()(
    z.strictObject({
      student: z.string().trim().min(1, 'is empty').max(100),
      asset: z.string().trim().max(100).optional(),
      ticket: z.string().trim().max(100).optional(),
      ...newCharge,
      ...office,
    }),
  ),
  /**
   * Charges many at once: those listed (School Ids or people's ids), those of a location or grade, or the owners of assets. With `dryRun` it only says
   * whom it would charge; `expected` is how many that were, and it is refused where they are more or fewer by now.
   */
  'fees.addMany': change<{
    fees: number
    amountCents: number
    /** Whom it would charge or has charged, the first thousand. */
    students: { id: string; name: string; schoolId: string | null; asset: string | null }[]
    /** Names that lead to no student, with the reason. */
    problems: { name: string; message: string }[]
  }>()(
    z.strictObject({
      to: z.union([
        z.strictObject({ students: z.array(z.string().trim().min(1).max(100)).min(1).max(5_000) }),
        z.strictObject({ assets: z.array(z.string().trim().min(1).max(100)).min(1).max(5_000) }),
        z.strictObject({ location: z.string().max(100).optional(), grade: z.string().max(20).optional() }),
      ]),
      ...newCharge,
      key: office.key,
      dryRun: z.boolean().optional(),
      expected: z.int().min(1).optional(),
    }),
  ),
  /** Takes one payment for one or several fees of a student; the parts are named, and one receipt covers them. */
  'fees.pay': change<{ receiptId: string; receiptNumber: number; results: EntryResult[] }>()(
    z.strictObject({
      parts: z.array(z.strictObject({ id, amount })).min(1).max(100),
      method: z.enum(PAYMENT_METHODS),
      checkNumber: z.string().trim().min(1).max(40).optional(),
      note: z.string().trim().max(500).optional(),
      ...office,
    }),
  ),
  /** Forgives what is owed (M3), of one fee or many; without an amount all that is left. */
  'fees.waive': change<{ results: EntryResult[]; waivedCents: number }>()(
    z.strictObject({
      parts: z
        .array(z.strictObject({ id, amount: amount.optional() }))
        .min(1)
        .max(5_000),
      reason,
      ...office,
    }),
  ),
  /** Changes what a fee costs, by a signed amount. */
  'fees.adjust': change<EntryResult>()(z.strictObject({ id, amount, reason, ...office })),
  /** Voids one entry, or the whole fee: it should never have been (M3). */
  'fees.void': change<EntryResult>()(z.strictObject({ id, entry: id.optional(), reason, ...office })),
  /** Gives money back, of one payment; without an amount all that is left of it. */
  'fees.refund': change<EntryResult>()(
    z.strictObject({ id, entry: id, amount: amount.optional(), reason: reason.optional(), ...office }),
  ),
  /** A check that bounced; `charge` adds a fee for it. */
  'fees.bounce': change<EntryResult & { chargeFeeId: string | null }>()(
    z.strictObject({
      id,
      entry: id,
      amount: amount.optional(),
      charge: z.strictObject({ sku: newCharge.sku, amount }).optional(),
      ...office,
    }),
  ),
  /** Moves money from one fee of a student to another. */
  'fees.transfer': change<EntryResult & { toEntryIds: string[] }>()(
    z.strictObject({ id, to: id, amount, reason: reason.optional(), ...office }),
  ),
  /** Answers what a fee asks: a refund left it unpaid (M6), or more was paid than is due (M7). */
  'fees.answer': change<EntryResult>()(
    z.strictObject({ id, answer: z.enum(['owed-again', 'waive-too', 'keep-credit']), ...office }),
  ),

  /** Receipts, newest first: of a student (a School Id, or a person's id), of a fee, or all. */
  'receipts.list': read<Listing<ReceiptRow>>()(
    z.strictObject({
      limit: z.int().min(1).max(100_000).optional(),
      after: z.string().max(500).optional(),
      student: z.string().trim().max(100).optional(),
      fee: id.optional(),
    }),
  ),
  /** One receipt with its parts, and what became of them. */
  'receipts.show': read<Receipt>()(z.strictObject({ id: receipt })),
  /** Writes a receipt as a PDF. */
  'reports.receipt': change<{ file: string; bytes: number }>()(z.strictObject({ id: receipt, outFile: pdfFile })),
  /** Writes a student's statement as a PDF. `student` is a School Id, or a person's id; entries are told from `since` on, July 1 of this school year when absent. */
  'reports.statement': change<{ file: string; bytes: number }>()(
    z.strictObject({ student: z.string().trim().min(1, 'is empty').max(100), since: day.optional(), outFile: pdfFile }),
  ),

  /** Deliveries of a state; without one those that are not settled. In the order in which they were made, or with `newest` the latest first. */
  'outbox.list': read<Listing<TransferRow>>()(
    z.strictObject({
      limit: z.int().min(1).max(100_000).optional(),
      after: z.string().max(500).optional(),
      state: z.enum(DELIVERY_STATES).optional(),
      newest: z.boolean().optional(),
    }),
  ),
  /** Which of the conditions of an instant delivery are met, and what waits. */
  'outbox.gate': change<OutboxGate>()(z.strictObject({})),
  /** Tries again: what failed, was refused or is not known (which is looked up first). */
  'outbox.retry': change<DeliveryRow>()(z.strictObject({ id, wait: z.boolean().optional() })),
  /** The clerk has entered it in the system by hand. */
  'outbox.done': change<DeliveryRow>()(z.strictObject({ id })),
  /** It shall not be sent. */
  'outbox.ignore': change<DeliveryRow>()(z.strictObject({ id })),
} as const
