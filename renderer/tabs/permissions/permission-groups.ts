import type { Permission } from '../../../contract/permissions.ts'

/** Permissions as a person looks for them; the first group is what the guide of Incident IQ limits. */
export const PERMISSION_GROUPS: readonly { title: string; permissions: readonly Permission[] }[] = [
  {
    title: 'Payment and fee transactions',
    permissions: ['fees.delete', 'payments.delete', 'fees.modify', 'payments.modify', 'fees.create', 'payments.create'],
  },
  {
    title: 'Syncs and transfers',
    permissions: ['runs.start', 'runs.approve', 'runs.undo', 'imports.decide', 'outbox.decide'],
  },
  {
    title: 'Lists, settings and people',
    permissions: ['export', 'reference.change', 'settings.change', 'operators.change'],
  },
]
