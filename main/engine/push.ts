import type { SystemId } from '../../contract/tasks.ts'
import type { Core } from './core.ts'
import { KEY_REFUSED, readGate, weighDeliveries } from './gate.ts'
import { type Carried, type CarryJob, carryOut } from './push-carry.ts'
import { type PushState, settleCarried } from './push-settle.ts'
import { nextDelivery, takeNext } from './push-take.ts'
import { nowOf } from './run-context.ts'

const SYSTEM: SystemId = 'iiq'
/** While nothing is known to be due, the outbox is looked at this often all the same: clocks jump. */
const LOOK_MS = 15_000
/** Timers may fire a little early by the ledger's clock. */
const SHORTEST_WAIT_MS = 20

/** What a run's PUSH step came to: each delivery counts once, by what became of it in the end. */
export interface PushCounts {
  delivered: number
  /** Attempted and not settled: tried again by themselves. */
  unfinished: number
  /** Ended as a sync error. */
  failed: number
}

/**
 * Sends what is owed, one delivery at a time (D1 to D6). Each turn is one SQL transaction that settles the last answer and marks the next attempt before
 * it is made, so that a crash at any moment leaves either a settled delivery or one whose outcome is unknown and is asked for.
 */
export class Push {
  private readonly core: () => Core
  private readonly stopping = new AbortController()
  private readonly listeners = new Set<() => void>()
  private turning: Promise<void> | null = null
  private timer: NodeJS.Timeout | undefined
  private inFlight: number | null = null
  /**
   * By delivery whose outcome is not known: from when on, on this process's own clock, an empty look-up says something. The ledger's clock may be set
   * forward, and what was sent may still be on its way (D4).
   */
  private readonly emptyCountsFromMs = new Map<number, number>()
  private readonly openedTick = performance.now()
  /** The end of a pause that was noticed. */
  private pauseOver: string | null = null
  private catchUps = 0
  private runSeq: number | null = null
  /** What became of each delivery in the end, since a run's PUSH step began. */
  private readonly ends = new Map<number, keyof PushCounts>()

  constructor(core: () => Core) {
    this.core = core
  }

  /** Looks at once whether something can be sent. */
  poke(): void {
    clearTimeout(this.timer)
    if (this.stopping.signal.aborted) return
    this.turning ??= this.work()
      .catch(error => {
        // A full disk, a damaged file: nothing is half settled, and it is tried again with the next look.
        const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
        this.core().log.error('The outbox could not go on.', { error: detail })
      })
      .finally(() => {
        this.turning = null
        this.inFlight = null
        this.tell()
        this.wait()
      })
  }

  /** Holds and lets go by what the switches say now, then sends what may go. */
  weigh(): void {
    const gate = readGate(this.core(), this.isCatchingUp())
    this.core().ledger.transact(() => weighDeliveries(this.core(), gate))
    if (this.core().delivers || this.catchUps > 0) this.poke()
  }

  /** The settings changed, or a clerk tries again: what the key was refused for may be tried anew. */
  tryKeyAgain(): void {
    this.forgetRefusedKey()
    this.weigh()
  }

  /** A run's PUSH step: sends what waits for a catch-up too, each once, and gives what became of it. */
  async catchUp(runSeq: number, signal: AbortSignal): Promise<PushCounts> {
    this.forgetRefusedKey()
    this.catchUps += 1
    this.runSeq = runSeq
    this.ends.clear()
    try {
      this.weigh()
      while (this.turning !== null && !signal.aborted) await this.nextChange(signal)
      return this.count()
    } finally {
      this.catchUps -= 1
      this.runSeq = null
      if (!this.stopping.signal.aborted) this.weigh()
    }
  }

  /** Whether a run is in its PUSH step. */
  isCatchingUp(): boolean {
    return this.catchUps > 0
  }

  /** Whether it is being sent or looked up at this moment. */
  isUnderWay(seq: number): boolean {
    return this.inFlight === seq
  }

  /** Resolves when each of these is settled or held, or has failed once. */
  async settled(ids: readonly string[]): Promise<void> {
    const { outbox } = this.core().ledger
    const isUnderWay = (id: string) => {
      const one = outbox.byId(id)
      return one !== null && (one.seq === this.inFlight || (one.state === 'waiting' && one.attempts === 0))
    }
    while (this.turning !== null && ids.some(isUnderWay)) await this.nextChange(this.stopping.signal)
  }

