import type { StudentFilter } from '../../../contract/calls.ts'
import type { FilterField } from '../../ui/filter-bar.tsx'

/** The filters of the Students list; locations are suggested as one types. */
export function studentFields(locations: readonly string[]): readonly FilterField[] {
  return [
    { key: 'search', label: 'Name or School Id', kind: 'text', width: 180 },
    { key: 'location', label: 'Location', kind: 'text', width: 110, suggestions: locations },
    { key: 'owing', label: 'Balance', kind: 'choice', any: 'any', options: [{ value: 'yes', words: 'Owing' }] },
  ]
}

/** The list's filter from the address; what does not fit is left out, as an address can be typed by hand. */
export function studentFilterOf(params: Readonly<Record<string, string>>): StudentFilter {
  const filter: StudentFilter = {}
  if (params.search !== undefined) filter.search = params.search
  if (params.location !== undefined) filter.location = params.location
  if (params.owing === 'yes') filter.owing = true
  return filter
}
