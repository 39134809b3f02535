import type { Facets } from './facets.ts'
import type { Condition } from './shelf.ts'

/** What a request's filters come to. */
export interface ReadFilters {
  /** The filters that are honoured; values of one facet are alternatives. */
  conditions: Condition[]
  /** Facets named in the request that are not honoured: unknown, unreadable, or dropped by a fault. */
  dropped: string[]
}

/**
 * Reads `{"Filters":[{"Facet","Value"}]}`. An unknown facet or an unreadable value is silently dropped, as the vendor
 * does: the caller answers 200 with a list that is not filtered by it.
 */
export function readFilters<Kept>(
  filters: unknown,
  facets: Facets<Kept>,
  isDropped: (facet: string) => boolean,
): ReadFilters {
  const values = new Map<string, Set<string>>()
  const dropped: string[] = []
  for (const filter of Array.isArray(filters) ? filters : []) {
    const name = typeof filter?.Facet === 'string' ? filter.Facet.toLowerCase() : ''
    const facet = Object.hasOwn(facets, name) ? facets[name] : undefined
    const value = typeof filter?.Value === 'string' ? facet?.read(filter.Value) : undefined
    if (value === undefined || isDropped(name)) dropped.push(name)
    else values.set(name, (values.get(name) ?? new Set()).add(value))
  }
  // Sorted, so that the same question in another order finds the same kept answer.
  const conditions = [...values].map(([facet, set]) => ({ facet, values: [...set].sort() }))
  return { conditions: conditions.sort((left, right) => (left.facet < right.facet ? -1 : 1)), dropped }
}
