import { useQuery } from '@tanstack/react-query'
import type { CategoryRow } from '../../../contract/rows/reference.ts'
import { attempt, feesWith, itemTypesQuery, useRemoveCategory } from '../../api/reference.ts'
import { useEntryForm } from '../../ui/entry-form.ts'
import { notify } from '../../ui/notices.tsx'
import { RemovalDialog, removedWords, type Uses } from '../../ui/removal.tsx'

/** What uses a category: fees that show its title, and item types in it. */
export function useCategoryUses({ title }: CategoryRow): Uses {
  const fees = useQuery(feesWith({ category: title }))
  const types = useQuery(itemTypesQuery)
  if (fees.error !== null || types.error !== null) return 'unknown'
  if (fees.data === undefined || types.data === undefined) return null
  return { fee: fees.data.count, 'item type': types.data.filter(type => type.category === title).length }
}

/** Takes an item category away. */
export function CategoryRemoval({ category, onClose }: { category: CategoryRow; onClose: () => void }) {
  const remove = useRemoveCategory()
  const uses = useCategoryUses(category)
  const { trouble, refuse } = useEntryForm(() => ({}))
  const confirm = () =>
    attempt(async () => {
      notify('good', removedWords(category.title, await remove.mutateAsync({ id: category.id })))
    }, refuse)
  return (
    <RemovalDialog
      noun="item category"
      name={category.title}
      archived={category.archived}
      uses={uses}
      busy={remove.isPending}
      trouble={trouble}
      onConfirm={confirm}
      onClose={onClose}
    />
  )
}
