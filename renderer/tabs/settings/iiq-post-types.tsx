import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ItemTypeRow } from '../../../contract/rows/reference.ts'
import { itemTypesQuery } from '../../api/reference.ts'
import type { Draft } from './draft.ts'
import type { FieldErrors } from './field-errors.ts'
import type { IiqDraft } from './iiq-draft.ts'

interface PostTypesProps {
  draft: Draft<IiqDraft>
  errors: FieldErrors<keyof IiqDraft>
}

/** As which item types of Incident IQ payments and adjustments are posted there: the only one of its kind, or the one that is chosen. */
export function PostTypes(props: PostTypesProps) {
  return (
    <>
      <PostType {...props} name="postPaymentsAs" label="Post payments as" kind="payment" />
      <PostType {...props} name="postAdjustmentsAs" label="Post adjustments as" kind="adjustment" />
    </>
  )
}

interface PostTypeProps extends PostTypesProps {
  name: 'postPaymentsAs' | 'postAdjustmentsAs'
  label: string
  kind: 'payment' | 'adjustment'
}

function PostType({ draft, errors, name, label, kind }: PostTypeProps) {
  const types = useQuery(itemTypesQuery)
  const chosen = draft.value[name]
  const ours = (types.data ?? []).filter(type => type.system === 'iiq' && type.type === kind && !type.archived)
  const isGone = chosen !== '' && types.data !== undefined && !ours.some(type => type.sku === chosen)
  return (
    <NativeSelect
      label={label}
      description={types.data === undefined ? 'Looking for item types…' : hintOf(ours, kind)}
      value={chosen}
      error={errors[name]}
      data={[
        { value: '', label: noneWords(ours) },
        ...ours.map(type => ({ value: type.sku, label: nameOf(type) })),
        ...(chosen !== '' && !ours.some(type => type.sku === chosen)
          ? [{ value: chosen, label: isGone ? `${chosen} (no longer in Incident IQ)` : chosen }]
          : []),
      ]}
      onChange={event => draft.set({ [name]: event.currentTarget.value })}
    />
  )
}

function noneWords(ours: readonly ItemTypeRow[]): string {
  const [only] = ours
  if (only === undefined) return 'None yet'
  return ours.length === 1 ? `The only one: ${nameOf(only)}` : 'Choose…'
}

function hintOf(ours: readonly ItemTypeRow[], kind: PostTypeProps['kind']): string {
  if (ours.length === 0) return `Incident IQ has no item type for ${kind}s. Until it has, ${kind}s are held.`
  return ours.length === 1
    ? `An item type of Incident IQ. It has one for ${kind}s, so nothing need be chosen.`
    : `An item type of Incident IQ. It has ${ours.length} for ${kind}s: until one is chosen, ${kind}s are held.`
}

function nameOf({ title, sku }: ItemTypeRow): string {
  return `${title} (${sku})`
}
