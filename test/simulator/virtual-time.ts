/** Gives way until every promise that can go on has gone on; taken before anybody's timers are. */
const realTurn = setImmediate

/** Something that is due at a moment of the simulation. */
interface Due {
  atMs: number
  /** Things due at one moment happen in the order in which they were asked for. */
  order: number
  work: () => void
  /** Belongs to the process that the simulation may kill, and dies with it. */
  isEngines: boolean
}

/**
 * Time that moves only when nothing is left to do, and then to the next thing that is due. Everything that waits in the simulated process waits here: its
 * timers are taken over, so that the same seed meets the same moments in the same order.
 */
export class VirtualTime {
  /** Monotonic, ms since the simulation began. */
  nowMs = 0
  /** Where the office's wall clock stands when the simulation begins, UTC ms, and how far it was set since. */
  private wallMs: number
  private readonly due: Due[] = []
  private orders = 0
  /** While true, what the engine asks for is forgotten: the process that asked is dead. */
  isEngineDead = false
  /** Whether the simulated process lives to see the end of a wait; it may be killed then. */
  livesOn: () => boolean = () => true

  constructor(startWallMs: number) {
    this.wallMs = startWallMs
  }

  /** The office's wall clock, UTC ms. It may jump; `nowMs` never does. */
  officeClockMs(): number {
    return this.wallMs + Math.floor(this.nowMs)
  }

  /** Sets the office's clock forward or back. */
  setClock(byMs: number): void {
    this.wallMs += byMs
  }

  /** Calls the world's work after a while; what it returns takes it back. */
  after(ms: number, work: () => void): () => void {
    return this.add(ms, work, false)
  }

  /** A pause of somebody in the world. */
  sleep(ms: number): Promise<void> {
    return new Promise(resolve => void this.after(ms, resolve))
  }

  /** A timer of the simulated process. */
  engineTimer(ms: number, work: () => void): () => void {
    const goOn = () => void (this.livesOn() && work())
    return this.isEngineDead ? () => undefined : this.add(ms, goOn, true)
  }

  /** Takes away what the dead process was waiting for. */
  dropEngineTimers(): void {
    for (let at = this.due.length - 1; at >= 0; at -= 1) if (this.due[at]?.isEngines === true) this.due.splice(at, 1)
  }

  /** Lets time pass until something is so, or until a moment. Gives whether it became so. */
  async passUntil(isSo: () => boolean, untilMs: number): Promise<boolean> {
    for (;;) {
      await this.settle()
      if (isSo()) return true
      const next = this.due[0]
      if (next === undefined || next.atMs > untilMs) {
        this.nowMs = Math.max(this.nowMs, untilMs)
        return false
      }
      this.due.shift()
      this.nowMs = Math.max(this.nowMs, next.atMs)
      next.work()
    }
  }

  /** Lets go on whatever can without time passing. */
  settle(): Promise<void> {
    return new Promise(resolve => void realTurn(resolve))
  }

  private add(ms: number, work: () => void, isEngines: boolean): () => void {
    this.orders += 1
    const one: Due = { atMs: this.nowMs + Math.max(0, ms), order: this.orders, work, isEngines }
    // The list is short and mostly asked at its end.
    let at = this.due.length
    while (at > 0 && (this.due[at - 1]?.atMs ?? 0) > one.atMs) at -= 1
    this.due.splice(at, 0, one)
    return () => {
      const found = this.due.indexOf(one)
      if (found !== -1) this.due.splice(found, 1)
    }
  }
}

/** A timer as Node hands one out, as far as anybody here asks one. */
class TakenTimer {
  private readonly start: () => () => void
  private cancel: () => void

  constructor(start: () => () => void) {
    this.start = start
    this.cancel = start()
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }

  hasRef(): boolean {
    return true
  }

  refresh(): this {
    this.cancel()
    this.cancel = this.start()
    return this
  }

  close(): this {
    this.cancel()
    return this
  }
}

/**
 * Puts the simulated process on virtual time: timers, the monotonic clock, and chance. Whatever the engine and the systems use of them today or later is
 * covered without their knowing. Gives back what undoes it.
 */
export function takeOverTime(time: VirtualTime, random: () => number): () => void {
  const before = {
    setTimeout: globalThis.setTimeout,
    clearTimeout: globalThis.clearTimeout,
    setImmediate: globalThis.setImmediate,
    now: performance.now,
    random: Math.random,
  }
  const timer = (work: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) =>
    new TakenTimer(() => time.engineTimer(ms, () => work(...args)))
  const clear = (one: unknown) => void (one instanceof TakenTimer && one.close())
  Object.assign(globalThis, {
    setTimeout: timer,
    clearTimeout: clear,
    setImmediate: (work: (...args: unknown[]) => void, ...args: unknown[]) => timer(work, 0, ...args),
  })
  performance.now = () => time.nowMs
  Math.random = random
  return () => {
    const { now, random: chance, ...timers } = before
    Object.assign(globalThis, timers)
    performance.now = now
    Math.random = chance
  }
}
