import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { Refusal } from '../../contract/app-error.ts'
import type { CallName } from '../../contract/calls.ts'
import { LIMITS } from '../../contract/limits.ts'
import { ADMINISTRATOR, PERMISSION_WORDS, PERMISSIONS, type Permission } from '../../contract/permissions.ts'
import type { StoredOperator } from '../ledger/operators.ts'
import type { Core } from './core.ts'
import type { Caller } from './engine.ts'
import { nowOf } from './run-context.ts'

/** What the caller may do, once it is known who it is. */
export interface Grant {
  operatorId: string
  name: string
  role: string
  permissions: ReadonlySet<Permission>
  /** Ids of the locations where it holds; null everywhere. */
  locations: ReadonlySet<string> | null
}

/** The caller as handlers get it: `operator` is the operator's name, as entries and the audit trail keep it. No grant where anybody may ask. */
export interface HandlerCaller extends Caller {
  /** The operating-system account. */
  account: string
  grant?: Grant
}
export interface KnownCaller extends HandlerCaller {
  grant: Grant
}

/** What a host said of the caller, and nothing that it may not say. */
export function plainCaller({ host, operator, as, session }: Caller): HandlerCaller {
  return {
    host,
    operator,
    account: operator,
    ...(as === undefined ? {} : { as }),
    ...(session === undefined ? {} : { session }),
  }
}

/** Calls that anybody may make who reached this engine: they tell who one is, and whether the bridge is well. */
const OPEN_CALLS: ReadonlySet<string> = new Set([
  'operators.me',
  'operators.signIn',
  'operators.signOut',
  'status.read',
])

const SCRYPT: ScryptOptions = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }
const HASH_BYTES = 32
/** From this many failures in a row on, each further try must wait, twice as long each time. */
const FREE_FAILURES = 3

interface Session {
  operatorId: string
  endsAtMs: number
}

/** Who asks, and what they may do: enforced here, for every host (F2). */
export class Access {
  private readonly core: () => Core
  private readonly sessions = new Map<string, Session>()

  constructor(core: () => Core) {
    this.core = core
  }

  /** Who asks; refused when nobody can be told, or the PIN is wrong. Null only for the calls that anybody may make. */
  async identify(name: CallName, caller: Caller): Promise<KnownCaller | null> {
    const found = await this.find(caller)
    if (typeof found !== 'string') return { ...plainCaller(caller), operator: found.name, grant: grantOf(found) }
    if (OPEN_CALLS.has(name)) return null
    throw new Refusal('signed-out', found)
  }

  /** The operator behind a caller, or the sentence that says why there is none. */
  async find(caller: Caller): Promise<StoredOperator | string> {
    const { operators } = this.core().ledger
    if (caller.as !== undefined) return this.verify(caller.as.operator, caller.as.pin)
    if (caller.session !== undefined) return this.bySession(caller.session)
    this.welcomeFirst(caller.operator)
    const own = operators.byAccount(caller.operator)
    if (own !== null) return own
    return `The computer account "${caller.operator}" is no operator of this ledger. Sign in with your PIN, or ask an administrator to add the account.`
  }

  /** Checks a PIN; failures slow the next try down. */
  async verify(name: string, pin: string): Promise<StoredOperator | string> {
    const core = this.core()
    const operator = core.ledger.operators.byName(name)
    // An unknown name costs as long as a known one, and says the same.
    const salt = operator?.pinSalt ?? Buffer.alloc(16)
    const nowMs = core.clock.nowMs()
    if (operator?.lockedUntil != null && Date.parse(operator.lockedUntil) > nowMs) {
      const seconds = Math.ceil((Date.parse(operator.lockedUntil) - nowMs) / 1_000)
      return `Too many wrong PINs. Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`
    }
    const hash = await hashPin(pin, salt)
    const isRight =
      operator !== null && !operator.isArchived && operator.pinHash !== null && timingSafeEqual(hash, operator.pinHash)
    if (operator !== null && (operator.failures > 0 || !isRight)) this.countTry(operator, isRight)
    return isRight ? operator : 'This operator and PIN do not fit. Check both, and mind that a PIN has digits only.'
  }

