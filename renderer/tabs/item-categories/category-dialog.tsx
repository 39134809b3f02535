import { Textarea, TextInput } from '@mantine/core'
import type { CategoryRow } from '../../../contract/rows/reference.ts'
import { attempt, useAddCategory, useSetCategory } from '../../api/reference.ts'
import { useEntryForm } from '../../ui/entry-form.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { notify } from '../../ui/notices.tsx'

/** Adds an item category of the ledger's own, or edits one. */
export function CategoryDialog({ category, onClose }: { category: CategoryRow | null; onClose: () => void }) {
  const add = useAddCategory()
  const set = useSetCategory()
  const form = useEntryForm(() => ({ title: category?.title ?? '', description: category?.description ?? '' }))
  const { value, errors } = form
  const title = value.title.trim()
  const description = value.description.trim() === '' ? null : value.description.trim()
  const keep = () =>
    category === null
      ? add.mutateAsync({ title, description })
      : set.mutateAsync({
          id: category.id,
          ...(title === category.title ? {} : { title }),
          ...(description === category.description ? {} : { description }),
        })
  const save = async () => {
    if (!form.passes(title === '' ? { title: 'Enter the title of the category.' } : {})) return false
    const kept = await attempt(keep, form.refuse)
    if (kept)
      notify('good', category === null ? `Added the item category ${title}.` : `Saved the item category ${title}.`)
    return kept
  }
  return (
    <FormDialog
      title={category === null ? 'Add New Item Category' : `Edit ${category.title}`}
      words="Save"
      saving={add.isPending || set.isPending}
      errors={errors}
      trouble={form.trouble}
      onSave={save}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        label="Title"
        description="What the fees are for: library fines, device insurance, athletics."
        required
        maxLength={200}
        value={value.title}
        error={errors.title}
        onChange={event => form.set({ title: event.currentTarget.value })}
      />
      <Textarea
        label="Description"
        rows={3}
        maxLength={2000}
        value={value.description}
        error={errors.description}
        onChange={event => form.set({ description: event.currentTarget.value })}
      />
    </FormDialog>
  )
}
