import { FIRST_ROLES, type Permission } from '../../contract/permissions.ts'
import type { Ids } from '../domain/ports.ts'
import type { Db } from './open.ts'

/** An operator as signing in and permissions need one. */
export interface StoredOperator {
  seq: number
  id: string
  name: string
  role: string
  permissions: Permission[]
  osAccount: string | null
  pinSalt: Buffer | null
  pinHash: Buffer | null
  /** Ids of locations, or null for everywhere. */
  locations: string[] | null
  failures: number
  lockedUntil: string | null
  isArchived: boolean
}

export interface StoredRole {
  seq: number
  id: string
  name: string
  permissions: Permission[]
  operators: number
}

interface OperatorRecord extends Omit<StoredOperator, 'permissions' | 'locations' | 'isArchived'> {
  permissions: string
  locations: string | null
  archivedAt: string | null
}

const OPERATOR = `SELECT o.seq, o.id, o.name, r.name AS role, r.permissions, o.os_account AS osAccount, o.pin_salt AS pinSalt, o.pin_hash AS pinHash, o.locations,
  o.failures, o.locked_until AS lockedUntil, o.archived_at AS archivedAt FROM operators o JOIN roles r ON r.seq = o.role_seq`

/** Columns of an operator to be written; absent ones stay. */
export interface OperatorChange {
  name?: string | undefined
  roleSeq?: number | undefined
  osAccount?: string | null | undefined
  pin?: { salt: Buffer; hash: Buffer } | null | undefined
  locations?: string[] | null | undefined
  archivedAt?: string | null | undefined
}

/** Who works with the ledger, and what each may do (F2). */
export function openOperators(db: Db, ids: Ids) {
  return { ...openPeople(db, ids), ...openRoles(db, ids) }
}

function openPeople(db: Db, ids: Ids) {
  const all = db.prepare<[], OperatorRecord>(`${OPERATOR} ORDER BY o.archived_at IS NOT NULL, o.name COLLATE NOCASE`)
  const byAccount = db.prepare<[string], OperatorRecord>(`${OPERATOR} WHERE o.os_account = ? AND o.archived_at IS NULL`)
  const byId = db.prepare<[string], OperatorRecord>(`${OPERATOR} WHERE o.id = ?`)
  const byName = db.prepare<[string], OperatorRecord>(`${OPERATOR} WHERE o.name = ?`)
  const count = db.prepare<[], number>('SELECT count(*) FROM operators').pluck()
  const insert = db.prepare(
    'INSERT INTO operators (id, name, role_seq, os_account, pin_salt, pin_hash, locations, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const countTry = db.prepare('UPDATE operators SET failures = ?, locked_until = ? WHERE seq = ?')
  return {
    all: (): StoredOperator[] => all.all().map(read),
    /** The operator that a computer account acts as, or null. */
    byAccount(account: string): StoredOperator | null {
      const row = byAccount.get(account)
      return row === undefined ? null : read(row)
    },
    byId(id: string): StoredOperator | null {
      const row = byId.get(id)
      return row === undefined ? null : read(row)
    },
    /** By id, or by name without case. */
    byName(name: string): StoredOperator | null {
      const row = byId.get(name) ?? byName.get(name)
      return row === undefined ? null : read(row)
    },
    isEmpty: (): boolean => (count.get() ?? 0) === 0,
    add(one: OperatorChange & { name: string; roleSeq: number }, at: string): string {
      const id = ids.next()
      const { pin, locations } = one
      insert.run(
        id,
        one.name,
        one.roleSeq,
        one.osAccount ?? null,
        pin?.salt ?? null,
        pin?.hash ?? null,
        locations == null ? null : JSON.stringify(locations),
        at,
      )
      return id
    },
    change(seq: number, change: OperatorChange): void {
      const columns: [string, unknown][] = []
      const put = (column: string, value: unknown) => {
        if (value !== undefined) columns.push([column, value])
      }
      put('name', change.name)
      put('role_seq', change.roleSeq)
      put('os_account', change.osAccount)
      put(
        'locations',
        change.locations === undefined || change.locations === null
          ? change.locations
          : JSON.stringify(change.locations),
      )
      put('archived_at', change.archivedAt)
      if (change.pin !== undefined) {
        put('pin_salt', change.pin?.salt ?? null)
        put('pin_hash', change.pin?.hash ?? null)
        put('failures', 0)
        put('locked_until', null)
      }
      if (columns.length === 0) return
      const sets = columns.map(([column]) => `${column} = ?`).join(', ')
      db.prepare(`UPDATE operators SET ${sets} WHERE seq = ?`).run(...columns.map(([, value]) => value), seq)
    },
    /** Remembers failed tries of a PIN, and until when no other is taken. */
    countTry: (seq: number, failures: number, lockedUntil: string | null): void =>
      void countTry.run(failures, lockedUntil, seq),
  }
}

function openRoles(db: Db, ids: Ids) {
  const all = db.prepare<[], Omit<StoredRole, 'permissions'> & { permissions: string }>(
    `SELECT r.seq, r.id, r.name, r.permissions, (SELECT count(*) FROM operators o WHERE o.role_seq = r.seq) AS operators FROM roles r ORDER BY r.seq`,
  )
  const insert = db.prepare('INSERT INTO roles (id, name, permissions) VALUES (?, ?, ?)')
  const update = db.prepare('UPDATE roles SET name = ?, permissions = ? WHERE seq = ?')
  const remove = db.prepare('DELETE FROM roles WHERE seq = ?')
  const roles = (): StoredRole[] =>
    all.all().map(row => ({ ...row, permissions: JSON.parse(row.permissions) as Permission[] }))
  return {
    roles,
    addRole(name: string, permissions: readonly Permission[]): string {
      const id = ids.next()
      insert.run(id, name, JSON.stringify(permissions))
      return id
    },
    changeRole: (seq: number, name: string, permissions: readonly Permission[]): void =>
      void update.run(name, JSON.stringify(permissions), seq),
    removeRole: (seq: number): void => void remove.run(seq),
    /** The roles that every ledger begins with. */
    addFirstRoles(): void {
      if (roles().length > 0) return
      for (const { name, permissions } of FIRST_ROLES) insert.run(ids.next(), name, JSON.stringify(permissions))
    },
  }
}

function read({ permissions, locations, archivedAt, ...row }: OperatorRecord): StoredOperator {
  return {
    ...row,
    permissions: JSON.parse(permissions) as Permission[],
    locations: locations === null ? null : (JSON.parse(locations) as string[]),
    isArchived: archivedAt !== null,
  }
}
