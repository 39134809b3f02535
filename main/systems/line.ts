/** Waits in real time. Gives false at once when the signal aborts first. */
export function wait(ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false)
  if (ms <= 0) return Promise.resolve(true)
  return new Promise(resolve => {
    const stop = () => {
      clearTimeout(timer)
      resolve(false)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve(true)
    }, ms)
    signal.addEventListener('abort', stop, { once: true })
  })
}

/** The line in front of one system: at most so many requests are in flight, the others wait in the order in which they came. */
export class Line {
  private free: number
  private readonly waiting: { go: () => void; isFirst: boolean }[] = []

  constructor(inFlightMost: number) {
    this.free = inFlightMost
  }

  /**
   * Gives the function that leaves the line again, or null when the signal aborted while waiting. `isFirst` goes before all who are not, and behind
   * those who are: a delivery before the pages of a pull (D5).
   */
  async enter(signal: AbortSignal, isFirst = false): Promise<(() => void) | null> {
    if (signal.aborted) return null
    if (this.free > 0) this.free -= 1
    else if (!(await this.turn(signal, isFirst))) return null
    let hasLeft = false
    return () => {
      if (hasLeft) return
      hasLeft = true
      const next = this.waiting.shift()
      if (next === undefined) this.free += 1
      else next.go()
    }
  }

  private turn(signal: AbortSignal, isFirst: boolean): Promise<boolean> {
    return new Promise(resolve => {
      const stop = () => {
        this.waiting.splice(this.waiting.indexOf(one), 1)
        resolve(false)
      }
      const go = () => {
        signal.removeEventListener('abort', stop)
        resolve(true)
      }
      const one = { go, isFirst }
      const behind = isFirst ? this.waiting.findIndex(other => !other.isFirst) : -1
      this.waiting.splice(behind === -1 ? this.waiting.length : behind, 0, one)
      signal.addEventListener('abort', stop, { once: true })
    })
  }
}
