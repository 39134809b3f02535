import { useQuery } from '@tanstack/react-query'
import { formatDecimal, parseCents } from '../../../contract/money.ts'
import type { ItemTypeRow } from '../../../contract/rows/reference.ts'
import { attempt, categoriesQuery, useAddItemType, useSetItemType } from '../../api/reference.ts'
import { plainAmount } from '../../format/amount.ts'
import { type EntryForm, useEntryForm } from '../../ui/entry-form.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { notify } from '../../ui/notices.tsx'
import { GlCodeField, ItemTypeFields, OwnedFacts } from './item-type-fields.tsx'

export interface ItemTypeDraft extends Record<string, string> {
  sku: string
  title: string
  description: string
  category: string
  type: string
  defaultAmount: string
  glCode: string
}

/** Adds an item type of the ledger's own, or edits one; of one that a system owns only what is ours (C3). */
export function ItemTypeDialog({ itemType, onClose }: { itemType: ItemTypeRow | null; onClose: () => void }) {
  const add = useAddItemType()
  const set = useSetItemType()
  const categories = (useQuery(categoriesQuery).data ?? []).filter(each => !each.archived).map(each => each.title)
  const form = useEntryForm(() => draftOf(itemType))
  const isOurs = itemType === null || itemType.system === 'feebridge'
  const next = requestOf(form.value)
  const keep = () =>
    itemType === null ? add.mutateAsync(next) : set.mutateAsync({ id: itemType.id, ...changesOf(itemType, next) })
  const save = async () => {
    if (!form.passes(isOurs ? findErrors(form.value) : {})) return false
    const kept = await attempt(keep, form.refuse)
    if (kept) notify('good', `${itemType === null ? 'Added' : 'Saved'} the item type ${next.title}.`)
    return kept
  }
  return (
    <FormDialog
      title={itemType === null ? 'Add New Item Type' : `Edit ${itemType.title}`}
      words="Save"
      saving={add.isPending || set.isPending}
      errors={form.errors}
      trouble={form.trouble}
      onSave={save}
      onClose={onClose}
    >
      {isOurs ? <ItemTypeFields form={form} categories={categories} isNew={itemType === null} /> : null}
      {itemType === null || isOurs ? null : <OwnedFacts itemType={itemType} />}
      <GlCodeField form={form} isFirst={!isOurs} />
    </FormDialog>
  )
}

export type ItemTypeForm = EntryForm<ItemTypeDraft>

function draftOf(row: ItemTypeRow | null): ItemTypeDraft {
  const cents = row?.defaultAmountCents ?? null
  return {
    sku: row?.sku ?? '',
    title: row?.title ?? '',
    description: row?.description ?? '',
    category: row?.category ?? '',
    type: row?.type ?? 'fee',
    defaultAmount: cents === null ? '' : formatDecimal(cents),
    glCode: row?.glCode ?? '',
  }
}

interface ItemTypeRequest {
  sku: string
  title: string
  category: string
  type: ItemTypeRow['type']
  description: string | null
  defaultAmount: string | null
  glCode: string | null
}

function requestOf(draft: ItemTypeDraft): ItemTypeRequest {
  const textOrNull = (text: string) => (text.trim() === '' ? null : text.trim())
  return {
    sku: draft.sku.trim(),
    title: draft.title.trim(),
    category: draft.category,
    type: draft.type === 'payment' || draft.type === 'adjustment' ? draft.type : 'fee',
    description: textOrNull(draft.description),
    defaultAmount: textOrNull(plainAmount(draft.defaultAmount)),
    glCode: textOrNull(draft.glCode),
  }
}

/** Only what was changed is sent, so that nobody else's change is taken back. */
function changesOf(row: ItemTypeRow, next: ItemTypeRequest): Partial<Omit<ItemTypeRequest, 'type'>> {
  const before = requestOf(draftOf(row))
  const names = ['sku', 'title', 'category', 'description', 'defaultAmount', 'glCode'] as const
  return Object.fromEntries(names.filter(name => next[name] !== before[name]).map(name => [name, next[name]]))
}

function findErrors(draft: ItemTypeDraft): Partial<ItemTypeDraft> {
  const errors: Partial<ItemTypeDraft> = {}
  if (draft.sku.trim() === '') errors.sku = 'Enter the Sku.'
  if (draft.title.trim() === '') errors.title = 'Enter the title.'
  if (draft.category === '') errors.category = 'Choose the category.'
  const amount = plainAmount(draft.defaultAmount)
  const parsed = amount === '' ? null : parseCents(amount)
  if (parsed?.kind === 'bad')
    errors.defaultAmount = `"${draft.defaultAmount.trim()}" ${parsed.reason}. Write it like 40.00.`
  else if (parsed !== null && parsed.cents < 0) errors.defaultAmount = 'A default amount is not negative.'
  return errors
}
