import type { Random } from '../random.ts'
import type { Book } from './book.ts'
import type { ValidationShape } from './envelope.ts'
import type { Faults, RouteName } from './faults.ts'

/** What the five settings of Incident IQ must say, and the app that holds the fees. */
export interface Credentials {
  apiKey: string
  apiDomain: string
  userId: string
  siteId: string
  productId: string
  app: string
}

/** How the server behaves apart from faults; all may be changed at any time. */
export interface Switches {
  /** The largest page it gives, in rows. */
  pageCap: number
  /** The shape of refused fields; `alternate` takes turns. */
  validationShape: ValidationShape | 'alternate'
  /** Routes this token may not use: they answer 401, as a wrong token does. */
  notPermitted: RouteName[]
}

/** One thing that took effect through the interface. */
export interface Effect {
  at: string
  method: 'POST' | 'DELETE'
  kind: 'Fee' | 'Payment' | 'Adjustment'
  /** LineItemId. */
  id: string
  feeId: string | null
  /** `ExternalReference`. */
  reference: string | null
  /** The amount as the request spelt it; of a removed row, as the wire shows it. */
  amountText: string
}

/** A payment or adjustment as it was entered through the interface. */
export interface WireRow {
  id: string
  typeId: string
  amountCents: number
  /** The amount as the request spelt it. */
  amountText: string
  feeId: string
  reference: string
  recordedById: string
  name: string
  description: string | null
  notes: string | null
}

/** What a request changed: enough to change it again after a restart. */
export type WireChange = { made: WireRow } | { removed: string }

/** One request that arrived. */
export interface RequestNote {
  at: string
  route: RouteName
  method: string
  /** Path and query. */
  path: string
  /** At most the first 2,000 characters of the body. */
  body: string
  /** Of the answer; null while it is under way, and when the socket was cut instead. */
  status: number | null
}

/** What arrived since the start, or since the last `resetRequests`. */
export interface RequestLog {
  total: number
  byRoute: Record<RouteName, number>
  /** The most requests that were under way at once. */
  maxInFlight: number
  /** The latest requests, oldest first, at most 500. */
  recent: RequestNote[]
  /** Parameters, fields and facets that no text names or that were dropped, as sentences; at most 500. */
  oddities: string[]
}

/** Everything the routes of the practice Incident IQ work on. */
export interface Office {
  book: Book
  credentials: Credentials
  faults: Faults
  switches: Switches
  effects: Effect[]
  requests: RequestLog
  /** What the console makes draws from it. */
  random: Random
  /** What requests make draws from a stream of its own, so that the console's rows are the same ones whatever was asked in between. */
  wireRandom: Random
  /** Refusals of fields so far, so that the two shapes take turns. */
  refusals: number
  /** Told when a request arrives and when it is answered. */
  listeners: Set<() => void>
  /** Told of everything that takes effect through the interface. */
  changeListeners: Set<(change: WireChange) => void>
}

/** How many requests and oddities are remembered. */
const REMEMBERED = 500

/** Adds to a list that forgets its oldest entries. */
export function remember<Value>(list: Value[], value: Value): void {
  list.push(value)
  if (list.length > REMEMBERED) list.shift()
}

/** The shape for the next refusal of fields, and a correlation id for it. */
export function nextShape(office: Office): [ValidationShape, string] {
  const wanted = office.switches.validationShape
  office.refusals += 1
  const turn = office.refusals % 2 === 1 ? 'byField' : 'list'
  return [wanted === 'alternate' ? turn : wanted, office.wireRandom.guid()]
}
