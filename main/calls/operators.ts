import { Refusal } from '../../contract/app-error.ts'
import { ADMINISTRATOR, PERMISSIONS, type Permission } from '../../contract/permissions.ts'
import type { OperatorRow, RoleRow } from '../../contract/rows/operator.ts'
import { sealPin } from '../engine/access.ts'
import type { Core } from '../engine/core.ts'
import { nowOf } from '../engine/run-context.ts'
import type { OperatorChange, StoredOperator, StoredRole } from '../ledger/operators.ts'
import type { Handlers } from './handlers.ts'

type OperatorCalls =
  | 'operators.me'
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
  'operators.me': async (core, _request, caller) => {
    const found = await core.access.find({ ...caller, operator: caller.account })
    const operator = typeof found === 'string' ? null : found
    return {
      operator: operator === null ? null : rowOf(core, operator),
      permissions: operator === null ? [] : permissionsOf(operator),
      signedIn: caller.session !== undefined && operator !== null,
      osAccount: caller.account,
    }
  },
  'operators.list': core => ({
    items: core.ledger.operators.all().map(one => rowOf(core, one)),
    roles: core.ledger.operators.roles().map(roleRow),
  }),
  'operators.add': async (core, request, caller) => {
    const pin = request.pin === undefined ? undefined : await sealPin(request.pin)
    const { name, osAccount, locations } = request
    refuseTaken(core, { name, osAccount, id: null })
    const role = findRole(core, request.role)
    const id = change(core, caller.operator, 'operator.add', () =>
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
    const changes: OperatorChange = {
      name,
      osAccount,
      pin,
      roleSeq: request.role === undefined ? undefined : findRole(core, request.role).seq,
      locations: idsOf(core, request.locations),
      archivedAt: archived === undefined ? undefined : archived ? nowOf(core) : null,
    }
    change(core, caller.operator, 'operator.set', () => {
      core.ledger.operators.change(operator.seq, changes)
      refuseLocksOut(core)
      return operator.id
    })
    core.access.endAll(operator.id)
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
    const roleId = change(core, caller.operator, 'role.set', () => {
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
    change(core, caller.operator, 'role.remove', () => {
      core.ledger.operators.removeRole(role.seq)
      return id
    })
    return { removed: true }
  },
  'operators.signIn': async (core, { operator, pin }) => {
    const found = await core.access.verify(operator, pin)
    if (typeof found === 'string') throw new Refusal('signed-out', found, 'pin')
    core.ledger.transact(() =>
      core.ledger.audit.append({
        at: nowOf(core),
        actor: found.name,
        action: 'operator.sign-in',
        subject: found.id,
        facts: {},
      }),
    )
    return { operator: rowOf(core, found), session: core.access.begin(found) }
  },
  'operators.signOut': (core, _request, caller) => ({ signedOut: core.access.end(caller.session) }),
  'operators.touch': (core, _request, caller) => ({ endsAt: core.access.touch(caller.session) }),
}

function permissionsOf(operator: StoredOperator): Permission[] {
  return operator.role === ADMINISTRATOR ? [...PERMISSIONS] : operator.permissions
}

function change(core: Core, actor: string, action: string, work: () => string): string {
  const subject = core.ledger.transact(() => {
    const id = work()
    core.ledger.audit.append({ at: nowOf(core), actor, action, subject: id, facts: {} })
    return id
  })
  core.changed('status', 'operators')
  return subject
}

/** Somebody must always be able to change operators: an administrator with an account or a PIN. */
function refuseLocksOut(core: Core): void {
  const isLeft = core.ledger.operators
    .all()
    .some(one => !one.isArchived && one.role === ADMINISTRATOR && (one.osAccount !== null || one.pinHash !== null))
  if (!isLeft)
    throw new Refusal(
      'refused',
      'Nobody could change operators any more: an administrator with a computer account or a PIN must stay. Nothing was changed.',
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
