import { queryOptions } from '@tanstack/react-query'
import { call } from './bridge.ts'

export function feeStory(id: string) {
  return queryOptions({ queryKey: ['fees.show', id], queryFn: () => call('fees.show', { id }) })
}

/** Titles for the category filter, and names for the location filter. */
export const categoryChoices = queryOptions({
  queryKey: ['categories.list'],
  queryFn: () => call('categories.list', {}),
})
export const locationChoices = queryOptions({ queryKey: ['locations.list'], queryFn: () => call('locations.list', {}) })

/** Item types, by whose ids a raw record may have been matched. */
export const itemTypeChoices = queryOptions({ queryKey: ['itemTypes.list'], queryFn: () => call('itemTypes.list', {}) })

/** Open errors beyond this many are not looked through for one fee's sake. */
const OPEN_ERRORS_MOST = 2_000

/** The errors that are open now, from which a fee's story takes those about it. */
export const openErrors = queryOptions({
  queryKey: ['errors.list', 'open'],
  queryFn: () => call('errors.list', { state: 'open', limit: OPEN_ERRORS_MOST }),
})
