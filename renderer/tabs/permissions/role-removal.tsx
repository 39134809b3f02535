import type { RoleRow } from '../../../contract/rows/operator.ts'
import { useRemoveRole } from '../../api/operators.ts'
import { attempt } from '../../api/reference.ts'
import { useEntryForm } from '../../ui/entry-form.ts'
import { AskDialog } from '../../ui/form-dialog.tsx'
import { notify } from '../../ui/notices.tsx'

/** Takes a role away that nobody has. */
export function RoleRemoval({ role, onClose }: { role: RoleRow; onClose: () => void }) {
  const remove = useRemoveRole()
  const { trouble, refuse } = useEntryForm(() => ({}))
  const confirm = () =>
    attempt(async () => {
      await remove.mutateAsync({ id: role.id })
      notify('good', `Removed the role ${role.name}.`)
    }, refuse)
  return (
    <AskDialog
      title={`Remove the role ${role.name}?`}
      words={`Remove ${role.name}`}
      waiting="Remove"
      busy={remove.isPending}
      trouble={trouble}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>Nobody has this role. It cannot be given any more, and can be made anew.</p>
    </AskDialog>
  )
}
