// main/ledger/views holds what the tabs and the command read: one function a read call, on a connection that can never write.
// Nothing here decides a rule or changes a row.
import type { CallInput, CallName, CallValue } from '../../../contract/calls.ts'
import type { Db } from '../open.ts'
import type { SearchIndex } from '../search-index.ts'

/** The read calls of the contract. */
export type ViewName = Extract<
  CallName,
  | 'runs.list'
  | 'runs.outline'
  | 'runs.show'
  | 'imports.list'
  | 'imports.outline'
  | 'imports.causes'
  | 'imports.show'
  | 'imports.index'
  | 'errors.list'
  | 'fees.list'
  | 'fees.outline'
  | 'fees.show'
  | 'students.list'
  | 'students.outline'
  | 'students.show'
  | 'overview.charts'
  | 'outbox.list'
  | 'receipts.list'
  | 'receipts.show'
  | 'locations.list'
  | 'categories.list'
  | 'itemTypes.list'
>

/** What a view reads with. */
export interface ViewContext {
  db: Db
  /** The ledger's clock, UTC ms: decides what is overdue today. */
  nowMs: number
  /** The district's IANA time zone, in which days begin and end. */
  timeZone: string
  /** The index of raw values, or null where there is none that fits this ledger. */
  search: SearchIndex | null
}

/** Answers one read call. Throws {@link Refusal} when the request names what is not there or holds a bad mark. */
export type View<Name extends ViewName> = (context: ViewContext, request: CallInput<Name>) => CallValue<Name>