  /** Waits for what is going out now, but not for longer than this, ms. */
  async linger(mostMs: number): Promise<void> {
    if (this.turning === null) return
    const enough = new AbortController()
    const timer = setTimeout(() => enough.abort(), mostMs)
    while (this.turning !== null && !enough.signal.aborted) await this.nextChange(enough.signal)
    clearTimeout(timer)
  }

  /** Lets the attempt under way end, and begins no other. */
  async stop(): Promise<void> {
    this.stopping.abort()
    clearTimeout(this.timer)
    await this.turning
  }

  private async work(): Promise<void> {
    let carried: Carried | null = null
    for (;;) {
      const job: CarryJob | null = this.turn(carried)
      this.inFlight = job?.delivery.seq ?? null
      if (carried !== null) {
        this.core().changed('fees', 'status', 'errors')
        this.tell()
      }
      if (job === null) return
      carried = await carryOut(this.core(), job, this.stopping.signal)
    }
  }

  /** One SQL transaction: what came back is settled, and the next one is marked and handed out. */
  private turn(carried: Carried | null): CarryJob | null {
    const core = this.core()
    const mayGo = () => !this.stopping.signal.aborted && this.readyInMs() === 0
    if (carried === null && (!mayGo() || nextDelivery(core) === null)) return null
    return core.ledger.transact(() => {
      const { runSeq, emptyCountsFromMs, openedTick } = this
      const state: PushState = { runSeq, emptyCountsFromMs, openedTick, sendsAgain: null }
      if (carried !== null) {
        const end = settleCarried(core, carried, state)
        if (this.isCatchingUp()) this.ends.set(carried.job.delivery.seq, end)
      }
      return mayGo() ? takeNext(core, state.sendsAgain) : null
    })
  }

  private count(): PushCounts {
    const counts: PushCounts = { delivered: 0, unfinished: 0, failed: 0 }
    for (const end of this.ends.values()) counts[end] += 1
    if (this.readyInMs() === 0) return counts
    // The line is closed: what was not even attempted is unfinished too.
    const open = this.core().ledger.outbox.countUnsettled(SYSTEM)
    const left = open.filter(one => one.state === 'waiting' || one.state === 'unknown')
    return { ...counts, unfinished: left.reduce((sum, one) => sum + one.count, 0) }
  }

  private wait(): void {
    if (this.stopping.signal.aborted) return
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.look(), this.waitMs())
    this.timer.unref()
  }

  /** What a pause held goes on when its time is over, without anybody's doing. */
  private look(): void {
    const until = this.core().ledger.settings.meta('paused-until') ?? ''
    const isOver = until !== '' && until <= nowOf(this.core())
    if (!isOver || until === this.pauseOver) {
      this.poke()
      return
    }
    this.pauseOver = until
    this.weigh()
  }

  private waitMs(): number {
    const { ledger, clock } = this.core()
    const next = ledger.outbox.nextAt(SYSTEM)
    const dueMs = next === null ? LOOK_MS : Math.max(SHORTEST_WAIT_MS, Date.parse(next) - clock.nowMs())
    return Math.min(LOOK_MS, Math.max(dueMs, this.readyInMs()))
  }

  /** How long until the line lets a request through, ms; 0 when nothing was asked yet. */
  private readyInMs(): number {
    return this.core().openedIiq()?.readyInMs() ?? 0
  }

  private forgetRefusedKey(): void {
    const { ledger } = this.core()
    if (ledger.settings.meta(KEY_REFUSED) === '1') ledger.transact(() => ledger.settings.setMeta(KEY_REFUSED, ''))
  }

  private tell(): void {
    const heard = [...this.listeners]
    this.listeners.clear()
    for (const listener of heard) listener()
  }

  /** The next time that something was settled, or the signal aborts. */
  private nextChange(signal: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      const go = () => {
        signal.removeEventListener('abort', go)
        this.listeners.delete(go)
        resolve()
      }
      signal.addEventListener('abort', go, { once: true })
      this.listeners.add(go)
    })
  }
}