  /** Begins a session of a window. */
  begin(operator: StoredOperator): string {
    const session = randomBytes(32).toString('base64url')
    this.sessions.set(session, { operatorId: operator.id, endsAtMs: this.core().clock.nowMs() + LIMITS.sessionIdleMs })
    return session
  }

  end(session: string | undefined): boolean {
    return session !== undefined && this.sessions.delete(session)
  }

  /** Somebody is at the window. Gives when the session ends without another touch, UTC; null without a session. */
  touch(session: string | undefined): string | null {
    const found = session === undefined ? undefined : this.sessions.get(session)
    if (found === undefined) return null
    found.endsAtMs = this.core().clock.nowMs() + LIMITS.sessionIdleMs
    return new Date(found.endsAtMs).toISOString()
  }

  /** What was signed in as this operator is signed out: its PIN or its rights changed. */
  endAll(operatorId: string): void {
    for (const [session, found] of this.sessions) if (found.operatorId === operatorId) this.sessions.delete(session)
  }

  private bySession(session: string): StoredOperator | string {
    const core = this.core()
    const found = this.sessions.get(session)
    const operator = found === undefined ? null : core.ledger.operators.byName(found.operatorId)
    if (found !== undefined && found.endsAtMs > core.clock.nowMs() && operator !== null && !operator.isArchived)
      return operator
    this.sessions.delete(session)
    return 'You were signed out because nobody was at the window. Sign in again with your PIN.'
  }

  private countTry(operator: StoredOperator, isRight: boolean): void {
    const core = this.core()
    const failures = isRight ? 0 : operator.failures + 1
    const waitMs = failures < FREE_FAILURES ? 0 : Math.min(5_000 * 2 ** (failures - FREE_FAILURES), 15 * 60_000)
    const until = waitMs === 0 ? null : new Date(core.clock.nowMs() + waitMs).toISOString()
    core.ledger.transact(() => {
      core.ledger.operators.countTry(operator.seq, failures, until)
      if (!isRight)
        core.ledger.audit.append({
          at: nowOf(core),
          actor: operator.name,
          action: 'operator.wrong-pin',
          subject: operator.id,
          facts: { failures },
        })
    })
  }

  /** The first person on the workstation is administrator by their operating-system account. */
  private welcomeFirst(account: string): void {
    const core = this.core()
    const { ledger } = core
    if (!ledger.operators.isEmpty()) return
    ledger.transact(() => {
      ledger.operators.addFirstRoles()
      const role = ledger.operators.roles().find(one => one.name === ADMINISTRATOR)
      if (role === undefined) throw new Error('The role of the administrator is missing.')
      const id = ledger.operators.add({ name: account, roleSeq: role.seq, osAccount: account }, nowOf(core))
      ledger.audit.append({
        at: nowOf(core),
        actor: account,
        action: 'operator.first',
        subject: id,
        facts: { account },
      })
    })
  }
}

function grantOf(operator: StoredOperator): Grant {
  return {
    operatorId: operator.id,
    name: operator.name,
    role: operator.role,
    permissions: new Set(operator.role === ADMINISTRATOR ? PERMISSIONS : operator.permissions),
    locations: operator.locations === null ? null : new Set(operator.locations),
  }
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

/** Refuses what the caller may not do, and names the missing permission. */
export function requirePermission(grant: Grant, permission: Permission): void {
  if (grant.permissions.has(permission)) return
  throw new Refusal(
    'not-permitted',
    `${grant.name} (${grant.role}) lacks the permission "${PERMISSION_WORDS[permission]}". Ask an administrator for it, or sign in as someone who has it.`,
  )
}
