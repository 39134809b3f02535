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
