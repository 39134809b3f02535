import { ROUTE_NAMES } from '../../main/practice/iiq/faults.ts'
import type { Random } from '../../main/practice/random.ts'
import type { HttpAnswer, HttpFetch, HttpInit } from '../../main/systems/exchange.ts'
import { type Fault, faultNamed, pickFault, type WireFault } from './faults.ts'
import type { PracticeDoor, ServerAnswer, ServerRequest } from './practice-door.ts'
import type { Story } from './story.ts'
import type { VirtualTime } from './virtual-time.ts'

/** What a request is for, as the rules look at it. */
export interface Exchanged {
  kind: 'create' | 'remove' | 'look-up' | 'read'
  /** Our mark, of creates and look-ups. */
  reference: string | null
  /** The row, of removals. */
  rowId: string | null
}

/** Hears what goes over the wire; all of it by the simulation's own clock. */
export interface WireListener {
  sent(exchange: Exchanged): void
  /** The server has done what was asked, whether its answer arrives or not. */
  served(exchange: Exchanged, answer: ServerAnswer): void
  /** `outcome` is what the other end can know: an answer, no connection at all, or nothing. */
  ended(exchange: Exchanged, outcome: ServerAnswer | 'never-sent' | 'lost'): void
}

/** The process at this end of the wire. */
export interface WireUser {
  isDead(): boolean
  /** A place where the process may be killed; gives true when it was. */
  mayDie(at: string): boolean
}

/** What is wrong with the line or with Incident IQ for a while. */
export type Outage =
  | 'no line'
  | 'key refused'
  | 'creating not permitted'
  | 'server errors'
  | 'too busy'
  | 'busy for a second each time'
/** Those that come by chance. */
export const OUTAGES: readonly Outage[] = [
  'no line',
  'key refused',
  'creating not permitted',
  'server errors',
  'too busy',
]

/** The line between the office and the practice Incident IQ: it is late, cuts, hangs and lies as the seed says. */
export class Wire {
  /** Share of requests that something happens to. */
  faultRate = 0
  private readonly time: VirtualTime
  private readonly door: PracticeDoor
  private readonly random: Random
  private readonly story: Story
  private readonly listener: WireListener
  private trouble: Outage | null = null
  /** What a scene wants to happen to the next requests of a kind. */
  private readonly planned: { kind: Exchanged['kind']; fault: string | null }[] = []

  constructor(parts: { time: VirtualTime; door: PracticeDoor; random: Random; story: Story; listener: WireListener }) {
    this.time = parts.time
    this.door = parts.door
    this.random = parts.random
    this.story = parts.story
    this.listener = parts.listener
  }

  /** Begins or ends a trouble that lasts. */
  setOutage(outage: Outage | null): void {
    this.trouble = outage
    const { switches } = this.door.iiq
    switches.notPermitted = []
    if (outage === 'key refused') switches.notPermitted = [...ROUTE_NAMES]
    if (outage === 'creating not permitted') switches.notPermitted = ['create', 'delete']
  }

  /** What shall happen to the next requests of a kind, one after the other; null lets one through. */
  plan(kind: Exchanged['kind'], ...faults: (string | null)[]): void {
    for (const fault of faults) this.planned.push({ kind, fault })
  }

  /** The fetch of one life of the engine. */
  fetchOf(user: WireUser): HttpFetch {
    return (url, init) => {
      const exchange = readExchange(init, url)
      if (user.isDead() || user.mayDie(`before ${exchange.kind}`)) return new Promise(() => undefined)
      const fault = this.faultFor(exchange)
      const mark = exchange.reference === null ? '' : ` ${this.story.nameOf('D', exchange.reference)}`
      if (exchange.kind !== 'read' || fault !== null || process.env.LOUD === '1')
        this.story.tell('wire', `${exchange.kind}${mark}${fault === null ? '' : `: ${fault.name}`}`)
      this.listener.sent(exchange)
      return new Promise((resolve, reject) => this.carry({ url, init, exchange, fault, user, resolve, reject }))
    }
  }

