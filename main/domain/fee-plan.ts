import type { EntryKind } from '../../contract/rows/fee.ts'
import type { ImportStatus } from '../../contract/rows/import.ts'
import type { SyncErrorAction } from '../../contract/rows/sync-error.ts'
import type { EntryRule, FeeSums, PlannedEntry } from './entry.ts'
import type { Mark } from './reference.ts'
import type { Resolution, Unresolved } from './resolve-fee.ts'
import type { SourceFee, SourceMovement } from './source-record.ts'
import type { Day } from './zone.ts'

/** A fee as the ledger has it when a plan is made. `version` is compared when the plan is recorded (B3). */
export interface LedgerFee {
  seq: number
  version: number
  externalKey: string
  personSeq: number | null
  studentLabel: string
  itemTypeSeq: number | null
  sku: string | null
  categorySeq: number | null
  categoryTitle: string | null
  /** Key of its category at the system, or null for one of the ledger's own. */
  categoryKey: string | null
  locationSeq: number | null
  locationName: string | null
  name: string
  description: string | null
  assetTag: string | null
  ticketNumber: string | null
  createdOn: Day
  dueOn: Day
  sourceDueOn: Day | null
  sums: FeeSums
  /** The amount and amount due that its system last said. */
  sourceAmountCents: number | null
  sourceDueCents: number | null
  sourceMissingAt: string | null
  hasOutsidePayment: boolean
  isVoid: boolean
}

/** The live entry that stands for an outside payment or adjustment. */
export interface LiveMovement {
  externalKey: string
  entrySeq: number
  feeSeq: number
  kind: EntryKind
  amountCents: number
  occurredOn: Day
}

/** A live movement that is no longer there, with the import that its record came in by. */
export interface GoneMovement extends LiveMovement {
  importSeq: number
}

/** A live waiver that one of the two rules entered. */
export interface LiveWaiver {
  entrySeq: number
  rule: EntryRule
  amountCents: number
}

export interface PendingMovement {
  importSeq: number
  source: SourceMovement
  /** The entry that stands for an earlier version of it, on this fee or another. */
  live: LiveMovement | null
  /** Title of its item type, or empty. */
  typeTitle: string
  mark: Mark
  /** Whether the delivery that our own mark names is one of this ledger's; after a restore it may not be (I4). */
  isDelivery: boolean
}

/** Everything that one fee's plan is made from: what the ledger has, what came in, and what is known about the other side. */
export interface FeeCase {
  fee: LedgerFee | null
  pending: { importSeq: number; source: SourceFee; resolution: Resolution } | null
  /** Why its fee was left out before, when it was: its payments are left out with it (I5). */
  leftOut: Unresolved | null
  movements: PendingMovement[]
  /** Live movements that a complete pull no longer lists and that were asked for singly (C2). */
  gone: GoneMovement[]
  autoWaivers: LiveWaiver[]
  /** The fee itself is no longer there: a complete pull did not list it, and it was asked for singly (W3). */
  isGone: boolean
  /** It was missing there and is listed again (W4). */
  isBack: boolean
  /** Sum of the entries whose delivery to the system is not settled: the system cannot know of them yet. */
  unsettledCents: number
  hasUnsettled: boolean
  /** A delivery is under way, or was settled since the pull began: what the system said may or may not hold it, so amounts are not compared. */
  isInFlux: boolean
  /** Whether a payment or adjustment of the fee stands in error: what it may have settled is not waived (W2). Asked for only before a waiver. */
  hasTrouble: () => boolean
  /** When a clerk last undid a waiver of this rule on the fee, UTC, or null: it is not waived again for the same reason (U1). */
  undoneAt: (rule: 'missing-there') => string | null
  /** False after a pull that was not proved complete: nothing is waived or removed, and amounts due are not compared (P3). */
  mayRemove: boolean
  /** True when a clerk accepted a change that only a person may decide (C1). */
  accepts: boolean
  /** Today in the district's zone. */
  today: Day
}

/** Columns of a fee as they will stand. */
export interface FeeColumns {
  personSeq: number
  itemTypeSeq: number
  categorySeq: number
  locationSeq: number | null
  sku: string
  itemTitle: string
  categoryTitle: string
  assetKey: string | null
  assetTag: string | null
  ticketKey: string | null
  ticketNumber: string | null
  name: string
  description: string | null
  dueOn: Day
  sourceDueOn: Day | null
  sourceAmountCents: number
  sourceDueCents: number | null
}

export interface NewFee extends FeeColumns {
  externalId: string
  externalKey: string
  importSeq: number
  createdOn: Day
  sourceCreatedAt: string
}

/** What becomes of one import, and why. */
export interface Decision {
  importSeq: number
  status: ImportStatus
  cause: string
  message: string
}

/** A sync error to be raised; `key` makes it one, however often it is found. */
export interface PlannedError {
  key: string
  cause: string
  message: string
  remedy: string
  actions: SyncErrorAction[]
  importSeq: number | null
  /** True for what every run must say again (an incomplete pull); false for what stays as it is until something changes. */
  again: boolean
}

/** One thing a plan would take away, for the brake to count and the clerk to see (B1). `amountCents` is what it does to the balance. */
export interface Removal {
  what: 'waive-missing' | 'waive-zero' | 'void'
  amountCents: number
  message: string
}

/** What will be written for one fee, and nothing else. */
export interface FeePlan {
  newFee: NewFee | null
  /** Columns to overwrite on an existing fee, or null when none change. */
  columns: FeeColumns | null
  /** A fee that was taken back is there again. */
  revives: boolean
  /** What its system said is due is no longer so, and what is due now came with a change that is not decided. */
  forgetsDue: boolean
  notes: { field: string; before: string | null; after: string | null }[]
  entries: PlannedEntry[]
  decisions: Decision[]
  errors: PlannedError[]
  /** Keys of sync errors that this makes good. */
  resolves: string[]
  removals: Removal[]
  /** Our own deliveries that came back under our mark (I4). */
  settles: { deliveryId: string; externalId: string; isDeleted: boolean }[]
  /** Whether the fee is missing at its system from now on; null leaves it. */
  missing: boolean | null
  /** Missing there with something still owed, while the rule is off: said in one sync error. */
  missingUnwaived: boolean
}

/** What is said of an import that came in as it should: the same of all, so that they can be marked together. */
export const ENTERED = 'Entered in the ledger.'

export function emptyPlan(): FeePlan {
  return {
    newFee: null,
    columns: null,
    revives: false,
    forgetsDue: false,
    notes: [],
    entries: [],
    decisions: [],
    errors: [],
    resolves: [],
    removals: [],
    settles: [],
    missing: null,
    missingUnwaived: false,
  }
}

/** Keys of sync errors, so that a later success finds the one it resolves. */
export const errorKeys = {
  import: (system: string, feed: string, externalKey: string) => `import:${system}:${feed}:${externalKey}`,
  amountDue: (system: string, feeKey: string) => `amount-due:${system}:${feeKey}`,
  missing: (system: string) => `missing:${system}`,
  pull: (task: string) => `pull:${task}`,
  feed: (system: string, feed: string) => `feed:${system}:${feed}`,
  category: (system: string, typeKey: string) => `category:${system}:${typeKey}`,
  duplicateSku: (system: string, sku: string) => `sku:${system}:${sku}`,
}
