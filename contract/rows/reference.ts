import type { SourceSystem } from '../tasks.ts'

/** A school or office. `abbreviation` is the match key for InTouch (Fine Location Code). */
export interface LocationRow {
  id: string
  system: SourceSystem
  externalId: string | null
  name: string
  abbreviation: string | null
  archived: boolean
}

export interface CategoryRow {
  id: string
  system: SourceSystem
  externalId: string | null
  title: string
  description: string | null
  archived: boolean
}

/** An item type; `type` says what it may be used for. Cents are integers. */
export interface ItemTypeRow {
  id: string
  system: SourceSystem
  externalId: string | null
  sku: string
  title: string
  description: string | null
  category: string | null
  type: 'fee' | 'payment' | 'adjustment'
  defaultAmountCents: number | null
  glCode: string | null
  archived: boolean
}

export interface StudentRow {
  id: string
  schoolId: string | null
  name: string
  grade: string | null
  location: string | null
  active: boolean
  balanceCents: number
}

/** A student's page: who it is, and what is owed by the system that the fees came from. Cents are integers. */
export interface StudentPage {
  student: StudentRow
  email: string | null
  /** Others who carry the same School Id (I2). */
  namesakes: { id: string; name: string }[]
  /** Whom the clerk chose for the School Id, by id; null where nobody was chosen. */
  chosenId: string | null
  systems: {
    system: SourceSystem
    fees: number
    amountCents: number
    paidCents: number
    waivedCents: number
    balanceCents: number
  }[]
}

/** How Re-Build Payment Data stands. Times are UTC. */
export interface RebuildState {
  /** True when a category or item type was edited since the stored columns were last rebuilt. */
  needed: boolean
  running: { done: number; total: number } | null
  last: {
    at: string
    by: string
    outcome: 'done' | 'cancelled' | 'failed'
    /** Rows looked at, and rows whose stored columns were changed. */
    rows: number
    changed: number
    /** The ledger's balance before and after, in cents: always equal. */
    balanceBeforeCents: number
    balanceAfterCents: number
    message: string
  } | null
}
