import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import type { StoredOperator } from '../ledger/operators.ts'
import type { Core } from './core.ts'
import { nowOf } from './run-context.ts'

const SCRYPT: ScryptOptions = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }
const HASH_BYTES = 32
/** From this many failures in a row on, each further try must wait, twice as long each time. */
const FREE_FAILURES = 3
const FIRST_WAIT_MS = 5_000
const MOST_WAIT_MS = 15 * 60_000
/** Names that nobody has are slowed down too, as many as this; the oldest is forgotten first. */
const UNKNOWN_NAMES = 500

const WRONG = 'This operator and PIN do not fit. Check both, and mind that a PIN has digits only.'

interface Tries {
  failures: number
  lockedUntil: string | null
}

/**
 * Checks PINs. Failures are kept in the ledger and slow the next try down, also after a restart. A name that nobody has costs the same time, is slowed down
 * the same and says the same.
 */
export class PinCheck {
  private readonly core: () => Core
  private readonly unknown = new Map<string, Tries>()
  /** One try at a time: many at once would all be judged before the first of them was counted. */
  private last: Promise<unknown> = Promise.resolve()

  constructor(core: () => Core) {
    this.core = core
  }

  /** The operator, or the sentence that refuses. */
  verify(name: string, pin: string): Promise<StoredOperator | string> {
    const verified = this.last.then(() => this.verifyNow(name, pin))
    // Whoever asked hears of a failure; the next in the queue does not mind it.
    this.last = verified.catch(() => undefined)
    return verified
  }

  private async verifyNow(name: string, pin: string): Promise<StoredOperator | string> {
    const core = this.core()
    const operator = core.ledger.operators.byName(name)
    const key = name.toLowerCase()
    const tries = operator ?? this.unknown.get(key) ?? { failures: 0, lockedUntil: null }
    const nowMs = core.clock.nowMs()
    const waitMs = tries.lockedUntil === null ? 0 : Date.parse(tries.lockedUntil) - nowMs
    const mostMs = waitAfter(tries.failures)
    // Longer than these failures ask for: the clock was set back. The wait begins anew, or it would not end.
    if (waitMs > mostMs) this.count(operator, key, { ...tries, lockedUntil: inMs(nowMs, mostMs) })
    if (waitMs > 0) return `Too many wrong PINs. Try again in ${sayWait(Math.ceil(Math.min(waitMs, mostMs) / 1_000))}.`
    const hash = await hashPin(pin, operator?.pinSalt ?? Buffer.alloc(16))
    const isRight =
      operator !== null && !operator.isArchived && operator.pinHash !== null && timingSafeEqual(hash, operator.pinHash)
    const failures = isRight ? 0 : tries.failures + 1
    const counted = { failures, lockedUntil: inMs(core.clock.nowMs(), waitAfter(failures)) }
    if (!isRight || tries.failures > 0)
      core.ledger.transact(() => {
        this.count(operator, key, counted)
        if (!isRight) auditFailure(core, operator, failures)
      })
    return isRight ? operator : WRONG
  }

  private count(operator: StoredOperator | null, key: string, tries: Tries): void {
    if (operator === null) this.countUnknown(key, tries)
    else this.core().ledger.operators.countTry(operator.seq, tries.failures, tries.lockedUntil)
  }

  private countUnknown(key: string, tries: Tries): void {
    this.unknown.delete(key)
    this.unknown.set(key, tries)
    const oldest = this.unknown.keys().next().value
    if (this.unknown.size > UNKNOWN_NAMES && oldest !== undefined) this.unknown.delete(oldest)
  }
}

/** A failure in the audit trail. What was typed as an unknown name is not kept: it may be a PIN in the wrong field. */
function auditFailure(core: Core, operator: StoredOperator | null, failures: number): void {
  core.ledger.audit.append({
    at: nowOf(core),
    actor: operator?.name ?? 'unknown',
    action: 'operator.wrong-pin',
    subject: operator?.id ?? 'unknown',
    facts: { failures },
  })
}

/** How long the next try waits after so many failures in a row, ms. */
function waitAfter(failures: number): number {
  return failures < FREE_FAILURES ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (failures - FREE_FAILURES), MOST_WAIT_MS)
}

/** The end of a wait, UTC; null where there is none. */
function inMs(nowMs: number, waitMs: number): string | null {
  return waitMs === 0 ? null : new Date(nowMs + waitMs).toISOString()
}

function sayWait(seconds: number): string {
  if (seconds > 90) return `${Math.ceil(seconds / 60)} minutes`
  return `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`
}

/** A new salt and the hash of a PIN. */
export async function sealPin(pin: string): Promise<{ salt: Buffer; hash: Buffer }> {
  const salt = randomBytes(16)
  return { salt, hash: await hashPin(pin, salt) }
}

function hashPin(pin: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, HASH_BYTES, SCRYPT, (error, hash) => (error === null ? resolve(hash) : reject(error)))
  })
}
