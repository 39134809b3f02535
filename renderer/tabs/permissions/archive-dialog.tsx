import type { OperatorRow } from '../../../contract/rows/operator.ts'
import { useSetOperator } from '../../api/operators.ts'
import { attempt } from '../../api/reference.ts'
import { useEntryForm } from '../../ui/entry-form.ts'
import { AskDialog } from '../../ui/form-dialog.tsx'
import { notify } from '../../ui/notices.tsx'

/** Asks before an operator is taken out of use. What they did keeps their name. */
export function ArchiveDialog({ operator, onClose }: { operator: OperatorRow; onClose: () => void }) {
  const { id, name, osAccount } = operator
  const set = useSetOperator()
  const { trouble, refuse } = useEntryForm(() => ({}))
  const confirm = () =>
    attempt(async () => {
      await set.mutateAsync({ id, archived: true })
      notify('good', `Archived ${name}.`)
    }, refuse)
  return (
    <AskDialog
      title={`Archive ${name}?`}
      words={`Archive ${name}`}
      waiting="Archive"
      busy={set.isPending}
      trouble={trouble}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>
        {name} is signed out everywhere and cannot sign in any more
        {osAccount === null ? '' : `, and the computer account “${osAccount}” is free for somebody else`}. Everything
        that {name} did keeps the name. Restore takes it back.
      </p>
    </AskDialog>
  )
}
