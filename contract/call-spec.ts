import type { z } from 'zod'

/** A call: the schema its request must fit, the type of its reply, and whether it reads or changes. */
export interface CallSpec<Schema extends z.ZodType, Value, Access extends 'read' | 'change' = 'read' | 'change'> {
  request: Schema
  /** `read` calls go to the reader thread, `change` calls to the writer. */
  access: Access
  /** Never set; carries the reply's type. */
  reply?: Value
}

/** Declares a call that only reads the ledger. */
export const read =
  <Value>() =>
  <Schema extends z.ZodType>(request: Schema): CallSpec<Schema, Value, 'read'> => ({ request, access: 'read' })

/** Declares a call that changes something, or that needs the engine's own state. */
export const change =
  <Value>() =>
  <Schema extends z.ZodType>(request: Schema): CallSpec<Schema, Value, 'change'> => ({ request, access: 'change' })

/** A page of a list. `next` is an opaque mark for `after`, or null at the end. */
export interface Listing<Row> {
  items: Row[]
  next: string | null
}
