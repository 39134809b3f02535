import type { SystemId } from '../tasks.ts'

export const IMPORT_STATUSES = ['Unprocessed', 'Imported', 'Error', 'Ignored'] as const
export type ImportStatus = (typeof IMPORT_STATUSES)[number]

/** What a raw record is about. `line-item` is one whose type could not be read. */
export type ImportKind =
  | 'fee'
  | 'payment'
  | 'adjustment'
  | 'line-item'
  | 'item-type'
  | 'category'
  | 'location'
  | 'user'
  | 'asset'

/** One raw record as the Import Log lists it (P1). */
export interface ImportRow {
  id: string
  system: SystemId
  kind: ImportKind
  externalId: string | null
  status: ImportStatus
  /** A short word for the reason, by which many can be reprocessed at once (`unknown-student`). */
  cause: string | null
  /** The reason in a sentence; always there once the import is decided. */
  message: string | null
  /** The run that pulled it. */
  runId: string
  /** The fee it became or belongs to. */
  feeId: string | null
  receivedAt: string
}

/** One import with its raw text, word for word, and its earlier versions. */
export interface ImportDetail {
  import: ImportRow
  /** The raw record, or null once trimmed (K4). */
  raw: string | null
  versions: { id: string; receivedAt: string; status: ImportStatus }[]
}
