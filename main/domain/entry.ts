import { assertNever } from '../../contract/assert-never.ts'
import type { EntryKind } from '../../contract/rows/fee.ts'
import type { SourceSystem } from '../../contract/tasks.ts'

/** Why the bridge itself entered something: the two waive rules (W), or a payment of ours that came back after a restore (I4). */
export type EntryRule = 'zero-there' | 'missing-there' | 'recovered'

/** An entry to be written. `amountCents` is its effect on the balance and has the sign of its kind (M2). */
export interface PlannedEntry {
  kind: EntryKind
  amountCents: number
  system: SourceSystem
  /** The system's id of the payment or adjustment, as written and as compared. */
  externalId: string | null
  externalKey: string | null
  importSeq: number | null
  rule: EntryRule | null
  reason: string | null
  /** Names the entry that this one voids, with the kind whose sum it takes back. */
  voids: { seq: number; kind: EntryKind; externalKey: string | null } | null
  /** The fee it goes to when that is not the fee of the plan (a payment moved to another fee), else null. */
  onFeeSeq: number | null
  occurredOn: string
  /** How it was paid, and the number of the check; only of entries made at the office. */
  method?: string | null
  checkNumber?: string | null
}

/** The sums kept on a fee; balance = charged + adjusted − paid − waived (M4). */
export interface FeeSums {
  chargedCents: number
  adjustedCents: number
  paidCents: number
  waivedCents: number
  balanceCents: number
}

export const NO_SUMS: FeeSums = { chargedCents: 0, adjustedCents: 0, paidCents: 0, waivedCents: 0, balanceCents: 0 }

/** The sum that an entry of this kind belongs to. A void belongs to the sum of the entry it voids. */
export function sumOf(
  kind: Exclude<EntryKind, 'void'>,
): 'chargedCents' | 'adjustedCents' | 'paidCents' | 'waivedCents' {
  switch (kind) {
    case 'charge':
      return 'chargedCents'
    case 'adjustment':
      return 'adjustedCents'
    // A transfer moves money that was paid: what a fee costs stays as it is.
    case 'payment':
    case 'refund':
    case 'bounced-check':
    case 'transfer':
      return 'paidCents'
    case 'waiver':
      return 'waivedCents'
    default:
      return assertNever(kind)
  }
}

/** The kind whose sum an entry moves. */
export function effectiveKind(entry: {
  kind: EntryKind
  voids: { kind: EntryKind } | null
}): Exclude<EntryKind, 'void'> {
  const kind = entry.kind === 'void' ? entry.voids?.kind : entry.kind
  if (kind === undefined || kind === 'void')
    throw new Error('A void names the entry that it voids, and a void is never voided.')
  return kind
}

/** The sums after an entry. Payments and waivers lower the balance and raise their sum. */
export function addEntry(
  sums: FeeSums,
  entry: { kind: EntryKind; amountCents: number; voids: { kind: EntryKind } | null },
): FeeSums {
  const name = sumOf(effectiveKind(entry))
  const lowers = name === 'paidCents' || name === 'waivedCents'
  const moved = lowers ? -entry.amountCents : entry.amountCents
  return { ...sums, [name]: sums[name] + moved, balanceCents: sums.balanceCents + entry.amountCents }
}
