import { Refusal } from '../../contract/app-error.ts'
import type { CallName } from '../../contract/calls.ts'
import { LIMITS } from '../../contract/limits.ts'
import { ADMINISTRATOR, PERMISSIONS, type Permission, sayLacking } from '../../contract/permissions.ts'
import type { StoredOperator } from '../ledger/operators.ts'
import type { Core } from './core.ts'
import type { Caller } from './engine.ts'
import { PinCheck } from './pin-check.ts'
import { nowOf } from './run-context.ts'
import { readDistrict } from './settings-store.ts'
import { WindowSessions } from './window-sessions.ts'

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

/** Calls that anybody may make who reached this engine: they tell who one is, who can sign in, and whether the bridge is well. */
const OPEN_CALLS: ReadonlySet<CallName> = new Set<CallName>([
  'operators.me',
  'operators.names',
  'operators.signIn',
  'operators.signOut',
  'status.read',
])

/** What a host asks in nobody's name: whether a ledger is set up, and, in a practice district or an empty ledger, what brings practice up. */
const HOST_CALLS: ReadonlySet<CallName> = new Set<CallName>(['settings.show', 'status.read'])
const PRACTICE_CALLS: ReadonlySet<CallName> = new Set<CallName>(['settings.import', 'runs.start'])

const SIGNED_OUT = `You are signed out: the window was locked, or nobody was at it for ${LIMITS.sessionIdleMs / 60_000} minutes. Sign in with your PIN.`

/** Who asks, and what they may do: enforced here, for every host (F2). */
export class Access {
  readonly pins: PinCheck
  readonly sessions: WindowSessions
  private readonly core: () => Core

  constructor(core: () => Core) {
    this.core = core
    this.pins = new PinCheck(core)
    this.sessions = new WindowSessions(() => core().clock.nowMs())
  }

  /** Who asks; refused when nobody can be told, or the PIN is wrong. Null only for the calls that anybody may make. */
  async identify(name: CallName, caller: Caller): Promise<KnownCaller | null> {
    const plain = plainCaller(caller)
    if (caller.itself === true) return { ...plain, operator: 'Feebridge', grant: this.grantOfHost(name) }
    const found = await this.find(caller)
    if (typeof found !== 'string') return { ...plain, operator: found.name, grant: grantOf(found) }
    // A PIN that was given and is wrong is never passed over.
    if (OPEN_CALLS.has(name) && caller.as === undefined) return null
    throw new Refusal('signed-out', found)
  }

  /** The operator behind a caller, or the sentence that says why there is none. */
  private async find({ operator: account, as, session }: Caller): Promise<StoredOperator | string> {
    const { operators } = this.core().ledger
    if (as !== undefined) return this.pins.verify(as.operator, as.pin)
    if (session !== undefined) {
      const id = this.sessions.operatorOf(session)
      const operator = id === null ? null : operators.byId(id)
      return operator === null || operator.isArchived ? SIGNED_OUT : operator
    }
    this.welcomeFirst(account)
    const own = operators.byAccount(account)
    if (own !== null) return own
    return `The computer account "${account}" is no operator of this ledger. Sign in with your PIN, or ask an administrator to add the account.`
  }

  private grantOfHost(name: CallName): Grant {
    const { ledger } = this.core()
    const isPractice = ledger.settings.meta('practice') === '1' || readDistrict(ledger) === null
    if (!HOST_CALLS.has(name) && !(isPractice && PRACTICE_CALLS.has(name)))
      throw new Refusal('signed-out', 'Nobody is signed in. Sign in with your PIN.')
    return {
      operatorId: '',
      name: 'Feebridge',
      role: 'the program itself',
      permissions: new Set<Permission>(['settings.change', 'runs.start', 'runs.approve']),
      locations: null,
    }
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

/** Refuses what the caller may not do, and names the missing permission. */
export function requirePermission(grant: Grant, permission: Permission): void {
  if (grant.permissions.has(permission)) return
  throw new Refusal('not-permitted', sayLacking(grant, permission))
}

/** For what a request asks beyond what its call needs. */
export function requireAlso({ grant }: HandlerCaller, permission: Permission): void {
  if (grant === undefined) throw new Refusal('signed-out', 'Nobody is signed in. Sign in with your PIN.')
  requirePermission(grant, permission)
}

/** For what concerns the whole district: refused to whoever may act at some locations only. */
export function requireEverywhere({ grant }: HandlerCaller, what: string): void {
  if (grant === undefined) throw new Refusal('signed-out', 'Nobody is signed in. Sign in with your PIN.')
  if (grant.locations === null) return
  throw new Refusal(
    'not-permitted',
    `${grant.name} may act at some locations only, and ${what} concerns the whole district. Ask somebody who may act everywhere.`,
  )
}
