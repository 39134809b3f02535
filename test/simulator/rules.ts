import { LIMITS } from '../../contract/limits.ts'
import type { RunRow } from '../../contract/rows/run.ts'
import type { Db } from '../../main/ledger/open.ts'
import type { PracticeIiq } from '../../main/practice/iiq/iiq.ts'
import type { ServerAnswer } from './practice-door.ts'
import type { Story } from './story.ts'
import type { VirtualTime } from './virtual-time.ts'
import type { Exchanged, WireListener } from './wire.ts'

/** A delivery as it lies in the ledger. */
export interface SeenDelivery {
  seq: number
  id: string
  reference: string
  kind: string
  feeSeq: number
  entryId: string
  amountCents: number
  state: string
  attempts: number
  reason: string | null
  externalId: string | null
  settledAt: string | null
  action: 'create' | 'remove' | null
  body: string | null
}

export const DELIVERIES = `SELECT d.seq, d.id, d.reference, d.kind, d.fee_seq AS feeSeq, e.id AS entryId, d.amount_cents AS amountCents, d.state, d.attempts, d.reason,
  d.external_id AS externalId, d.settled_at AS settledAt, d.action, d.body FROM deliveries d LEFT JOIN entries e ON e.seq = d.entry_seq`

/** What went out under one mark. */
interface Marked {
  /** When the last attempt ended whose outcome this end cannot know; null when there is none. */
  doubtSinceMs: number | null
  /** When complete, empty look-ups since then began. */
  emptyMs: number[]
  /** When the last request under it ended. */
  lastMs: number
}

/** What is marked as being sent waits in the line no longer than that. */
const LONG_IN_LINE_MS = 5 * 60_000
/** Late answers of the system's own clock. */
const TOLERANCE_MS = 50

/** The rules that hold at every moment, whatever breaks. The first that is broken ends the seed. */
export class Rules implements WireListener {
  readonly broken: string[] = []
  /** Deliveries that the clerk decided about by hand. */
  readonly decidedByClerk = new Set<string>()
  private readonly time: VirtualTime
  private readonly story: Story
  private readonly iiq: PracticeIiq
  private readonly read: () => Db | null
  private readonly marked = new Map<string, Marked>()
  private readonly underWay = new Map<Exchanged, number>()
  private seen = new Map<string, SeenDelivery>()
  /** Deliveries that were held, refused or given up once: others of their fee may have gone before them. */
  private readonly setAside = new Set<string>()
  private effectsSeen = 0
  private readonly whyHeld: (id: string) => string | null
  /** When a switch was last turned. */
  private switchedMs = 0
  private isClockTrue = true

  constructor(parts: {
    time: VirtualTime
    story: Story
    iiq: PracticeIiq
    read: () => Db | null
    /** Why the switches hold a delivery now, or null. */
    whyHeld: (id: string) => string | null
  }) {
    this.whyHeld = parts.whyHeld
    this.time = parts.time
    this.story = parts.story
    this.iiq = parts.iiq
    this.read = parts.read
  }

  breach(rule: string, what: string): void {
    this.broken.push(`${rule}: ${what}`)
    this.story.tell('rules', `BROKEN ${rule}: ${what}`)
  }

  sent(exchange: Exchanged): void {
    if (exchange.kind !== 'read') this.sweep()
    this.underWay.set(exchange, this.time.nowMs)
    if (this.underWay.size > 1) this.breach('one at a time', 'two requests are under way at Incident IQ at once')
    if (exchange.kind === 'create' && exchange.reference !== null) this.checkCreate(exchange.reference)
  }

