import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { formatMoney } from '../../../contract/money.ts'
import type { ItemTypeRow } from '../../../contract/rows/reference.ts'
import { SYSTEM_NAMES } from '../../../contract/tasks.ts'
import { Facts } from '../../ui/facts.tsx'
import type { ItemTypeForm } from './item-type-dialog.tsx'

const TYPES = [
  { value: 'fee', label: 'Fee' },
  { value: 'payment', label: 'Payment' },
  { value: 'adjustment', label: 'Adjustment' },
]

interface FieldsProps {
  form: ItemTypeForm
  /** Titles to choose from. */
  categories: readonly string[]
  isNew: boolean
}

/** What is filled in of an item type of the ledger's own, but the GL code. */
export function ItemTypeFields({ form, categories, isNew }: FieldsProps) {
  const { value, errors, set } = form
  // An archived category that it is in already stays a choice.
  const choices = [...new Set([...categories, value.category])].filter(title => title !== '')
  return (
    <>
      <TextInput
        data-autofocus
        label="Sku"
        description="Must match the InTouch field Item Collection exactly, capitals and leading zeros included."
        required
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        value={value.sku}
        error={errors.sku}
        onChange={event => set({ sku: event.currentTarget.value })}
      />
      <TextInput
        label="Title"
        required
        maxLength={200}
        value={value.title}
        error={errors.title}
        onChange={event => set({ title: event.currentTarget.value })}
      />
      <Textarea
        label="Description"
        rows={2}
        maxLength={2000}
        value={value.description}
        error={errors.description}
        onChange={event => set({ description: event.currentTarget.value })}
      />
      <NativeSelect
        label="Category"
        required
        description={choices.length === 0 ? 'There is none yet: add one under Item Categories first.' : undefined}
        data={[{ value: '', label: 'Choose a category' }, ...choices]}
        value={value.category}
        error={errors.category}
        onChange={event => set({ category: event.currentTarget.value })}
      />
      <div className="fb-dialog-two">
        <NativeSelect
          label="Type"
          required
          description={isNew ? 'Cannot be changed later.' : 'Cannot be changed.'}
          disabled={!isNew}
          data={TYPES}
          value={value.type}
          onChange={event => set({ type: event.currentTarget.value })}
        />
        <TextInput
          label="Default Amount"
          description="Can be changed when issuing."
          inputMode="decimal"
          placeholder="0.00"
          maxLength={20}
          autoComplete="off"
          value={value.defaultAmount}
          error={errors.defaultAmount}
          onChange={event => set({ defaultAmount: event.currentTarget.value })}
        />
      </div>
    </>
  )
}

/** The account that it is booked to; ours, whoever owns the item type. */
export function GlCodeField({ form, isFirst }: { form: ItemTypeForm; isFirst: boolean }) {
  return (
    <TextInput
      data-autofocus={isFirst || undefined}
      label="GL code"
      description="The account of your books that it belongs to."
      maxLength={64}
      autoComplete="off"
      spellCheck={false}
      value={form.value.glCode}
      error={form.errors.glCode}
      onChange={event => form.set({ glCode: event.currentTarget.value })}
    />
  )
}

/** What a system owns of it, to read. */
export function OwnedFacts({ itemType }: { itemType: ItemTypeRow }) {
  const owner = SYSTEM_NAMES[itemType.system]
  const cents = itemType.defaultAmountCents
  return (
    <>
      <p className="fb-modal-text">
        {owner} owns this item type: change what stands here there, and the next run brings it. The GL code is yours.
      </p>
      <Facts
        facts={[
          { label: 'Sku', value: itemType.sku },
          { label: 'Title', value: itemType.title },
          { label: 'Description', value: itemType.description },
          { label: 'Category', value: itemType.category },
          { label: 'Type', value: itemType.type },
          { label: 'Default Amount', value: cents === null ? null : formatMoney(cents) },
        ]}
      />
    </>
  )
}
