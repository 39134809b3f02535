import { Refusal } from '../../contract/app-error.ts'
import { ADMINISTRATOR, PERMISSIONS, type Permission } from '../../contract/permissions.ts'
import type { OperatorRow, RoleRow } from '../../contract/rows/operator.ts'
import type { HandlerCaller } from '../engine/access.ts'
import type { Core } from '../engine/core.ts'
import { sealPin } from '../engine/pin-check.ts'
import { nowOf } from '../engine/run-context.ts'
import type { AuditLine } from '../ledger/audit.ts'
import type { OperatorChange, StoredOperator, StoredRole } from '../ledger/operators.ts'
import type { Handlers } from './handlers.ts'

type OperatorCalls =
  | 'operators.me'
  | 'operators.names'
  | 'operators.list'
  | 'operators.add'
  | 'operators.set'
  | 'operators.signIn'
  | 'operators.signOut'
  | 'operators.touch'
  | 'roles.set'
  | 'roles.remove'

/** Who works with this ledger, and what each may do (F2). */
export const operatorHandlers: Handlers<OperatorCalls> = {
  'operators.me': (core, _request, caller) => {
    const operator = ownRow(core, caller)
    return {
      operator: operator === null ? null : rowOf(core, operator),
      permissions: operator === null ? [] : permissionsOf(operator),
      signedIn: caller.session !== undefined && operator !== null,
      osAccount: caller.account,
    }
  },
  'operators.names': core => ({
    items: core.ledger.operators
      .all()
      .filter(one => !one.isArchived && one.pinHash !== null)
      .map(({ id, name }) => ({ id, name })),
  }),
  'operators.list': core => ({
    items: core.ledger.operators.all().map(one => rowOf(core, one)),
    roles: core.ledger.operators.roles().map(roleRow),
  }),
  'operators.add': async (core, request, caller) => {
    const pin = request.pin === undefined ? undefined : await sealPin(request.pin)
    const { name, osAccount, locations } = request
    refuseTaken(core, { name, osAccount, id: null })
    const role = findRole(core, request.role)
    const facts = factsOf({ ...request, role: role.name })
    const id = change(core, caller.operator, { action: 'operator.add', facts }, () =>
      core.ledger.operators.add(
        { name, roleSeq: role.seq, osAccount, pin, locations: idsOf(core, locations) },
        nowOf(core),
      ),
    )
    return rowOf(core, findOperator(core, id))
  },
  'operators.set': async (core, request, caller) => {
    const operator = findOperator(core, request.id)
    const pin = request.pin == null ? request.pin : await sealPin(request.pin)
    const { name, osAccount, archived } = request
    refuseTaken(core, { name, osAccount, id: operator.id })
    const role = request.role === undefined ? undefined : findRole(core, request.role)
    const changes: OperatorChange = {
      name,
      // Whoever is archived leaves the computer account to others.
      osAccount: archived === true ? null : osAccount,
      pin,
      roleSeq: role?.seq,
      locations: idsOf(core, request.locations),
      archivedAt: archived === undefined ? undefined : archived ? nowOf(core) : null,
    }
    const facts = factsOf({ ...request, role: role?.name })
    change(core, caller.operator, { action: 'operator.set', facts }, () => {
      core.ledger.operators.change(operator.seq, changes)
      refuseLocksOut(core, caller.account)
      return operator.id
    })
    // A role is looked up with every call; only a PIN that is no longer right must not go on being good.
    if (pin !== undefined || archived === true) core.access.sessions.endAll(operator.id, caller.session)
    return rowOf(core, findOperator(core, operator.id))
  },
  'roles.set': (core, { id, name, permissions }, caller) => {
    const { operators } = core.ledger
    const known = id === undefined ? null : roleById(core, id)
    if (known?.name === ADMINISTRATOR)
      throw new Refusal(
        'refused',
        'The role of the administrator always has every permission. Make another role.',
        'id',
      )
    if (known === null && name === undefined) throw new Refusal('bad-request', 'A new role needs a name.', 'name')
    const wanted = name ?? known?.name ?? ''
    if (operators.roles().some(one => one.id !== known?.id && one.name.toLowerCase() === wanted.toLowerCase()))
      throw new Refusal('refused', `There is a role named ${wanted} already.`, 'name')
    const facts = { role: wanted, ...(permissions === undefined ? {} : { permissions: permissions.join(', ') }) }
    const roleId = change(core, caller.operator, { action: 'role.set', facts }, () => {
      if (known === null) return operators.addRole(wanted, permissions ?? [])
      operators.changeRole(known.seq, wanted, permissions ?? known.permissions)
      return known.id
    })
    return roleRow(roleById(core, roleId))
  },
  'roles.remove': (core, { id }, caller) => {
    const role = roleById(core, id)
    if (role.name === ADMINISTRATOR) throw new Refusal('refused', 'The role of the administrator stays.', 'id')
    if (role.operators > 0)
      throw new Refusal(
        'refused',
        `${role.operators} ${role.operators === 1 ? 'operator has' : 'operators have'} this role. Give them another first.`,
        'id',
      )
    change(core, caller.operator, { action: 'role.remove', facts: { role: role.name } }, () => {
      core.ledger.operators.removeRole(role.seq)
      return id
    })
    return { removed: true }
  },
  'operators.signIn': async (core, { operator, pin }, caller) => {
    const found = await core.access.pins.verify(operator, pin)
    if (typeof found === 'string') throw new Refusal('signed-out', found, 'pin')
    core.ledger.transact(() =>
      core.ledger.audit.append({
        at: nowOf(core),
        actor: found.name,
        action: 'operator.sign-in',
        subject: found.id,
        facts: { host: caller.host },
      }),
    )
    // One window, one session: who was signed in before is not any more.
    core.access.sessions.end(caller.session)
    return { operator: rowOf(core, found), session: core.access.sessions.begin(found.id) }
  },
  'operators.signOut': (core, _request, caller) => {
    const own = caller.session === undefined ? ownRow(core, caller) : null
    if (own !== null && own.pinHash === null)
      throw new Refusal(
        'refused',
        `${own.name} has no PIN, so this window could not be opened again. Set a PIN for ${own.name} under Permissions first.`,
      )
    return { signedOut: core.access.sessions.end(caller.session) || own !== null }
  },
  'operators.touch': (core, _request, caller) => ({ endsAt: core.access.sessions.touch(caller.session) }),
}

