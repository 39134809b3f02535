// main/systems holds the outside systems, one folder each, behind the port of main/domain/system.ts, and here what they share: the transport with its limits, retries,
// circuit and waits, and the reading of JSON lists. It knows nothing of fees, of the ledger or of Electron: fetch, clock and log are given. This file: one request, told in order.
import { LIMITS } from '../../contract/limits.ts'
import type { Clock, Log } from '../domain/ports.ts'
import type { SystemFailure } from '../domain/system.ts'
import type { Address } from './address.ts'
import { Circuit } from './circuit.ts'
import {
  durationWords,
  type Exchange,
  exchange,
  type HttpFetch,
  type HttpMethod,
  type Limits,
  type Sent,
} from './exchange.ts'
import { Line, wait } from './line.ts'
import { openQuote } from './quote.ts'
import { readRetryAfter } from './retry-after.ts'

/**
 * What a system's own reader makes of an answer. `status` is for answers that are not 2xx and for envelopes that state another status than HTTP did; `explanation` is the
 * vendor's own text and may be empty. `reason` of `unreadable` completes "Incident IQ …", such as "sent an HTML page instead of data", and holds no text from outside.
 */
export type Reading<T> =
  | { kind: 'good'; value: T }
  | { kind: 'status'; status: number; explanation: string; retryAfter: unknown }
  | { kind: 'unreadable'; reason: string }

export interface SendRequest<T> {
  method: HttpMethod
  /** Path and query, beginning with a slash. */
  path: string
  /** JSON text, or null for no body. */
  body: string | null
  /** Whether sending it twice does no harm. When false, an unknown outcome is handed back at once and never sent again here (D4). */
  repeatable: boolean
  read(status: number, body: Buffer): Reading<T>
  /** Fewer attempts than the limits say, where a person waits. */
  attempts?: number
  /** Goes before what waits in the line without it. */
  isFirst?: boolean
  /** The longest pause asked for by the system that it waits for; one that takes longer is handed back. Without it any. */
  patienceMs?: number
  /** Only what waits ends when the signal aborts: a request under way is let end, because cutting it off would make its outcome unknown. */
  isLetEnd?: boolean
}

/**
 * What became of a request. `refused`: answered with a status that is final, or that did not change over all attempts (429); it was not carried out. `failed`: no usable answer;
 * with `sent: 'maybe'` it may have been carried out all the same, with `no` the connection was never made.
 */
export type SendResult<T> =
  | { kind: 'good'; value: T }
  | { kind: 'refused'; status: number; explanation: string }
  | (SystemFailure & { sent: Sent })

export interface TransportOptions {
  /** The system's name as people say it. */
  name: string
  address: Address
  headers: Record<string, string>
  /** What must never be shown. */
  secrets: string[]
  inFlightMost: number
  timeZone: string
  fetch: HttpFetch
  clock: Clock
  log: Log
  limits?: Partial<Limits> | undefined
  /** From 0 up to 1; spreads the waits between attempts. */
  random?: (() => number) | undefined
}

/** The way to one system: every request to it goes through one of these, so that its limits and waits hold for the whole system. */
export class Transport {
  /** Empty when the address cannot be used; every request then fails with the reason. */
  readonly origin: string
  /** Makes text from outside fit to be shown: without secrets, on one line, not too long. */
  readonly quote: (text: string) => string
  readonly limits: Limits
  private readonly options: TransportOptions
  private readonly circuit: Circuit
  private readonly line: Line
  private readonly closing = new AbortController()
  private readonly joined = new WeakMap<AbortSignal, AbortSignal>()
  /** Until when, in monotonic ms, the system asked to be left alone. */
  private heldUntilMs = 0

  constructor(options: TransportOptions) {
    this.options = options
    this.limits = { ...LIMITS, ...options.limits }
    this.origin = options.address.kind === 'origin' ? options.address.origin : ''
    this.quote = openQuote(options.secrets)
    this.circuit = new Circuit(this.limits, () => options.clock.nowMs())
    this.line = new Line(options.inFlightMost)
  }

