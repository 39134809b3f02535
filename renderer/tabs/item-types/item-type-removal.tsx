import { useQuery } from '@tanstack/react-query'
import type { ItemTypeRow } from '../../../contract/rows/reference.ts'
import { attempt, feesWith, useRemoveItemType } from '../../api/reference.ts'
import { useEntryForm } from '../../ui/entry-form.ts'
import { notify } from '../../ui/notices.tsx'
import { RemovalDialog, removedWords } from '../../ui/removal.tsx'

/** Takes an item type away. */
export function ItemTypeRemoval({ itemType, onClose }: { itemType: ItemTypeRow; onClose: () => void }) {
  const remove = useRemoveItemType()
  const fees = useQuery(feesWith({ sku: itemType.sku }))
  const uses = fees.error !== null ? 'unknown' : fees.data === undefined ? null : { fee: fees.data.count }
  const { trouble, refuse } = useEntryForm(() => ({}))
  const confirm = () =>
    attempt(async () => {
      notify('good', removedWords(itemType.title, await remove.mutateAsync({ id: itemType.id })))
    }, refuse)
  return (
    <RemovalDialog
      noun="item type"
      name={itemType.title}
      archived={itemType.archived}
      uses={uses}
      busy={remove.isPending}
      trouble={trouble}
      onConfirm={confirm}
      onClose={onClose}
    />
  )
}