/** The operator who asks, or null where nobody is signed in. */
function ownRow(core: Core, { grant }: HandlerCaller): StoredOperator | null {
  return grant === undefined ? null : core.ledger.operators.byId(grant.operatorId)
}

function permissionsOf(operator: StoredOperator): Permission[] {
  return operator.role === ADMINISTRATOR ? [...PERMISSIONS] : operator.permissions
}

function change(core: Core, actor: string, told: Pick<AuditLine, 'action' | 'facts'>, work: () => string): string {
  const subject = core.ledger.transact(() => {
    const id = work()
    core.ledger.audit.append({ at: nowOf(core), actor, subject: id, ...told })
    return id
  })
  core.changed('status', 'operators')
  return subject
}

/** What was changed of an operator, as the audit trail keeps it. Of a PIN only that it was set or taken away. */
function factsOf(request: {
  name?: string | undefined
  role?: string | undefined
  osAccount?: string | null | undefined
  locations?: string[] | null | undefined
  archived?: boolean | undefined
  pin?: string | null | undefined
}): AuditLine['facts'] {
  const { name, role, osAccount, archived } = request
  const pin = request.pin === undefined ? undefined : request.pin === null ? 'taken away' : 'set'
  const locations = request.locations === null ? 'everywhere' : request.locations?.join(', ')
  const facts = { name, role, osAccount, locations, archived, pin }
  return Object.fromEntries(
    Object.entries(facts).flatMap(([what, value]) => (value === undefined ? [] : [[what, value]])),
  )
}

/**
 * Somebody must always be able to change operators: an administrator with a PIN, or with the account of this computer. Another account never reaches this
 * ledger: its files are readable by their owner alone.
 */
function refuseLocksOut(core: Core, account: string): void {
  const isLeft = core.ledger.operators
    .all()
    .some(one => !one.isArchived && one.role === ADMINISTRATOR && (one.osAccount === account || one.pinHash !== null))
  if (!isLeft)
    throw new Refusal(
      'refused',
      `Nobody could change operators any more: an administrator with a PIN, or with the computer account "${account}", must stay. Nothing was changed.`,
    )
}

function refuseTaken(
  core: Core,
  { name, osAccount, id }: { name: string | undefined; osAccount: string | null | undefined; id: string | null },
): void {
  for (const one of core.ledger.operators.all()) {
    if (one.id === id) continue
    if (name !== undefined && one.name.toLowerCase() === name.toLowerCase())
      throw new Refusal('refused', `There is an operator named ${one.name} already.`, 'name')
    if (osAccount != null && one.osAccount === osAccount)
      throw new Refusal('refused', `The computer account ${osAccount} acts as ${one.name} already.`, 'osAccount')
  }
}

function findOperator(core: Core, id: string): StoredOperator {
  const found = core.ledger.operators.byName(id)
  if (found === null) throw new Refusal('not-found', `There is no operator ${id}.`, 'id')
  return found
}

function findRole(core: Core, name: string): StoredRole {
  const found = core.ledger.operators.roles().find(one => one.name.toLowerCase() === name.toLowerCase())
  if (found !== undefined) return found
  const names = core.ledger.operators.roles().map(one => one.name)
  throw new Refusal('not-found', `There is no role named ${name}. There are ${names.join(', ')}.`, 'role')
}

function roleById(core: Core, id: string): StoredRole {
  const found = core.ledger.operators.roles().find(one => one.id === id)
  if (found === undefined) throw new Refusal('not-found', `There is no role ${id}.`, 'id')
  return found
}

function roleRow(role: StoredRole): RoleRow {
  const { id, name, permissions, operators } = role
  const fixed = name === ADMINISTRATOR
  return { id, name, permissions: fixed ? [...PERMISSIONS] : permissions, operators, fixed }
}

function rowOf(core: Core, operator: StoredOperator): OperatorRow {
  const { id, name, role, osAccount, locations, isArchived } = operator
  return {
    id,
    name,
    role,
    osAccount,
    hasPin: operator.pinHash !== null,
    locations: locations === null ? null : locations.map(one => core.ledger.office.locationName(one) ?? one),
    archived: isArchived,
  }
}

/** Locations by the names that a clerk uses, as ids. */
function idsOf(core: Core, names: string[] | null | undefined): string[] | null | undefined {
  return (
    names?.map(name => {
      const id = core.ledger.office.locationId(name)
      if (id !== null) return id
      throw new Refusal(
        'not-found',
        `There is no location "${name}". Name it by its abbreviation, as in Locations.`,
        'locations',
      )
    }) ?? (names as null | undefined)
  )
}
