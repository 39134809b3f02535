import { assertNever } from '../../contract/assert-never.ts'
import { PRACTICE_TROUBLES, type PracticeTrouble } from '../../contract/host-calls.ts'
import { ROUTE_NAMES } from './iiq/faults.ts'
import type { PracticeIiq } from './iiq/iiq.ts'

/** Long enough to be seen, short enough for a sync to end while somebody watches. */
const SLOW_MS = 1_500
/** "Too many requests" passes by itself, as it does in life. */
const REFUSED_REQUESTS = 3
const RETRY_AFTER_S = 2

/** The troubles of a practice Incident IQ as one switch each. What a switch sets is a fault of `iiq/faults.ts`. */
export interface Troubles {
  /** Those that are on now; one that passes by itself leaves the list by itself. */
  now(): PracticeTrouble[]
  set(trouble: PracticeTrouble, on: boolean): Promise<void>
  allWell(): Promise<void>
}

export function openTroubles(iiq: PracticeIiq): Troubles {
  let isDown = false
  const isOn = (trouble: PracticeTrouble): boolean => {
    switch (trouble) {
      case 'down':
        return isDown
      case 'slow':
        return iiq.faults.slow !== null
      case 'key-revoked':
        return iiq.switches.notPermitted.length > 0
      case 'half-feed':
        return iiq.faults.halfFeed !== null
      case 'too-many-requests':
        return iiq.faults.status?.status === 429
      case 'server-errors':
        return (iiq.faults.status?.status ?? 0) >= 500
      default:
        return assertNever(trouble)
    }
  }
  const set = async (trouble: PracticeTrouble, on: boolean): Promise<void> => {
    switch (trouble) {
      case 'down':
        isDown = on
        return on ? iiq.goDown() : iiq.comeUp()
      case 'slow':
        iiq.faults.slow = on ? { ms: SLOW_MS } : null
        return
      case 'key-revoked':
        // A revoked key is refused on every route, which is how this server says it.
        iiq.switches.notPermitted = on ? [...ROUTE_NAMES] : []
        return
      case 'half-feed':
        iiq.faults.halfFeed = on ? {} : null
        return
      // Both are a status instead of an answer: the one that was switched on last is the one that is on.
      case 'too-many-requests':
        if (on || isOn('too-many-requests'))
          iiq.faults.status = on ? { status: 429, retryAfter: RETRY_AFTER_S, times: REFUSED_REQUESTS } : null
        return
      case 'server-errors':
        if (on || isOn('server-errors')) iiq.faults.status = on ? { status: 503 } : null
        return
      default:
        return assertNever(trouble)
    }
  }
  return {
    now: () => PRACTICE_TROUBLES.filter(isOn),
    set,
    async allWell() {
      iiq.clearFaults()
      iiq.switches.notPermitted = []
      if (isDown) await set('down', false)
    },
  }
}
