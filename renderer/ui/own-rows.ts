import { type SourceSystem, SYSTEM_NAMES } from '../../contract/tasks.ts'
import type { FilterField } from './filter-bar.tsx'
import type { RowActions } from './row-actions.tsx'

/** What rows of locations, item categories and item types have in common. */
export interface OwnedRow {
  id: string
  system: SourceSystem
  archived: boolean
}

const SYSTEMS = ['iiq', 'feebridge'] as const

/** The filters of these lists; they are here whole, so the window itself filters. */
export const OWNED_FIELDS: readonly FilterField[] = [
  { key: 'find', label: 'Find', kind: 'text', width: 160 },
  {
    key: 'from',
    label: 'From',
    kind: 'choice',
    any: 'any system',
    options: SYSTEMS.map(system => ({ value: system, words: SYSTEM_NAMES[system] })),
  },
  {
    key: 'show',
    label: 'Show',
    kind: 'choice',
    any: 'in use',
    options: [
      { value: 'archived', words: 'archived' },
      { value: 'all', words: 'all' },
    ],
  },
]

/** The rows that fit the address; `textsOf` are the texts that Find looks in. */
export function fittingRows<Row extends OwnedRow>(
  rows: readonly Row[],
  params: Readonly<Record<string, string>>,
  textsOf: (row: Row) => readonly (string | null)[],
): Row[] {
  const { find, from, show } = params
  const wanted = find?.toLowerCase()
  const fits = (row: Row) =>
    (show === 'all' || row.archived === (show === 'archived')) &&
    (from === undefined || row.system === from) &&
    (wanted === undefined || textsOf(row).some(text => text?.toLowerCase().includes(wanted) === true))
  return rows.filter(fits)
}

/** C3: what a system owns is changed there. `editable` where something of it is ours all the same. */
export function offersOf({ system, archived }: OwnedRow, editable = false): readonly (keyof RowActions)[] {
  if (system !== 'feebridge') return editable ? ['edit'] : []
  return archived ? ['restore', 'remove'] : ['edit', 'remove']
}
