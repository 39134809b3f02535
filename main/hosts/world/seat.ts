import type { Caller } from '../../engine/engine.ts'

/** No session is ever this word: whoever comes with it is asked for a PIN. */
const LOCKED = 'locked'

/**
 * One window's place: who asks when the window asks. At first that is the computer's account. Once somebody has signed in with a PIN, or locked the window,
 * nothing but a PIN leads on: what a cashier leaves behind never turns into the account's own operator. The page itself never learns the session.
 */
export class Seat {
  readonly #account: Pick<Caller, 'host' | 'operator'>
  /** By ledger: the operators of one are strangers to the other. */
  readonly #sessions = new Map<string, string>()

  constructor({ host, operator }: Caller) {
    this.#account = { host, operator }
  }

  /** Who asks at this ledger. */
  callerAt(ledgerKey: string): Caller {
    const session = this.#sessions.get(ledgerKey)
    return session === undefined ? { ...this.#account } : { ...this.#account, session }
  }

  signIn(ledgerKey: string, session: string): void {
    this.#sessions.set(ledgerKey, session)
  }

  lock(ledgerKey: string): void {
    this.#sessions.set(ledgerKey, LOCKED)
  }
}
