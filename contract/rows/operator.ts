import type { Permission } from '../permissions.ts'

/** A person who works with this ledger. */
export interface OperatorRow {
  id: string
  name: string
  role: string
  /** The computer account that acts as this operator without a PIN; null where the PIN is always asked. */
  osAccount: string | null
  hasPin: boolean
  /** Where this operator may act: abbreviations (or names) of locations; null everywhere. */
  locations: string[] | null
  archived: boolean
}

export interface RoleRow {
  id: string
  name: string
  permissions: Permission[]
  /** How many operators have it. */
  operators: number
  /** The administrator's role cannot be changed or removed. */
  fixed: boolean
}

/** Who is asking, and what they may do. */
export interface Me {
  /** Null when nobody is signed in: the computer's account is no operator. */
  operator: OperatorRow | null
  permissions: Permission[]
  /** True when this window was signed in to with a PIN, and can be signed out of. */
  signedIn: boolean
  /** The computer's account, as the engine knows it. */
  osAccount: string
}