  private faultFor(exchange: Exchanged): Fault | null {
    const at = this.planned.findIndex(one => one.kind === exchange.kind)
    const [planned] = at === -1 ? [] : this.planned.splice(at, 1)
    if (planned !== undefined) return planned.fault === null ? null : faultNamed(planned.fault)
    if (this.trouble === 'no line') return faultNamed('refused')
    if (this.trouble === 'server errors') return faultNamed(this.random.chance(0.5) ? '503 before' : '503 after')
    if (this.trouble === 'too busy') return faultNamed('429')
    if (this.trouble === 'busy for a second each time') return faultNamed('429 for a second')
    return this.random.chance(this.faultRate) ? pickFault(this.random, exchange.kind) : null
  }

  private carry(call: {
    url: string
    init: HttpInit
    exchange: Exchanged
    fault: Fault | null
    user: WireUser
    resolve(answer: HttpAnswer): void
    reject(error: Error): void
  }): void {
    const { init, exchange, user } = call
    const fault: WireFault = call.fault?.make(this.random) ?? {}
    let isOver = false
    const end = (outcome: ServerAnswer | 'never-sent' | 'lost', hand: () => void) => {
      if (isOver || user.isDead()) return
      isOver = true
      this.listener.ended(exchange, outcome)
      if (!user.mayDie(`after ${exchange.kind}`)) hand()
    }
    const lose = (code: string) =>
      end(code === 'ECONNREFUSED' ? 'never-sent' : 'lost', () => call.reject(Object.assign(new Error(code), { code })))
    init.signal.addEventListener('abort', () => lose('ABORTED'), { once: true })
    const answer = (said: ServerAnswer) => {
      const handed = fault.change?.(said) ?? said
      end(fault.cutsBody === undefined ? handed : 'lost', () => call.resolve(toHttp(handed, fault, init.signal)))
    }
    if (fault.isRefused === true) {
      this.time.after(3, () => lose('ECONNREFUSED'))
      return
    }
    if (fault.instead !== undefined) {
      const said = fault.instead
      this.time.after(this.random.between(5, 60), () => answer(said))
      return
    }
    if (fault.isLost === true) {
      if (fault.isCut === true) this.time.after(this.random.between(5, 60), () => lose('ECONNRESET'))
      return
    }
    this.time.after(fault.reachesInMs ?? this.random.between(2, 60), async () => {
      const said = await this.serve(call.url, init, exchange, fault)
      if (fault.isCut === true) this.time.after(2, () => lose('ECONNRESET'))
      else if (fault.isSilent !== true)
        this.time.after(fault.answersInMs ?? this.random.between(2, 60), () => answer(said))
    })
  }

  private async serve(url: string, init: HttpInit, exchange: Exchanged, fault: WireFault): Promise<ServerAnswer> {
    const { pathname, search } = new URL(url)
    const request: ServerRequest = {
      method: init.method,
      path: pathname + search,
      headers: init.headers,
      body: init.body ?? '',
    }
    if (fault.dropsReference === true) this.door.iiq.faults.dropFilters = { facets: ['externalreference'], times: 1 }
    const said = await this.door.answer(request)
    this.listener.served(exchange, said)
    return said
  }
}

function readExchange(init: HttpInit, url: string): Exchanged {
  const body = init.body === undefined ? {} : (JSON.parse(init.body) as Record<string, unknown>)
  if (init.method === 'DELETE')
    return { kind: 'remove', reference: null, rowId: decodeURIComponent(url.split('/').at(-1) ?? '') }
  if (typeof body.ExternalReference === 'string')
    return { kind: 'create', reference: body.ExternalReference, rowId: null }
  const filters = (body.Filters ?? []) as { Facet: string; Value: string }[]
  const mark = filters.find(one => one.Facet.toLowerCase() === 'externalreference')
  return { kind: mark === undefined ? 'read' : 'look-up', reference: mark?.Value ?? null, rowId: null }
}

function toHttp(said: ServerAnswer, fault: WireFault, signal: AbortSignal): HttpAnswer {
  return {
    status: said.status,
    headers: { get: name => said.headers[name.toLowerCase()] ?? null },
    body: bodyOf(said.body, fault.cutsBody ?? 'no', signal),
  }
}

async function* bodyOf(body: Buffer, cut: 'no' | 'cut' | 'stall', signal: AbortSignal): AsyncGenerator<Buffer> {
  if (cut === 'no') {
    yield body
    return
  }
  yield body.subarray(0, body.length >> 1)
  if (cut === 'stall' && !signal.aborted)
    await new Promise<void>(resolve => signal.addEventListener('abort', () => resolve(), { once: true }))
  throw Object.assign(new Error('The socket was closed.'), { code: 'ECONNRESET' })
}
