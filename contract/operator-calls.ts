import { z } from 'zod'
import { change } from './call-spec.ts'
import { PERMISSIONS } from './permissions.ts'
import type { Me, OperatorRow, RoleRow } from './rows/operator.ts'

const name = z.string().trim().min(1, 'is empty').max(100)
/** Four to twelve digits. */
const pin = z.string().regex(/^\d{4,12}$/, 'must be 4 to 12 digits')
const locations = z.array(z.string().trim().min(1).max(200)).max(500).nullable()

/** Operators, roles, and signing in with a PIN (F2). */
export const operatorCalls = {
  'operators.me': change<Me>()(z.strictObject({})),
  /** Who can sign in with a PIN, for the sign-in screen; anybody at the workstation may ask. */
  'operators.names': change<{ items: { id: string; name: string }[] }>()(z.strictObject({})),
  'operators.list': change<{ items: OperatorRow[]; roles: RoleRow[] }>()(z.strictObject({})),
  'operators.add': change<OperatorRow>()(
    z.strictObject({
      name,
      role: name,
      osAccount: z.string().trim().min(1).max(100).nullable().optional(),
      pin: pin.optional(),
      locations: locations.optional(),
    }),
  ),
  /** `pin: null` takes the PIN away. */
  'operators.set': change<OperatorRow>()(
    z.strictObject({
      id: z.string().min(1).max(100),
      name: name.optional(),
      role: name.optional(),
      osAccount: z.string().trim().min(1).max(100).nullable().optional(),
      pin: pin.nullable().optional(),
      locations: locations.optional(),
      archived: z.boolean().optional(),
    }),
  ),
  'roles.set': change<RoleRow>()(
    z.strictObject({
      /** Absent: a new role. */
      id: z.string().min(1).max(64).optional(),
      name: name.optional(),
      permissions: z.array(z.enum(PERMISSIONS)).max(PERMISSIONS.length).optional(),
    }),
  ),
  /** Takes a role away that nobody has. */
  'roles.remove': change<{ removed: true }>()(z.strictObject({ id: z.string().min(1).max(64) })),
  /** Signs this window in. The session goes to the host, never to the page. */
  'operators.signIn': change<{ operator: OperatorRow; session: string }>()(
    z.strictObject({ operator: name, pin: z.string().max(20) }),
  ),
  /** Locks this window: from then on it asks for a PIN. Refused where nobody has one. */
  'operators.signOut': change<{ signedOut: boolean }>()(z.strictObject({})),
  /** Says that somebody is at the window; without it a session ends by itself. */
  'operators.touch': change<{ endsAt: string | null }>()(z.strictObject({})),
} as const