  served(exchange: Exchanged, answer: ServerAnswer): void {
    for (; this.effectsSeen < this.iiq.effects.length; this.effectsSeen += 1) {
      const effect = this.iiq.effects[this.effectsSeen]
      if (effect === undefined) continue
      this.story.tell(
        'wire',
        `${this.story.nameOf('D', effect.reference ?? '')} took effect: ${effect.method} ${effect.kind} ${effect.amountText} on ${this.story.nameOf('F', effect.feeId ?? '')}`,
      )
      // What somebody deleted there can be looked up no more; only rows that are there together are two.
      const same = this.iiq.effects.filter(
        one =>
          one.reference === effect.reference &&
          one.method === effect.method &&
          (one.method === 'DELETE' || this.iiq.item({ id: one.id })?.isDeleted === false),
      )
      if (same.length > 1)
        this.breach('D4', `${effect.method} of ${this.nameOf(effect.reference)} took effect ${same.length} times`)
      const delivery = effect.method === 'POST' ? this.find(effect.reference ?? '') : undefined
      if (delivery !== undefined && delivery.state === 'cancelled')
        this.breach('D6', `${this.nameOf(effect.reference)} was cancelled and took effect all the same`)
    }
    if (answer.status >= 400 && exchange.kind !== 'read')
      this.story.tell(
        'wire',
        `Incident IQ answers ${answer.status} to ${exchange.kind} ${this.nameOf(exchange.reference)}`,
      )
  }

  ended(exchange: Exchanged, outcome: ServerAnswer | 'never-sent' | 'lost'): void {
    const beganMs = this.underWay.get(exchange) ?? this.time.nowMs
    this.underWay.delete(exchange)
    if (exchange.reference === null) return
    const mark = this.markOf(exchange.reference)
    mark.lastMs = this.time.nowMs
    if (exchange.kind === 'create' && isDoubtful(outcome))
      Object.assign(mark, { doubtSinceMs: this.time.nowMs, emptyMs: [] })
    if (exchange.kind === 'look-up' && isEmpty(outcome)) mark.emptyMs.push(beganMs)
  }

  /** The engine died: what was under way is known to nobody. */
  engineDied(): void {
    for (const { kind, reference } of this.underWay.keys())
      if (kind === 'create' && reference !== null)
        Object.assign(this.markOf(reference), { doubtSinceMs: this.time.nowMs, emptyMs: [], lastMs: this.time.nowMs })
    this.underWay.clear()
  }

  /** A switch is turned: what is in the line already may still go. */
  switched(): void {
    this.switchedMs = this.time.nowMs
  }

  /** From here on a pause may be over by the time that passed, and not by the clock. */
  clockWasSet(): void {
    this.isClockTrue = false
    this.switched()
  }

  /** The clerk ends or tries a delivery again by hand. */
  clerkDecides(id: string): void {
    this.decidedByClerk.add(id)
  }

  /** The clerk has looked and gives the word that it is not there: it may be sent again. */
  clerkKnows(reference: string): void {
    Object.assign(this.markOf(reference), { doubtSinceMs: null, emptyMs: [] })
  }

  /** When a request under a mark was last under way. */
  lastTouchedMs(reference: string): number {
    for (const exchange of this.underWay.keys()) if (exchange.reference === reference) return this.time.nowMs
    return this.markOf(reference).lastMs
  }

  /** Compares the deliveries with what they were: none goes away, and what is settled stays as it is (D2). */
  sweep(): void {
    const db = this.read()
    if (db === null) return
    const now = new Map(
      db
        .prepare<[], SeenDelivery>(DELIVERIES)
        .all()
        .map(one => [one.id, one]),
    )
    for (const [id, before] of this.seen) {
      const after = now.get(id)
      if (after === undefined) this.breach('D1', `delivery ${this.nameOf(before.reference)} is gone`)
      else if (before.settledAt !== null && !this.mayChange(before, after) && !isSame(before, after))
        this.breach('D2', `${this.nameOf(before.reference)} was ${before.state} and is ${after.state}`)
    }
    for (const [id, { state }] of now) if (['held', 'refused', 'failed'].includes(state)) this.setAside.add(id)
    this.seen = now
  }

  wasSetAside(id: string): boolean {
    return this.setAside.has(id)
  }

  runClosed(run: RunRow): void {
    this.story.tell(
      'bridge',
      `run ${run.mode} ended ${run.outcome}: ${run.message ?? ''} ${JSON.stringify(
        Object.fromEntries(Object.entries(run.counts).filter(([, count]) => count !== 0)),
      )}`,
    )
    const db = this.read()
    if (run.outcome !== 'succeeded' || db === null) return
    const failed = db
      .prepare<[string, string], number>(
        `SELECT (SELECT count(*) FROM sync_errors WHERE state = 'open' AND run_seq = (SELECT seq FROM runs WHERE id = ?))
          + (SELECT count(*) FROM imports i JOIN runs r ON r.seq = i.run_seq WHERE r.id = ? AND i.status = 'Error')`,
      )
      .pluck()
      .get(run.runId, run.runId)
    if (run.counts.errors > 0 || (failed ?? 0) > 0)
      this.breach('outcome', `a run with ${failed} failed items is called succeeded`)
  }

