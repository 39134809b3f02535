import { randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import type { Clock, Ids } from '../domain/ports.ts'

/** The ledger's clock: the computer's, or one that begins at `startNowMs` and runs on in real time from there. */
export function openClock(startNowMs?: number): Clock {
  if (startNowMs === undefined) return { nowMs: Date.now }
  const openedAtMs = performance.now()
  return { nowMs: () => Math.floor(startNowMs + performance.now() - openedAtMs) }
}

/** Random bytes are drawn for many ids at once: asking the system for each costs more than the id. */
const pool = { bytes: Buffer.alloc(0), used: 0 }
const ID_BYTES = 16
const POOL_BYTES = 256 * ID_BYTES
let last = { ms: 0, count: 0 }

/** UUIDv7 strings, ascending within this process. */
export const uuidIds: Ids = {
  next() {
    if (pool.used === pool.bytes.length) {
      pool.bytes = randomBytes(POOL_BYTES)
      pool.used = 0
    }
    const random = pool.bytes.subarray(pool.used, pool.used + ID_BYTES)
    pool.used += ID_BYTES
    const ms = Math.max(Date.now(), last.ms)
    last = { ms, count: ms === last.ms ? last.count + 1 : 0 }
    return v7({ msecs: ms, seq: last.count, random })
  },
}
