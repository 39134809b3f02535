import { v7 } from 'uuid'
import type { Clock, Ids } from '../domain/ports.ts'

/** The ledger's clock: the computer's, or one that begins at `startNowMs` and runs on in real time from there. */
export function openClock(startNowMs?: number): Clock {
  if (startNowMs === undefined) return { nowMs: Date.now }
  const openedAtMs = performance.now()
  return { nowMs: () => Math.floor(startNowMs + performance.now() - openedAtMs) }
}

/** UUIDv7 strings. */
export const uuidIds: Ids = { next: v7 }