  /** A refused one may be tried again or ended by hand, and may be found there after all. */
  private mayChange(delivery: SeenDelivery, after: SeenDelivery): boolean {
    return delivery.state === 'refused' && (this.decidedByClerk.has(delivery.id) || after.state === 'delivered')
  }

  private checkCreate(reference: string): void {
    const delivery = this.find(reference)
    if (delivery === undefined) {
      this.breach('D1', `${this.nameOf(reference)} is sent before its row is committed`)
      return
    }
    const held = this.time.nowMs - this.switchedMs < LONG_IN_LINE_MS ? null : this.whyHeld(delivery.id)
    const isPause = held?.includes('paused') === true && !this.isClockTrue
    if (held !== null && !isPause) this.breach('D1', `${this.nameOf(reference)} is sent although ${held}`)
    if (delivery.state !== 'unknown' || delivery.attempts < 1)
      this.breach('D1', `${this.nameOf(reference)} is sent while it is ${delivery.state}, attempt ${delivery.attempts}`)
    // One that was held when this one's turn came, and was let go while this one waits in the line, is no longer before it.
    const first = this.read()
      ?.prepare<[number, number], SeenDelivery>(
        `${DELIVERIES} WHERE d.fee_seq = ? AND d.seq < ? AND d.settled_at IS NULL AND d.state <> 'held'`,
      )
      .all(delivery.feeSeq, delivery.seq)
      .find(one => !this.wasSetAside(one.id))
    if (first !== undefined)
      this.breach('D5', `${this.nameOf(reference)} is sent before ${this.nameOf(first.reference)} of the same fee`)
    const { doubtSinceMs, emptyMs } = this.markOf(reference)
    if (doubtSinceMs === null) return
    const limitMs = LIMITS.wholeCallMs - TOLERANCE_MS
    const [one] = emptyMs.filter(at => at >= doubtSinceMs + limitMs)
    const other = emptyMs.find(at => one !== undefined && at >= one + limitMs)
    if (other === undefined)
      this.breach('D4', `${this.nameOf(reference)} is sent again before it was looked up twice, a time limit apart`)
  }

  private find(reference: string): SeenDelivery | undefined {
    return this.read()?.prepare<[string], SeenDelivery>(`${DELIVERIES} WHERE d.reference = ?`).get(reference)
  }

  private markOf(reference: string): Marked {
    const known = this.marked.get(reference)
    if (known !== undefined) return known
    const made: Marked = { doubtSinceMs: null, emptyMs: [], lastMs: Number.NEGATIVE_INFINITY }
    this.marked.set(reference, made)
    return made
  }

  private nameOf(reference: string | null): string {
    return reference === null ? '' : this.story.nameOf('D', reference)
  }
}

function isSame(before: SeenDelivery, after: SeenDelivery): boolean {
  return Object.entries(before).every(([name, value]) => after[name as keyof SeenDelivery] === value)
}

/** Whether it may have been carried out, as far as this end can know. */
function isDoubtful(outcome: ServerAnswer | 'never-sent' | 'lost'): boolean {
  if (typeof outcome === 'string') return outcome === 'lost'
  if (outcome.status >= 400) return outcome.status >= 500
  const body = parse(outcome.body)
  const stated = Number(body?.StatusCode ?? outcome.status)
  return stated >= 500 || (stated < 400 && typeof body?.Uid !== 'string')
}

/** Whether a look-up was answered completely, and with nothing. */
function isEmpty(outcome: ServerAnswer | 'never-sent' | 'lost'): boolean {
  if (typeof outcome === 'string' || outcome.status !== 200) return false
  const body = parse(outcome.body) as { Paging?: { TotalRows?: number }; StatusCode?: number } | null
  return body?.StatusCode === 200 && body.Paging?.TotalRows === 0
}

function parse(body: Buffer): Record<string, unknown> | null {
  try {
    return JSON.parse(body.toString('utf8')) as Record<string, unknown>
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