  /** Sends, waits and tries again as the rules say. Never throws for what a network or a server can do; ends at once when the signal aborts. */
  async send<T>(request: SendRequest<T>, callerSignal: AbortSignal): Promise<SendResult<T>> {
    const { address } = this.options
    if (address.kind === 'bad')
      return { kind: 'failed', cause: 'refused', status: null, message: address.message, sent: 'no' }
    const signal = this.untilClosed(callerSignal)
    const attempts = Math.min(request.attempts ?? this.limits.requestAttempts, this.limits.requestAttempts)
    let last: SendResult<T> | null = null
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const tried = await this.attempt(request, signal)
      if (tried.kind === 'offline') return this.offline(last)
      if (!tried.again) return this.afterAttempts(tried.result, attempt, request)
      last = tried.result
      if (this.circuit.offlineSinceMs() !== null) return this.offline(last)
      if (attempt === attempts || this.heldMs() > patienceOf(request)) return this.afterAttempts(last, attempt, request)
      const pauseMs = this.backoffMs(attempt)
      this.options.log.warn(`${this.options.name}: ${request.method} ${request.path} will be tried again`, {
        attempt,
        pauseMs,
        reason: last.kind === 'failed' ? last.message : null,
        status: last.kind === 'good' ? null : last.status,
      })
      if (!(await wait(pauseMs, signal))) return this.cancelled(last.kind === 'failed' ? last.sent : 'no')
    }
    throw new Error('A request needs at least one attempt.')
  }

  /** UTC time since which the circuit is open, or null. */
  offlineSince(): string | null {
    const sinceMs = this.circuit.offlineSinceMs()
    return sinceMs === null ? null : new Date(sinceMs).toISOString()
  }

  /** How long until a request would be let through, ms. */
  readyInMs(): number {
    const probeMs = this.circuit.offlineSinceMs() === null ? 0 : this.circuit.nextProbeMs()
    return Math.max(0, probeMs, this.heldMs())
  }

  /** Cancels whatever is waiting or in flight. */
  close(): void {
    this.closing.abort()
  }

  /** A caller's signal joined with this line's closing. A run asks thousands of times with one signal, and joining costs more than many a request. */
  private untilClosed(callerSignal: AbortSignal): AbortSignal {
    let joined = this.joined.get(callerSignal)
    if (joined === undefined) {
      joined = AbortSignal.any([callerSignal, this.closing.signal])
      this.joined.set(callerSignal, joined)
    }
    return joined
  }

  /** One turn in the line. The line is held until the answer is read or the socket closed. */
  private async attempt<T>(
    request: SendRequest<T>,
    signal: AbortSignal,
  ): Promise<{ kind: 'offline' } | { kind: 'tried'; again: boolean; result: SendResult<T> }> {
    const leave = await this.line.enter(signal, request.isFirst === true)
    if (leave === null) return { kind: 'tried', again: false, result: this.cancelled('no') }
    try {
      // Another request may have been asked to pause while this one waited, hence the loop.
      for (let heldMs = this.heldMs(); heldMs > 0; heldMs = this.heldMs()) {
        if (heldMs > patienceOf(request)) return { kind: 'tried', again: false, result: this.pausing() }
        if (!(await wait(heldMs, signal))) return { kind: 'tried', again: false, result: this.cancelled('no') }
      }
      if (!this.circuit.admit()) return { kind: 'offline' }
      const { method, path } = request
      const headers = this.options.headers
      const init = request.body === null ? { method, headers } : { method, headers, body: request.body }
      const ends = request.isLetEnd === true ? this.closing.signal : signal
      const done = await exchange(this.options.fetch, this.origin + path, init, { limits: this.limits, signal: ends })
      return { kind: 'tried', ...this.settle(request, done) }
    } finally {
      leave()
    }
  }

  /** Tells the circuit, obeys `Retry-After`, and decides whether the request may be tried again. */
  private settle<T>(request: SendRequest<T>, done: Exchange): { again: boolean; result: SendResult<T> } {
    if (done.kind === 'cancelled') {
      this.circuit.abandoned()
      return { again: false, result: this.cancelled(done.sent) }
    }
    if (done.kind === 'broken') {
      this.circuit.failed()
      const again = request.repeatable || done.sent === 'no'
      return { again, result: this.failed(done.stage === 'answer' ? 'unreachable' : 'unreadable', done) }
    }
    const reading = request.read(done.status, done.body)
    if (reading.kind === 'good') {
      this.circuit.succeeded()
      return { again: false, result: reading }
    }
    if (reading.kind === 'unreadable') {
      this.circuit.failed()
      return {
        again: request.repeatable,
        result: this.failed('unreadable', { status: done.status, reason: reading.reason, sent: 'maybe' }),
      }
    }
    return this.settleStatus(request, done, reading)
  }

  private settleStatus<T>(
    request: SendRequest<T>,
    done: Exchange & { kind: 'answer' },
    reading: Reading<T> & { kind: 'status' },
  ): { again: boolean; result: SendResult<T> } {
    const { status, explanation } = reading
    const isTheirs = status >= 500
    if (isTheirs) this.circuit.failed()
    else this.circuit.succeeded()
    if (!isTheirs && ![408, 425, 429].includes(status))
      return { again: false, result: { kind: 'refused', status, explanation: this.quote(explanation) } }
    this.obey(readRetryAfter(done.headers, reading.retryAfter, this.limits.retryAfterUnreadableMs))
    if (!isTheirs) return { again: true, result: { kind: 'refused', status, explanation: this.quote(explanation) } }
    return {
      again: request.repeatable,
      result: this.failed('unreadable', { status, reason: `reported an error of its own (${status})`, sent: 'maybe' }),
    }
  }

  private obey(retryAfterMs: number | null): void {
    if (retryAfterMs === null) return
    if (retryAfterMs > this.limits.retryAfterMostMs) this.circuit.open()
    else this.heldUntilMs = Math.max(this.heldUntilMs, performance.now() + retryAfterMs)
  }

  private heldMs(): number {
    return this.heldUntilMs - performance.now()
  }

  private backoffMs(attempt: number): number {
    const base = Math.min(this.limits.backoffFirstMs * 2 ** (attempt - 1), this.limits.backoffMostMs)
    return Math.round(base * (0.5 + (this.options.random ?? Math.random)() / 2))
  }

  private failed(
    cause: 'unreachable' | 'unreadable',
    what: { status: number | null; reason: string; sent: Sent },
  ): SystemFailure & { sent: Sent } {
    return {
      kind: 'failed',
      cause,
      status: what.status,
      message: `${this.options.name} ${what.reason}`,
      sent: what.sent,
    }
  }

  private pausing(): SystemFailure & { sent: Sent } {
    return this.failed('unreachable', { status: null, reason: 'asked for a pause', sent: 'no' })
  }

  private cancelled(sent: Sent): SystemFailure & { sent: Sent } {
    return {
      kind: 'failed',
      cause: 'cancelled',
      status: null,
      message: `The request to ${this.options.name} was cancelled.`,
      sent,
    }
  }

  /** Finishes the sentence of a failure: how often it was tried, and what to do where a person has to. */
  private afterAttempts<T>(result: SendResult<T>, attempts: number, { isLetEnd }: SendRequest<T>): SendResult<T> {
    if (result.kind !== 'failed' || result.cause === 'cancelled') return result
    const tries = attempts === 1 ? '' : ` (${attempts} attempts)`
    // A change is sent again, or looked up, by itself: nobody shall read here that it is to be entered once more.
    if (isLetEnd === true) {
      const hint = result.cause === 'unreachable' ? ` Check the network and the address ${this.origin}.` : ''
      return { ...result, message: `${result.message}${tries}.${hint}` }
    }
    const remedy =
      result.cause === 'unreachable'
        ? `Check the network and the address ${this.origin}, then try again.`
        : `Nothing of this answer was used. Try again later; if it stays so, tell ${this.options.name}’s support.`
    return { ...result, message: `${result.message}${tries}. ${remedy}` }
  }

  private offline<T>(last: SendResult<T> | null): SendResult<T> {
    const { name, timeZone, clock } = this.options
    const sinceMs = this.circuit.offlineSinceMs() ?? clock.nowMs()
    const since = new Date(sinceMs).toLocaleString('en-US', { timeZone, dateStyle: 'medium', timeStyle: 'short' })
    const why = last?.kind === 'failed' ? ` The last request: ${last.message}.` : ''
    const next = durationWords(Math.max(this.circuit.nextProbeMs(), 1_000))
    const message = `${name} is offline since ${since}: it failed several times in a row or asked for a long pause.${why} It can be asked again in ${next}.`
    return { kind: 'failed', cause: 'offline', status: null, message, sent: last?.kind === 'failed' ? last.sent : 'no' }
  }
}

function patienceOf({ patienceMs }: SendRequest<unknown>): number {
  return patienceMs ?? Number.POSITIVE_INFINITY
}
