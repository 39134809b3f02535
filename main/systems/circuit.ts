import type { Limits } from './exchange.ts'

type CircuitLimits = Pick<Limits, 'circuitFailures' | 'circuitFirstProbeMs' | 'circuitMostProbeMs'>

/**
 * Opens after a number of failures in a row, so that a system that is down is not asked again and again. While it is open one request in a while is let through as a
 * probe; a good answer closes it, a failure doubles the wait. Waits are measured in real time; `sinceMs` is by the ledger's clock, because people read it.
 */
export class Circuit {
  private readonly limits: CircuitLimits
  private readonly clockMs: () => number
  private failuresInRow = 0
  private openSinceMs: number | null = null
  private probeWaitMs = 0
  private probeAtMs = 0
  private isProbing = false

  constructor(limits: CircuitLimits, clockMs: () => number) {
    this.limits = limits
    this.clockMs = clockMs
  }

  /** Whether a request may go out now. Whoever is told so reports exactly one of `succeeded`, `failed`, `abandoned`. */
  admit(): boolean {
    if (this.openSinceMs === null) return true
    if (this.isProbing || this.nextProbeMs() > 0) return false
    this.isProbing = true
    return true
  }

  /** How long from now until a probe may be sent. */
  nextProbeMs(): number {
    return Math.max(0, this.probeAtMs - performance.now())
  }

  /** The system answered, be it with a refusal. */
  succeeded(): void {
    this.failuresInRow = 0
    this.openSinceMs = null
    this.isProbing = false
  }

  failed(): void {
    if (this.isProbing) {
      this.isProbing = false
      this.waitForProbe(Math.min(this.probeWaitMs * 2, this.limits.circuitMostProbeMs))
    } else if (this.openSinceMs === null) {
      this.failuresInRow += 1
      if (this.failuresInRow >= this.limits.circuitFailures) this.open()
    }
  }

  /** The request was cancelled from this side: it says nothing about the system. */
  abandoned(): void {
    this.isProbing = false
  }

  open(): void {
    this.isProbing = false
    this.openSinceMs ??= this.clockMs()
    this.waitForProbe(this.limits.circuitFirstProbeMs)
  }

  offlineSinceMs(): number | null {
    return this.openSinceMs
  }

  private waitForProbe(waitMs: number): void {
    this.probeWaitMs = waitMs
    this.probeAtMs = performance.now() + waitMs
  }
}
