import type { RunCounts, RunItem } from '../../contract/rows/run.ts'

/** Items of a run that are looked at together. */
export interface ItemGroup {
  id: string
  words: string
  /** The count of the run's row that counts these items; absent where none does. */
  count?: keyof RunCounts
  fits: (item: RunItem) => boolean
}

/** A waiver that the system lists carries that system's id; the bridge's own, by a rule, has none. */
const isListedWaiver = (item: RunItem) => item.what === 'waived' && item.externalId !== null

const group = (id: string, words: string, ...whats: RunItem['what'][]): ItemGroup => ({
  id,
  words,
  fits: item => whats.includes(item.what),
})

/** The groups by which the items of a run are filtered, in the order in which people ask for them. Every item is in exactly one. */
export const ITEM_GROUPS: readonly ItemGroup[] = [
  group('held', 'Held back', 'held'),
  { ...group('errors', 'Errors', 'error'), count: 'errors' },
  { ...group('added', 'Fees added', 'added'), count: 'added' },
  { ...group('changed', 'Fees changed', 'changed'), count: 'changed' },
  {
    id: 'payments',
    words: 'Payments added',
    count: 'payments',
    // What a system lists as money against a fee: payments, refunds, adjustments, and the waivers made there.
    fits: item => item.what === 'payment' || item.what === 'adjustment' || isListedWaiver(item),
  },
  {
    id: 'waived',
    words: 'Fees waived',
    count: 'waived',
    fits: item => item.what === 'waived' && !isListedWaiver(item),
  },
  { ...group('voided', 'Entries voided', 'voided'), count: 'voided' },
  group('unprocessed', 'Unprocessed', 'unprocessed'),
  { ...group('ignored', 'Ignored', 'ignored'), count: 'ignored' },
  group('imported', 'Other records imported', 'imported'),
]
