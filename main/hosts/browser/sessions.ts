import { createHash, randomBytes } from 'node:crypto'
import type { Seat } from '../world/seat.ts'

/** Who may talk to this host: start links that work once, and the cookies that they were traded for. Secrets are held as hashes only. */
export interface Sessions {
  /** A new start token, 256 bits. */
  mintStart(): string
  /** Trades a start token for a session's secret; null when it was used, has expired, or never was. */
  redeemStart(token: string): string | null
  /** The seat of the live session of this port that the request's `Cookie` header carries; null without one. */
  seatOf(cookieHeader: string | undefined): Seat | null
  /** The `Set-Cookie` line for a session's secret. */
  cookieLine(secret: string): string
}

/**
 * Keeps sessions in memory: they end with the process.
 * The cookie carries the port in its name, because cookies ignore ports and two Feebridges on one machine would sign each other out.
 */
export function createSessions(
  port: number,
  limits: { startLinkMs: number; sessionsMost: number },
  newSeat: () => Seat,
): Sessions {
  const cookieName = `feebridge-${port}`
  const starts = new Map<string, number>()
  const live = new Map<string, Seat>()
  const nowMs = () => performance.now()

  return {
    mintStart() {
      for (const [hash, expiresMs] of starts) if (expiresMs <= nowMs()) starts.delete(hash)
      const token = randomBytes(32).toString('base64url')
      starts.set(hashOf(token), nowMs() + limits.startLinkMs)
      return token
    },
    redeemStart(token) {
      const hash = hashOf(token)
      const expiresMs = starts.get(hash)
      // Deleted before it is judged: a link works once, even when it came too late.
      starts.delete(hash)
      if (expiresMs === undefined || expiresMs <= nowMs()) return null
      const secret = randomBytes(32).toString('base64url')
      live.set(hashOf(secret), newSeat())
      const oldest = live.keys().next().value
      if (live.size > limits.sessionsMost && oldest !== undefined) live.delete(oldest)
      return secret
    },
    seatOf(cookieHeader) {
      for (const value of cookieValues(cookieHeader, cookieName)) {
        const seat = live.get(hashOf(value))
        if (seat !== undefined) return seat
      }
      return null
    },
    cookieLine: secret => `${cookieName}=${secret}; HttpOnly; SameSite=Strict; Path=/`,
  }
}

/** Looking up hashes instead of secrets leaves nothing to measure by timing. */
function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

function cookieValues(header: string | undefined, name: string): string[] {
  return (header ?? '')
    .split(';')
    .map(pair => pair.trim())
    .filter(pair => pair.startsWith(`${name}=`))
    .map(pair => pair.slice(name.length + 1))
}
