/** The routes by name, as faults, counters and switches speak of them. */
export const ROUTE_NAMES = [
  'locations',
  'users',
  'asset',
  'options',
  'types',
  'items',
  'create',
  'delete',
  'unknown',
] as const

export type RouteName = (typeof ROUTE_NAMES)[number]

/** Where and how often a fault strikes. The server counts `after` and `times` down in place. */
export interface FaultScope {
  /** One route, or all (the default). */
  route?: RouteName | 'all'
  /** How many requests it still strikes; absent: until it is switched off. At zero the fault becomes null. */
  times?: number
  /** How many requests it lets pass first. */
  after?: number
}

interface FaultShapes {
  /** Waits before the headers are sent. */
  slow: { ms: number }
  /** Sends half of the body, then stays idle before the rest. */
  trickle: { ms: number }
  /** Answers with an error; `retryAfter` goes into the body, `retryAfterHeader` into the header. */
  status: { status: number; message?: string; retryAfter?: number | string; retryAfterHeader?: string }
  /** Destroys the socket without any answer; nothing takes effect. */
  hangUp: object
  /** Announces the whole body, sends half of it and destroys the socket. */
  cutMidBody: object
  /** A create or delete takes effect, then the socket hangs until it is closed, or is cut at once (the default). */
  commitThenTimeOut: { mode?: 'hang' | 'cut' }
  /** Every page but the first answers the rows of the page before it. */
  repeatPage: object
  /** Leaves out the last rows of a page (1 by default) and keeps the totals. */
  shortPage: { rows?: number }
  /** States a total that is off by this many rows. */
  totalOff: { by: number }
  /** States a total that moves by this many rows from page to page. */
  totalMoves: { by: number }
  /** Sends a body that is no JSON. */
  malformedJson: object
  /** Sends a page of HTML with status 200. */
  htmlPage: object
  /** Writes another value (`"twelve"` by default) into a field (`Amount`) of one row: the one with the id, else the first. */
  badRow: { id?: string; field?: string; value?: unknown }
  /** Answers HTTP 200 with a failing `StatusCode` in the body. */
  bodyStatus: { status: number; message?: string }
  /** Adds non-fatal `Errors` to an answer that succeeds. */
  nonFatalErrors: { messages?: readonly string[] }
  /** Drops filters of these facets silently. */
  dropFilters: { facets: readonly string[] }
  /** Caps the page size. */
  capPage: { rows: number }
  /** Only the first half of the fees exists, totals included; `foundSingly`: asked for by id, the others do. */
  halfFeed: { foundSingly?: boolean }
}

export type FaultName = keyof FaultShapes
export type Fault<Name extends FaultName> = FaultShapes[Name] & FaultScope

/** The switches: set a fault to switch it on, null to switch it off. */
export type Faults = { [Name in FaultName]: Fault<Name> | null }

/** All faults switched off. */
export function createFaults(): Faults {
  return {
    slow: null,
    trickle: null,
    status: null,
    hangUp: null,
    cutMidBody: null,
    commitThenTimeOut: null,
    repeatPage: null,
    shortPage: null,
    totalOff: null,
    totalMoves: null,
    malformedJson: null,
    htmlPage: null,
    badRow: null,
    bodyStatus: null,
    nonFatalErrors: null,
    dropFilters: null,
    capPage: null,
    halfFeed: null,
  }
}

/** The fault if it strikes now. To be asked only where it would make a difference, because asking counts it down. */
export function takeFault<Name extends FaultName>(faults: Faults, name: Name, route: RouteName): Fault<Name> | null {
  const fault = faults[name]
  if (fault === null || !strikes(fault, route)) return null
  if (fault.times !== undefined) {
    fault.times -= 1
    if (fault.times <= 0) clearFault(faults, name)
  }
  return fault
}

/** Switches one fault off. */
function clearFault(faults: Faults, name: FaultName): void {
  faults[name] = null
}

function strikes(fault: FaultScope, route: RouteName): boolean {
  if (fault.route !== undefined && fault.route !== 'all' && fault.route !== route) return false
  if (fault.after === undefined || fault.after <= 0) return true
  fault.after -= 1
  return false
}
