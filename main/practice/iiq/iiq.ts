/**
 * The practice Incident IQ: what it keeps (`records.ts`, `shelf.ts`, `book.ts`), how it answers on the wire
 * (`server.ts`, `routes.ts`), how it misbehaves on request (`faults.ts`) and what its operator can do (`console.ts`).
 * Written from the description of the system alone, so that a misreading cannot agree with itself. The people and
 * schools, the listening and the control surface are one folder up.
 */
import type { District } from '../district.ts'
import { createRandom } from '../random.ts'
import { Book } from './book.ts'
import { createConsole, type IiqConsole } from './console.ts'
import { createFaults, type FaultName, type Faults } from './faults.ts'
import { changeAgain } from './line-items.ts'
import type { Credentials, Effect, Office, RequestLog, Switches, WireChange } from './office.ts'
import { createIiqHandler, createRequestLog, type IiqHandler } from './server.ts'
import { makeStock, type StockSize } from './stock.ts'

/** The largest page the practice server gives unless it is told otherwise, in rows. */
const DEFAULT_PAGE_CAP = 1000

/** The practice Incident IQ as tests and the console hold it. */
export interface PracticeIiq extends IiqConsole {
  readonly credentials: Credentials
  readonly faults: Faults
  readonly switches: Switches
  /** What took effect through the interface, oldest first; only ever grows. */
  readonly effects: readonly Effect[]
  readonly requests: RequestLog
  /** Switches every fault off. */
  clearFaults(): void
  /** Tells when a request arrives and when it is answered, until the returned function is called. */
  onRequest(listener: () => void): () => void
  /** Tells what takes effect through the interface, until the returned function is called. */
  onChange(listener: (change: WireChange) => void): () => void
  /** Makes such a change again, at the practice district's moment. */
  changeAgain(change: WireChange): void
  /** Starts the counters of requests anew. */
  resetRequests(): void
  /** Refuses connections, for some milliseconds or until `comeUp`. The whole origin is gone, its control surface too. */
  goDown(forMs?: number): Promise<void>
  /** Listens again on the same port. */
  comeUp(): Promise<void>
}

/** Stops and starts the listening, which the server of the whole practice district does. */
export interface Listening {
  goDown(forMs?: number): Promise<void>
  comeUp(): Promise<void>
  closing: AbortSignal
}

export interface IiqPlan extends StockSize {
  now: () => number
}

/** Builds the rows, the console and the handler of one practice Incident IQ. */
export function openIiq(
  district: District,
  plan: IiqPlan,
  listening: Listening,
): { iiq: PracticeIiq; handle: IiqHandler } {
  const stock = makeStock(district, plan)
  const book = new Book(stock, plan.now)
  book.warm()
  const office: Office = {
    book,
    credentials: makeCredentials(district, plan.seed),
    faults: createFaults(),
    switches: { pageCap: DEFAULT_PAGE_CAP, validationShape: 'alternate', notPermitted: [] },
    effects: [],
    requests: createRequestLog(),
    // Rows made after the start draw from a stream of their own, whatever the size of the stock.
    random: createRandom(plan.seed, 'iiq-later'),
    wireRandom: createRandom(plan.seed, 'iiq-wire'),
    refusals: 0,
    listeners: new Set(),
    changeListeners: new Set(),
  }
  const iiq: PracticeIiq = {
    ...createConsole(office),
    credentials: office.credentials,
    faults: office.faults,
    switches: office.switches,
    effects: office.effects,
    requests: office.requests,
    clearFaults: () => {
      for (const name of Object.keys(office.faults) as FaultName[]) office.faults[name] = null
    },
    onRequest: listener => {
      office.listeners.add(listener)
      return () => void office.listeners.delete(listener)
    },
    onChange: listener => {
      office.changeListeners.add(listener)
      return () => void office.changeListeners.delete(listener)
    },
    changeAgain: change => changeAgain(office, change),
    resetRequests: () => {
      Object.assign(office.requests, createRequestLog())
    },
    goDown: listening.goDown,
    comeUp: listening.comeUp,
  }
  return { iiq, handle: createIiqHandler(office, listening.closing) }
}

/** The acting user is the first member of the staff. */
function makeCredentials(district: District, seed: number): Credentials {
  const random = createRandom(seed, 'iiq-credentials')
  return {
    apiKey: `practice-${random.hex(40)}`,
    apiDomain: 'practice',
    userId: district.staff[0]?.id ?? random.guid(),
    siteId: random.guid(),
    productId: random.guid(),
    app: 'paymentsFeeTracker',
  }
}
