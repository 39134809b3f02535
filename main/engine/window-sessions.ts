import { randomBytes } from 'node:crypto'
import { LIMITS } from '../../contract/limits.ts'

interface Session {
  operatorId: string
  endsAtMs: number
}

/** Windows that were signed in to with a PIN. They are kept in memory: whoever stops the engine signs everybody out. */
export class WindowSessions {
  private readonly nowMs: () => number
  private readonly live = new Map<string, Session>()

  constructor(nowMs: () => number) {
    this.nowMs = nowMs
  }

  /** Begins a session of an operator, 256 bits. */
  begin(operatorId: string): string {
    for (const [session, { endsAtMs }] of this.live) if (endsAtMs <= this.nowMs()) this.live.delete(session)
    const session = randomBytes(32).toString('base64url')
    this.live.set(session, { operatorId, endsAtMs: this.nowMs() + LIMITS.sessionIdleMs })
    return session
  }

  /** Whose session it is, while it lasts. Asking does not make it last longer: a window that only polls has nobody at it. */
  operatorOf(session: string): string | null {
    const found = this.live.get(session)
    if (found !== undefined && found.endsAtMs > this.nowMs()) return found.operatorId
    this.live.delete(session)
    return null
  }

  /** Somebody is at the window. Gives when the session ends without another touch, UTC; null without a session. */
  touch(session: string | undefined): string | null {
    const found = session === undefined ? undefined : this.live.get(session)
    if (found === undefined || found.endsAtMs <= this.nowMs()) return null
    found.endsAtMs = this.nowMs() + LIMITS.sessionIdleMs
    return new Date(found.endsAtMs).toISOString()
  }

  end(session: string | undefined): boolean {
    return session !== undefined && this.live.delete(session)
  }

  /** Ends every session of an operator but the one that asks for it. */
  endAll(operatorId: string, kept: string | undefined): void {
    for (const [session, found] of this.live)
      if (found.operatorId === operatorId && session !== kept) this.live.delete(session)
  }
}
