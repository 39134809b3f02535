import type { FeeFilter } from '../../../contract/calls.ts'
import { FEE_STATUSES } from '../../../contract/rows/fee.ts'
import { SYSTEM_IDS, SYSTEM_NAMES } from '../../../contract/tasks.ts'
import { feeStatusWords } from '../../format/tones.ts'
import type { FilterField } from '../../ui/filter-bar.tsx'

const SYSTEMS = [...SYSTEM_IDS, 'feebridge'] as const
/** The orders that the engine gives; the table's headers ask for them. */
const ORDERS = ['newest', 'oldest', 'due', 'balance', 'amount'] as const
const TEXTS = ['search', 'student', 'location', 'category', 'asset', 'ticket', 'sku'] as const

/** The filters of the Fees list; categories and locations are suggested as one types. */
export function feeFields(categories: readonly string[], locations: readonly string[]): readonly FilterField[] {
  return [
    { key: 'search', label: 'Search', kind: 'search', placeholder: 'Student, School Id or fee' },
    {
      key: 'status',
      label: 'Status',
      kind: 'choice',
      any: 'any',
      options: FEE_STATUSES.map(status => ({ value: status, words: feeStatusWords(status) })),
    },
    { key: 'overdue', label: 'Due', kind: 'choice', any: 'any', options: [{ value: 'yes', words: 'Overdue' }] },
    { key: 'student', label: 'Student ID', kind: 'text', width: 80 },
    { key: 'location', label: 'Location', kind: 'text', width: 70, suggestions: locations },
    { key: 'category', label: 'Category', kind: 'text', width: 120, suggestions: categories },
    { key: 'asset', label: 'Asset', kind: 'text', width: 80 },
    { key: 'ticket', label: 'Ticket', kind: 'text', width: 80 },
    { key: 'sku', label: 'SKU', kind: 'text', width: 80 },
    {
      key: 'system',
      label: 'From',
      kind: 'choice',
      any: 'any system',
      options: SYSTEMS.map(system => ({ value: system, words: SYSTEM_NAMES[system] })),
    },
  ]
}

/** The list's filter from the address; what does not fit is left out, as an address can be typed by hand. */
export function feeFilterOf(params: Readonly<Record<string, string>>): FeeFilter {
  const filter: FeeFilter = {}
  for (const key of TEXTS) {
    const value = params[key]
    if (value !== undefined) filter[key] = value
  }
  const status = FEE_STATUSES.find(each => each === params.status)
  const system = SYSTEMS.find(each => each === params.system)
  const order = ORDERS.find(each => each === params.order)
  if (status !== undefined) filter.status = status
  if (system !== undefined) filter.system = system
  if (order !== undefined) filter.order = order
  if (params.reverse === 'yes') filter.reverse = true
  if (params.overdue === 'yes') filter.overdue = true
  return filter
}
