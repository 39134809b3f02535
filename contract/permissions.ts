/** What an operator may do beyond looking (F2). Each change-call of the contract needs one of these, or none. */
export const PERMISSIONS = [
  'fees.create',
  'fees.modify',
  'fees.delete',
  'payments.create',
  'payments.modify',
  'payments.delete',
  'runs.start',
  'runs.approve',
  'runs.undo',
  'imports.decide',
  'outbox.decide',
  'reference.change',
  'settings.change',
  'export',
  'operators.change',
] as const
export type Permission = (typeof PERMISSIONS)[number]

/** Permissions as the window and refusals name them. */
export const PERMISSION_WORDS: Record<Permission, string> = {
  'fees.create': 'Create new fee transactions',
  'fees.modify': 'Modify existing fee transactions',
  'fees.delete': 'Delete existing fee transactions',
  'payments.create': 'Create new payment transactions',
  'payments.modify': 'Modify existing payment transactions',
  'payments.delete': 'Delete existing payment transactions',
  'runs.start': 'Run and cancel syncs, and pause the bridge',
  'runs.approve': 'Approve and discard what waits at the brake',
  'runs.undo': 'Undo syncs',
  'imports.decide': 'Reprocess and ignore imports, and answer sync errors',
  'outbox.decide': 'Retry, mark as sent and ignore transfers',
  'reference.change': 'Change locations, item categories and item types',
  'settings.change': 'Change settings and schedules, and back up',
  export: 'Export',
  'operators.change': 'Change operators and roles',
}

/** The sentence that refuses, naming the missing permission. */
export function sayLacking(operator: { name: string; role: string }, permission: Permission): string {
  return `${operator.name} (${operator.role}) lacks the permission "${PERMISSION_WORDS[permission]}". Ask an administrator for it, or sign in as someone who has it.`
}

/** The roles that every ledger begins with; a district adds its own. */
export const FIRST_ROLES: readonly { name: string; permissions: readonly Permission[] }[] = [
  { name: 'Administrator', permissions: PERMISSIONS },
  {
    name: 'Bookkeeper',
    permissions: PERMISSIONS.filter(one => one !== 'settings.change' && one !== 'operators.change'),
  },
  { name: 'Cashier', permissions: ['fees.create', 'payments.create'] },
  { name: 'Viewer', permissions: [] },
]

/** The role that the first person on the workstation has. It always has every permission and cannot be changed. */
export const ADMINISTRATOR = 'Administrator'
